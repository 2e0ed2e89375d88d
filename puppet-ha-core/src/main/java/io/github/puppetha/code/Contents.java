package io.github.puppetha.code;

import io.github.puppetha.PuppetHaException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything that trees are made of, in a cache on this machine: mirrors of git repositories, and
 * whatever else {@link Origin} names. Safe for several threads; several processes may share a
 * cache.
 */
public final class Contents implements AutoCloseable {
  private final Path cache;
  private final ConcurrentHashMap<String, GitRepository> open = new ConcurrentHashMap<>();

  private Contents(Path cache) {
    this.cache = cache;
  }

  /**
   * Opens a cache; nothing is fetched.
   *
   * @param cache a directory, made when missing
   */
  public static Contents open(Path cache) {
    return new Contents(cache);
  }

  /** The mirror of a git remote; closed with this. */
  public GitRepository git(String remote) {
    return open.computeIfAbsent(remote, r -> GitRepository.open(cache, r));
  }

  /**
   * Makes sure that a tree is in the cache.
   *
   * @throws RepositoryException when it cannot be fetched
   */
  public void fetch(Origin origin) {
    if (origin instanceof Origin.Git git) {
      git(git.remote()).fetch(List.of(new WantedRef(ModuleSource.RefKind.COMMIT, git.commit())));
    } else {
      throw unsupported(origin);
    }
  }

  /**
   * Gives a tree out of the cache to a sink. Names and links that would lead outside are refused
   * before anything is given.
   *
   * @param withoutSpec leaves out the directory {@code spec} at the top
   * @throws HostileTreeException for such a name or link
   */
  public ExportedTree export(Origin origin, boolean withoutSpec, TreeSink sink) {
    if (origin instanceof Origin.Git git) {
      return git(git.remote()).export(git.commit(), withoutSpec, sink);
    }
    throw unsupported(origin);
  }

  private static PuppetHaException unsupported(Origin origin) {
    return new PuppetHaException(
        "What comes from " + origin.where() + " cannot be fetched in this version");
  }

  @Override
  public void close() {
    open.values().forEach(GitRepository::close);
  }
}

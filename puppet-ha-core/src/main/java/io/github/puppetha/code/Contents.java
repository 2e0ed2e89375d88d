package io.github.puppetha.code;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that trees are made of, in a cache on this machine: mirrors of git repositories, and
 * whatever else {@link Origin} names. Safe for several threads; several processes may share a
 * cache.
 */
public final class Contents implements AutoCloseable {
  private final Path cache;
  private final ContentsOptions options;
  private final PackedContents packed;
  private final SubversionContents subversion;
  private final ConcurrentHashMap<String, GitRepository> open = new ConcurrentHashMap<>();

  private Contents(
      Path cache, ContentsOptions options, PackedContents packed, SubversionContents subversion) {
    this.cache = cache;
    this.options = options;
    this.packed = packed;
    this.subversion = subversion;
  }

  /**
   * Opens a cache; nothing is fetched.
   *
   * @param cache a directory, made when missing
   */
  public static Contents open(Path cache) {
    return open(cache, ContentsOptions.standard());
  }

  /** The same, told where to fetch from. */
  public static Contents open(Path cache, ContentsOptions options) {
    return open(cache, options, Retries.DEFAULT);
  }

  static Contents open(Path cache, ContentsOptions options, Retries retries) {
    return new Contents(
        cache,
        options,
        new PackedContents(cache, options, retries),
        new SubversionContents(cache, options.offline(), options.credentials(), options.copies()));
  }

  /** Which remotes could not be had, so that a mirror of theirs was asked; a line for each. */
  public List<String> notes() {
    Stream<String> git = open.values().stream().flatMap(r -> r.note().stream());
    return Stream.concat(git, subversion.svn().notes().stream()).sorted().toList();
  }

  /**
   * Brings the mirrors of a control repo, in git or Subversion, up to date with it.
   *
   * @return a line for each that could not be, with the reason
   */
  public List<String> pushToMirrors(String remote) {
    return SubversionBranches.are(remote)
        ? subversion.updateMirrors(remote, options.copies().getOrDefault(remote, List.of()))
        : git(remote).pushToMirrors();
  }

  /** The mirror of a git remote; closed with this. */
  public GitRepository git(String remote) {
    return open.computeIfAbsent(remote, r -> GitRepository.open(cache, r, options));
  }

  /**
   * Makes sure that a tree is in the cache.
   *
   * @throws RepositoryException when it cannot be fetched
   */
  public void fetch(Origin origin) {
    if (origin instanceof Origin.Git git) {
      fetch(git.remote(), List.of(new WantedRef(ModuleSource.RefKind.COMMIT, git.commit())));
    } else if (origin instanceof Origin.Archive archive) {
      packed.archives().archive(archive);
    } else if (origin instanceof Origin.Forge forge) {
      packed.forge().archive(forge);
    } else if (origin instanceof Origin.Subversion svn) {
      subversion.tree(svn);
    }
  }

  /** What is needed for these, unless offline. */
  void fetch(String remote, Collection<WantedRef> wanted) {
    if (!options.offline()) {
      git(remote).fetch(wanted);
    }
  }

  /** A control repo: {@code svn+…}, {@code archive+…}, or else git. */
  public Branches branches(String remote) {
    if (SubversionBranches.are(remote)) {
      return new SubversionBranches(subversion, remote);
    }
    if (remote.startsWith(ArchiveBranches.SCHEME)) {
      return new ArchiveBranches(packed, remote);
    }
    return new GitBranches(remote, git(remote), options.offline());
  }

  /**
   * The directory of a Subversion repository that is meant.
   *
   * @throws RepositoryException when there is none, or nobody answers
   */
  Origin.Subversion subversion(ModuleSource.Svn source) {
    String url = subversion.svn().url(source.url());
    subversion.svn().login(url, source.username(), source.password());
    return subversion.resolve(source.url(), source.revision());
  }

  /**
   * The release of the Forge that a version means.
   *
   * @param slug {@code owner-name}
   * @param version exact; null for the latest
   * @throws RepositoryException when there is none, or nobody answers
   */
  public Origin.Forge release(String slug, @Nullable String version) {
    return packed.forge().resolve(slug, version);
  }

  /**
   * The archive that a file or URL means.
   *
   * @param sha256 its checksum; null for what came from there first, which the cache remembers
   * @throws RepositoryException when it cannot be fetched
   */
  public Origin.Archive archive(String source, @Nullable String sha256) {
    return packed.archives().resolve(source, sha256, false);
  }

  /**
   * The text of one file of a tree, as UTF-8; of a Forge module below its own directory.
   *
   * @return empty when there is no such file
   * @throws RepositoryException when the tree cannot be fetched or read
   */
  public Optional<String> read(Origin origin, String path) {
    if (origin instanceof Origin.Archive archive) {
      return packed.read(archive, path);
    } else if (origin instanceof Origin.Forge forge) {
      return packed.read(forge, path);
    } else if (origin instanceof Origin.Subversion svn) {
      return subversion.read(svn, path);
    }
    return git(((Origin.Git) origin).remote()).read(origin.id(), path);
  }

  /**
   * The versions of a Forge module, the latest first; empty offline.
   *
   * @throws RepositoryException when there is no such module, or nobody answers
   */
  public List<String> versions(String slug) {
    return packed.forge().versions(slug);
  }

  /**
   * Gives a tree out of the cache to a sink. Names and links that would lead outside are refused
   * before anything is given.
   *
   * @param withoutSpec leaves out the directory {@code spec} at the top
   * @throws HostileTreeException for such a name or link
   */
  public ExportedTree export(Origin origin, boolean withoutSpec, TreeSink sink) {
    if (origin instanceof Origin.Archive archive) {
      return packed.export(archive, withoutSpec, sink);
    } else if (origin instanceof Origin.Forge forge) {
      return packed.export(forge, withoutSpec, sink);
    } else if (origin instanceof Origin.Subversion svn) {
      return subversion.export(svn, withoutSpec, sink);
    }
    Origin.Git git = (Origin.Git) origin;
    return git(git.remote()).export(git.commit(), withoutSpec, sink, this::git);
  }

  @Override
  public void close() {
    open.values().forEach(GitRepository::close);
    packed.close();
  }
}

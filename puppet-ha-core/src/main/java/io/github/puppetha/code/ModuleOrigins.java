package io.github.puppetha.code;

import io.github.puppetha.SourceRange;
import io.github.puppetha.code.ModuleSource.RefKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what stands for the modules of Puppetfiles: first all that is needed is {@linkplain
 * #fetches fetched}, each repository once, by as many threads as one likes; then each module is
 * {@linkplain #find found}. For one thread, but for the fetches.
 */
public final class ModuleOrigins {
  private final Contents contents;
  private final Map<String, RepositoryException> failures = new ConcurrentHashMap<>();
  private final Map<String, Origin> found = new ConcurrentHashMap<>();
  private final Map<String, Optional<String>> commits = new ConcurrentHashMap<>();
  private final Map<String, String> trees = new ConcurrentHashMap<>();

  /** Out of this cache and what it reaches. */
  public ModuleOrigins(Contents contents) {
    this.contents = contents;
  }

  /**
   * A module that is wanted.
   *
   * @param module as the Puppetfile has it; not a local one
   * @param branch of the control repo, for {@code :control_branch}
   * @param exact what it must be, as a lock file says it; null to find out
   * @param installed what is there now: a Forge module without a version stays that; or null
   */
  public record Wanted(
      PuppetModule module, String branch, @Nullable Origin exact, @Nullable Origin installed) {
    String key() {
      return exact != null
          ? "exact " + exact
          : module.name() + " " + module.source() + " " + staying(this);
    }
  }

  /** What came of one. */
  public sealed interface Result {
    /**
     * It is known.
     *
     * @param version what stands for it in the Puppetfile, or the exact version
     */
    record Found(Origin origin, String version) implements Result {}

    /** It isn't; the place is one in the Puppetfile. */
    record Missing(SourceRange range, String rule, String message) implements Result {}
  }

  /** What is to be done before any of these is found; the pieces may run at the same time. */
  public List<Runnable> fetches(Collection<Wanted> wanted) {
    Map<String, Set<WantedRef>> refs = new LinkedHashMap<>();
    Map<String, Wanted> others = new LinkedHashMap<>();
    for (Wanted one : wanted) {
      if (one.exact() instanceof Origin.Git git) {
        refs.computeIfAbsent(git.remote(), r -> new HashSet<>())
            .add(new WantedRef(RefKind.COMMIT, git.commit()));
      } else if (one.exact() == null && one.module().source() instanceof ModuleSource.Git git) {
        refs.computeIfAbsent(git.remote(), r -> new HashSet<>()).addAll(refs(git, one.branch()));
      } else {
        others.putIfAbsent(one.key(), one);
      }
    }
    List<Runnable> work = new ArrayList<>();
    refs.forEach((remote, all) -> work.add(() -> tried(remote, () -> fetch(remote, all))));
    others.forEach((key, one) -> work.add(() -> tried(key, () -> found.put(key, fetch(one)))));
    return work;
  }

  /** What it stands for is looked up here too, where several threads do it. */
  private void fetch(String remote, Set<WantedRef> refs) {
    contents.fetch(remote, refs);
    refs.forEach(ref -> commit(remote, ref).ifPresent(commit -> tree(remote, commit)));
  }

  private void tried(String key, Runnable fetch) {
    try {
      fetch.run();
    } catch (RepositoryException e) {
      failures.put(key, e);
    }
  }

  private Origin fetch(Wanted wanted) {
    Origin origin = wanted.exact() != null ? wanted.exact() : resolve(wanted);
    contents.fetch(origin);
    return origin;
  }

  private Origin resolve(Wanted wanted) {
    ModuleSource source = wanted.module().source();
    if (source instanceof ModuleSource.Forge forge) {
      Origin.Forge staying = staying(wanted);
      return staying != null ? staying : contents.release(slug(wanted), forge.version());
    } else if (source instanceof ModuleSource.Archive archive) {
      return contents.archive(archive.source(), archive.sha256());
    } else if (source instanceof ModuleSource.Svn svn) {
      return contents.subversion(svn);
    }
    throw new IllegalArgumentException("not fetched: " + source);
  }

  private static String slug(Wanted wanted) {
    return wanted.module().owner() + "-" + wanted.module().name();
  }

  /** What a Forge module for which no version is given stays at. */
  private static Origin.@Nullable Forge staying(Wanted wanted) {
    boolean any =
        wanted.module().source() instanceof ModuleSource.Forge forge
            && forge.version() == null
            && !forge.latest();
    return any
            && wanted.installed() instanceof Origin.Forge there
            && there.slug().equals(slug(wanted))
        ? there
        : null;
  }

  /** What stands for a module, after the fetches. */
  public Result find(Wanted wanted) {
    if (wanted.exact() instanceof Origin.Git git) {
      return exact(wanted, git);
    }
    if (wanted.exact() == null && wanted.module().source() instanceof ModuleSource.Git git) {
      return git(wanted, git);
    }
    RepositoryException failure = failures.get(wanted.key());
    Origin origin = found.get(wanted.key());
    return failure != null || origin == null
        ? missing(wanted, wanted.module().range(), "remote", failure)
        : new Result.Found(origin, origin.id());
  }

  private Result exact(Wanted wanted, Origin.Git git) {
    RepositoryException failure = failures.get(git.remote());
    if (failure != null) {
      return missing(wanted, wanted.module().range(), "remote", failure);
    }
    boolean there = commit(git.remote(), new WantedRef(RefKind.COMMIT, git.commit())).isPresent();
    if (there && !tree(git.remote(), git.commit()).equals(git.tree())) {
      String message = "commit " + git.commit() + " has another tree than is locked; lock it anew";
      return missing(wanted, wanted.module().range(), "lock", message);
    }
    String message = git.where() + " has no commit " + git.commit() + " any more; lock it anew";
    return there
        ? new Result.Found(git, git.commit())
        : missing(wanted, wanted.module().range(), "ref", message);
  }

  private Result git(Wanted wanted, ModuleSource.Git git) {
    RepositoryException failure = failures.get(git.remote());
    if (failure != null) {
      return missing(wanted, git.remoteRange(), "remote", failure);
    }
    List<WantedRef> refs = refs(git, wanted.branch());
    for (WantedRef ref : refs) {
      Optional<String> commit = commit(git.remote(), ref);
      if (commit.isPresent()) {
        String tree = tree(git.remote(), commit.get());
        return new Result.Found(new Origin.Git(git.remote(), commit.get(), tree), ref.ref());
      }
    }
    String message =
        contents.git(git.remote()).remote()
            + " has no "
            + kind(refs.get(0))
            + " '"
            + refs.get(0).ref()
            + "'; push it there, or name one that exists";
    return missing(wanted, git.refRange(), "ref", message);
  }

  private String tree(String remote, String commit) {
    return trees.computeIfAbsent(commit, contents.git(remote)::tree);
  }

  private Optional<String> commit(String remote, WantedRef ref) {
    return commits.computeIfAbsent(remote + ' ' + ref, r -> contents.git(remote).resolve(ref));
  }

  private static List<WantedRef> refs(ModuleSource.Git git, String branch) {
    WantedRef first =
        git.kind() == RefKind.CONTROL_BRANCH
            ? new WantedRef(RefKind.BRANCH, branch)
            : git.ref() == null ? null : new WantedRef(git.kind(), git.ref());
    String fallback = git.defaultBranch();
    WantedRef second = fallback == null ? null : new WantedRef(RefKind.BRANCH, fallback);
    return Stream.of(Optional.ofNullable(first), Optional.ofNullable(second))
        .flatMap(Optional::stream)
        .toList();
  }

  private static String kind(WantedRef ref) {
    return switch (ref.kind()) {
      case ANY -> "branch, tag or commit";
      case TAG -> "tag";
      case COMMIT -> "commit (in any of its branches and tags)";
      default -> "branch";
    };
  }

  private static Result missing(
      Wanted wanted, SourceRange range, String rule, @Nullable Exception failure) {
    String why = failure == null ? "it was not fetched" : String.valueOf(failure.getMessage());
    return missing(wanted, range, rule, why);
  }

  private static Result missing(Wanted wanted, SourceRange range, String rule, String why) {
    return new Result.Missing(range, rule, "module '" + wanted.module().title() + "': " + why);
  }
}

package io.github.puppetha.code;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.submodule.SubmoduleWalk.IgnoreSubmoduleMode;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.util.io.DisabledOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Which files differ from another commit: changed, new, renamed and removed ones. What was done in
 * the other commit's own line since both parted does not count, as in {@code git diff a...b}.
 */
public final class ChangedFiles {
  private final Path directory;
  private final String since;

  private ChangedFiles(Path directory, String since) {
    this.directory = directory;
    this.since = since;
  }

  /**
   * In a working tree: committed since, or not committed at all. What git ignores does not count.
   *
   * @param directory the top of a working tree or a directory in it
   * @param since a branch, tag or commit
   * @return names relative to the directory, sorted; of files below it alone
   * @throws RepositoryException if there is no working tree, or no such commit
   */
  public static Set<String> inWorkTree(Path directory, String since) {
    return new ChangedFiles(directory, since).workTree();
  }

  /**
   * In a revision.
   *
   * @param directory a git directory, the top of a working tree or a directory in it
   * @param since a branch, tag or commit
   * @param revision another one; or a tree, which has no history and is compared with the commit
   *     itself
   * @return names relative to the directory, sorted; of a working tree's directory, those below it
   * @throws RepositoryException if there is no repository, or no such commit
   */
  public static Set<String> inRevision(Path directory, String since, String revision) {
    return new ChangedFiles(directory, since).revision(revision);
  }

  private Set<String> workTree() {
    try (Repository repository = open()) {
      if (repository.isBare()) {
        throw failure("it has no working tree", null);
      }
      ObjectId base = base(repository, Constants.HEAD);
      IndexDiff diff = new IndexDiff(repository, base, new FileTreeIterator(repository));
      diff.setIgnoreSubmoduleMode(IgnoreSubmoduleMode.ALL);
      diff.diff();
      return below(
          repository,
          Stream.of(
                  diff.getAdded(),
                  diff.getChanged(),
                  diff.getRemoved(),
                  diff.getModified(),
                  diff.getMissing(),
                  diff.getUntracked(),
                  diff.getConflicting())
              .flatMap(Set::stream));
    } catch (IOException e) {
      throw failure(e.toString(), e);
    }
  }

  private Set<String> revision(String revision) {
    try (Repository repository = open();
        DiffFormatter formatter = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
      formatter.setRepository(repository);
      List<DiffEntry> entries =
          isTree(repository, revision)
              ? formatter.scan(commit(repository, since), repository.resolve(revision))
              : formatter.scan(base(repository, revision), commit(repository, revision));
      return below(
          repository,
          entries.stream()
              .flatMap(entry -> Stream.of(entry.getOldPath(), entry.getNewPath()))
              .filter(path -> !path.equals(DiffEntry.DEV_NULL)));
    } catch (IOException e) {
      throw failure(e.toString(), e);
    }
  }

  private static boolean isTree(Repository repository, String revision) throws IOException {
    try {
      ObjectId id = repository.resolve(revision);
      return id != null && repository.open(id).getType() == Constants.OBJ_TREE;
    } catch (IllegalArgumentException e) {
      return false; // not even the form of a revision
    }
  }

  private Repository open() throws IOException {
    Repository repository = GitRevision.repository(directory.toRealPath().toFile());
    if (repository == null) {
      throw failure("it does not lie in a git repository", null);
    }
    return repository;
  }

  /** Where both lines parted; the other commit itself where they never met, or nobody knows. */
  private ObjectId base(Repository repository, String revision) throws IOException {
    ObjectId other = commit(repository, since);
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(other));
      walk.markStart(walk.parseCommit(commit(repository, revision)));
      RevCommit base = walk.next();
      return base == null ? other : base.getId();
    }
  }

  private ObjectId commit(Repository repository, String name) throws IOException {
    ObjectId id = null;
    try {
      id = repository.resolve(name + "^{commit}");
    } catch (IllegalArgumentException e) {
      // not even the form of a revision
    }
    if (id == null) {
      throw failure(
          "there is no commit '" + name + "'; see that it was fetched (CI often fetches only one)",
          null);
    }
    return id;
  }

  /** Those below the directory, relative to it. */
  private Set<String> below(Repository repository, Stream<String> paths) throws IOException {
    String name = GitRevision.below(repository, directory.toRealPath());
    String prefix = name.isEmpty() ? "" : name + "/";
    return paths
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private RepositoryException failure(String found, @Nullable Throwable e) {
    return new RepositoryException(
        directory.toString(),
        "What changed in " + directory + " since " + since + " cannot be told: " + found,
        e);
  }
}

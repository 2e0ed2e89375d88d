package io.github.puppetha.code;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevFlag;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** What a repository has already of a commit that is pushed to a new branch. */
public final class NewCommits {
  private NewCommits() {}

  /**
   * The latest commit in the history of one that a branch or tag of the repository leads to: the
   * commit itself where nothing of it is new; empty where all is. In a hook the objects that are
   * about to be received are seen too.
   *
   * @throws RepositoryException when the repository or the commit cannot be read
   */
  public static Optional<String> base(Path directory, String commit) {
    try (Repository repository = GitRevision.repository(directory.toRealPath().toFile())) {
      if (repository == null) {
        throw failure(directory, commit, "no git repository is there", null);
      }
      return base(repository, ObjectId.fromString(commit));
    } catch (IOException | IllegalArgumentException e) {
      throw failure(directory, commit, e.toString(), e);
    }
  }

  private static Optional<String> base(Repository repository, ObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.sort(RevSort.COMMIT_TIME_DESC);
      walk.sort(RevSort.BOUNDARY, true);
      RevCommit tip = walk.parseCommit(id);
      walk.markStart(tip);
      for (Ref ref : repository.getRefDatabase().getRefs()) {
        if (ref.getObjectId() != null
            && walk.peel(walk.parseAny(ref.getObjectId())) instanceof RevCommit there) {
          if (there.equals(tip)) {
            return Optional.of(tip.name());
          }
          walk.markUninteresting(there);
        }
      }
      return first(walk, tip);
    }
  }

  private static Optional<String> first(RevWalk walk, RevCommit tip) throws IOException {
    boolean isNew = false;
    RevCommit boundary = null;
    for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
      isNew |= commit.equals(tip) && !commit.has(RevFlag.UNINTERESTING);
      boolean later = boundary == null || commit.getCommitTime() > boundary.getCommitTime();
      if (commit.has(RevFlag.UNINTERESTING) && later) {
        boundary = commit;
      }
    }
    if (!isNew) {
      return Optional.of(tip.name());
    }
    return Optional.ofNullable(boundary).map(RevObject::name);
  }

  private static RepositoryException failure(
      Path directory, String commit, String found, @Nullable Throwable cause) {
    return new RepositoryException(
        directory.toString(),
        "What is new in " + commit + " for " + directory + " cannot be told: " + found,
        cause);
  }
}

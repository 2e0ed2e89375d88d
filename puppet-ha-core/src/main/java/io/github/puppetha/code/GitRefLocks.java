package io.github.puppetha.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/**
 * Changes references of a repository, past what a killed process left behind: git's locks are
 * files, which outlive whoever made them.
 */
final class GitRefLocks {
  /** Nobody holds a lock for so long: between its making and its end one small file is written. */
  private static final Duration STALE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Repository repository;

  GitRefLocks(Repository repository) {
    this.repository = repository;
  }

  /** One attempt to change a reference. */
  interface Attempt {
    RefUpdate.Result run() throws IOException;
  }

  /**
   * Tries until no lock is in the way.
   *
   * @return what came of it; a failed lock means that the reference was not where it was expected
   */
  RefUpdate.Result change(String ref, Attempt attempt) throws IOException {
    RefUpdate.Result result = attempt.run();
    for (Optional<Path> lock = lock(ref); isLocked(result) && lock.isPresent(); lock = lock(ref)) {
      await(lock.get());
      result = attempt.run();
    }
    // A lock that went between the attempt and the look at it.
    return isLocked(result) ? attempt.run() : result;
  }

  private static boolean isLocked(RefUpdate.Result result) {
    return result == RefUpdate.Result.LOCK_FAILURE;
  }

  private Optional<Path> lock(String ref) {
    Path git = repository.getDirectory().toPath();
    return List.of(git.resolve(ref + ".lock"), git.resolve("packed-refs.lock")).stream()
        .filter(Files::exists)
        .findFirst();
  }

  /** By what is seen here, as clocks may be set: the same lock, all the time. */
  private static void await(Path lock) throws IOException {
    long start = System.nanoTime();
    try {
      BasicFileAttributes first = Files.readAttributes(lock, BasicFileAttributes.class);
      BasicFileAttributes now = first;
      while (same(first, now)) {
        if (System.nanoTime() - start > STALE.toNanos()) {
          Files.deleteIfExists(lock);
          return;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        now = Files.readAttributes(lock, BasicFileAttributes.class);
      }
    } catch (NoSuchFileException e) {
      return; // whoever had it is done
    }
  }

  private static boolean same(BasicFileAttributes one, BasicFileAttributes two) {
    return String.valueOf(one.fileKey()).equals(String.valueOf(two.fileKey()))
        && one.lastModifiedTime().equals(two.lastModifiedTime());
  }
}

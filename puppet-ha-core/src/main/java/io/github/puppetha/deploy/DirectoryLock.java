package io.github.puppetha.deploy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A lock on a file; freed by the system when the process dies. */
final class DirectoryLock implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final FileChannel channel;
  private @Nullable ShellLock shell;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * The lock of a store. Java locks by fcntl(2), shells by flock(2), and on a Linux disk neither
   * sees the other: who comes by ssh takes the file beside it, so that is taken as well.
   */
  static DirectoryLock acquire(Path file, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    do {
      DirectoryLock lock = tryAcquire(file);
      if (lock != null) {
        lock.takeAlso(ShellLock.acquire(file.resolveSibling("flock"), end - System.nanoTime()));
        return lock;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    } while (System.nanoTime() < end);
    throw taken(file, patience);
  }

  private void takeAlso(ShellLock lock) throws IOException {
    shell = lock;
    if (!lock.held()) {
      close();
      throw new IOException(lock.complaint());
    }
  }

  private static IOException taken(Path file, Duration patience) {
    return new IOException(
        "another deployment has been at work in "
            + file.getParent().getParent()
            + " for "
            + patience.toSeconds()
            + " s; wait for it, or end it");
  }

  static @Nullable DirectoryLock tryAcquire(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it.
      lock = null;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? null : new DirectoryLock(channel);
  }

  @Override
  public void close() throws IOException {
    if (shell != null) {
      shell.close();
    }
    channel.close();
  }
}

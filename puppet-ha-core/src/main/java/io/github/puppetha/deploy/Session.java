package io.github.puppetha.deploy;

import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.io.DeleteTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A working directory in a store; what a killed deployer leaves is known by its free lock. */
final class Session implements AutoCloseable {
  private static final String LOCK = ".lock";

  private final Path directory;
  private final Path lockFile;
  private final DirectoryLock lock;

  private Session(Path directory, Path lockFile, DirectoryLock lock) {
    this.directory = directory;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  static Session open(StoreLayout layout) throws IOException {
    String name = UUID.randomUUID().toString();
    Path lockFile = layout.temporary().resolve(name + LOCK);
    DirectoryLock lock = DirectoryLock.tryAcquire(lockFile);
    if (lock == null) {
      throw new IOException("a new lock is taken: " + lockFile);
    }
    Path directory = Files.createDirectory(layout.temporary().resolve(name));
    return new Session(directory, lockFile, lock);
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /** Removes what killed deployers left behind. */
  static void sweep(StoreLayout layout) throws IOException {
    List<Path> locks;
    try (Stream<Path> files = Files.list(layout.temporary())) {
      locks = files.filter(f -> f.toString().endsWith(LOCK)).toList();
    }
    for (Path file : locks) {
      DirectoryLock lock = Files.exists(file) ? DirectoryLock.tryAcquire(file) : null;
      if (lock != null) {
        try (lock) {
          DeleteTree.delete(
              Path.of(file.toString().substring(0, file.toString().length() - LOCK.length())));
          Files.deleteIfExists(file);
        }
      }
    }
    AtomicFiles.sync(layout.temporary());
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      DeleteTree.delete(directory);
      Files.deleteIfExists(lockFile);
    }
  }
}

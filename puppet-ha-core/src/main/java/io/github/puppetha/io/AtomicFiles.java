package io.github.puppetha.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Files that are there whole or not at all. Each write goes to a new file beside the target, is
 * synced to disk, renamed over the target, and the directory is synced.
 */
public final class AtomicFiles {
  private AtomicFiles() {}

  /** Writes with mode 0644, where the file system knows modes. */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, content, "rw-r--r--");
  }

  /**
   * Writes with the given mode from the first byte on: a secret is never readable by others.
   *
   * @param mode nine letters as {@code ls} prints them, such as {@code rw-------}
   */
  public static void write(Path file, byte[] content, String mode) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path temporary = temporary(file);
    try {
      try (FileChannel channel = create(temporary, mode)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      move(temporary, file);
      sync(directory);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Makes the link point to the absolute target, replacing what link stood there, atomically. */
  public static void replaceLink(Path link, Path target) throws IOException {
    if (!target.isAbsolute()) {
      throw new IllegalArgumentException("a relative link target: " + target);
    }
    if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(link + " is a directory, not a link");
    }
    Path temporary = temporary(link);
    try {
      Files.createSymbolicLink(temporary, target);
      move(temporary, link);
      sync(link.toAbsolutePath().getParent());
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Syncs a directory's entries to disk; nothing where the platform cannot. */
  public static void sync(Path directory) throws IOException {
    if (!posix(directory)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the file system of " + to + " cannot rename atomically", e);
    }
  }

  private static FileChannel create(Path file, String mode) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    if (!posix(file.toAbsolutePath().getParent())) {
      return FileChannel.open(file, options);
    }
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
    FileAttribute<Set<PosixFilePermission>> attribute =
        PosixFilePermissions.asFileAttribute(permissions);
    FileChannel channel = FileChannel.open(file, options, attribute);
    Files.setPosixFilePermissions(file, permissions);
    return channel;
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}

package io.github.puppetha.code;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/** Writes a tree into a new directory of this machine, with git's modes. */
public final class DirectorySink implements TreeSink {
  private static final Mode FILE = new Mode("rw-r--r--");
  private static final Mode PROGRAM = new Mode("rwxr-xr-x");
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path top;
  private final Set<Mode> kept = new HashSet<>();

  private record Mode(
      Set<PosixFilePermission> permissions, FileAttribute<Set<PosixFilePermission>> attribute) {
    Mode(String text) {
      this(
          PosixFilePermissions.fromString(text),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text)));
    }
  }

  /** Into this directory, which is made when the first entry comes. */
  public DirectorySink(Path top) {
    this.top = top;
  }

  @Override
  public void directory(String path) throws IOException {
    Path made =
        path.isEmpty()
            ? Files.createDirectories(top, PROGRAM.attribute)
            : Files.createDirectory(resolve(path), PROGRAM.attribute);
    if (path.isEmpty()) {
      Files.setPosixFilePermissions(made, PROGRAM.permissions);
    } else {
      mode(made, PROGRAM);
    }
  }

  @Override
  public void file(String path, boolean program, byte[] content) throws IOException {
    Path file = resolve(path);
    Mode mode = program ? PROGRAM : FILE;
    try (SeekableByteChannel out = Files.newByteChannel(file, NEW, mode.attribute)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
    }
    mode(file, mode);
  }

  /** The process's umask may have taken something away; when once it did not, it never does. */
  private void mode(Path made, Mode mode) throws IOException {
    if (kept.contains(mode)) {
      return;
    }
    if (Files.getPosixFilePermissions(made).equals(mode.permissions)) {
      kept.add(mode);
    } else {
      Files.setPosixFilePermissions(made, mode.permissions);
    }
  }

  @Override
  public void link(String path, String target) throws IOException {
    Files.createSymbolicLink(resolve(path), resolve(target, path));
  }

  private Path resolve(String path) throws IOException {
    return top.resolve(resolve(path, path));
  }

  private Path resolve(String name, String path) throws IOException {
    try {
      return top.getFileSystem().getPath(name);
    } catch (InvalidPathException e) {
      throw new IOException(
          "the name '" + path + "' cannot be written; start Java with LC_ALL=C.UTF-8", e);
    }
  }
}

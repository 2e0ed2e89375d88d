package io.github.puppetha.code;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a tree into a new directory of this machine, with git's modes. */
public final class DirectorySink implements TreeSink {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path top;

  /** Into this directory, which is made when the first entry comes. */
  public DirectorySink(Path top) {
    this.top = top;
  }

  @Override
  public void directory(String path) throws IOException {
    Path made =
        path.isEmpty() ? Files.createDirectories(top) : Files.createDirectory(resolve(path));
    Files.setPosixFilePermissions(made, PROGRAM);
  }

  @Override
  public void file(String path, boolean program, byte[] content) throws IOException {
    Path file = resolve(path);
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(content);
    }
    Files.setPosixFilePermissions(file, program ? PROGRAM : FILE);
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

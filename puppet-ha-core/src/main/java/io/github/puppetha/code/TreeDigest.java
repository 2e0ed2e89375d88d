package io.github.puppetha.code;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The digest of a tree: SHA-256 over its files and links in the order of their paths, each with its
 * kind (file, program, link), path and the SHA-256 of its content or target. Links are not
 * followed; empty directories do not count, as in git.
 */
public final class TreeDigest {
  static final String FILE = "file";
  static final String PROGRAM = "program";
  static final String LINK = "link";

  private final List<String> lines = new ArrayList<>();

  TreeDigest() {}

  /**
   * The digest of a directory.
   *
   * @param except paths below it, files or directories, that do not count
   * @return 64 hex digits
   */
  public static String of(Path directory, Set<String> except) throws IOException {
    TreeDigest digest = new TreeDigest();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return except.contains(name(path))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            if (!except.contains(name(path))) {
              digest.add(path, name(path), attributes);
            }
            return FileVisitResult.CONTINUE;
          }

          private String name(Path path) {
            return directory.relativize(path).toString();
          }
        });
    return digest.value();
  }

  private void add(Path path, String name, BasicFileAttributes attributes) throws IOException {
    if (attributes.isSymbolicLink()) {
      add(LINK, name, Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8));
      return;
    }
    boolean program =
        Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE);
    add(program ? PROGRAM : FILE, name, Files.readAllBytes(path));
  }

  void add(String kind, String path, byte[] content) {
    lines.add(path + '\0' + kind + '\0' + HexFormat.of().formatHex(sha256().digest(content)));
  }

  String value() {
    MessageDigest whole = sha256();
    lines.stream()
        .sorted()
        .forEach(line -> whole.update((line + '\n').getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(whole.digest());
  }

  /** A digest of some words. */
  static String text(String... words) {
    byte[] bytes = String.join("\0", words).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

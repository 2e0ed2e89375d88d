package io.github.puppetha.code;

import io.github.puppetha.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The digest of a tree: SHA-256 over its files, then its programs, then its links, each kind in the
 * order of their paths' bytes, with the SHA-256 of content or target and the path, as {@code
 * sha256sum -z} prints them. So a machine without Java computes it too. Links are not followed;
 * empty directories do not count, as in git. Not safe for several threads.
 */
public final class TreeDigest {
  private enum Kind {
    FILE,
    PROGRAM,
    LINK
  }

  private record Line(byte[] path, String hash) {}

  private final Map<Kind, List<Line>> lines = new EnumMap<>(Kind.class);

  /** Of an empty tree. */
  public TreeDigest() {
    for (Kind kind : Kind.values()) {
      lines.put(kind, new ArrayList<>());
    }
  }

  /**
   * The digest of a directory.
   *
   * @param except paths below it, files or directories, that do not count
   * @return 64 hex digits
   */
  public static String of(Path directory, Set<String> except) throws IOException {
    TreeDigest digest = new TreeDigest();
    digest.below(directory, "", except);
    return digest.value();
  }

  private void below(Path directory, String prefix, Set<String> except) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = prefix + entry.getFileName();
        if (!except.contains(name)) {
          add(entry, name, except);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void add(Path path, String name, Set<String> except) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isDirectory()) {
      below(path, name + "/", except);
    } else if (attributes.isSymbolicLink()) {
      link(name, Files.readSymbolicLink(path).toString());
    } else if (attributes.isOther()) {
      throw new IOException(path + " is neither a file nor a link; remove it");
    } else {
      boolean program = attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
      file(name, program, Files.readAllBytes(path));
    }
  }

  /** Adds a file; its path is below the tree's top. */
  public void file(String path, boolean program, byte[] content) {
    add(program ? Kind.PROGRAM : Kind.FILE, path, content);
  }

  /** Adds a symbolic link. */
  public void link(String path, String target) {
    add(Kind.LINK, path, target.getBytes(StandardCharsets.UTF_8));
  }

  private void add(Kind kind, String path, byte[] content) {
    String hash = Sha256.hex(content);
    lines.get(kind).add(new Line(("./" + path).getBytes(StandardCharsets.UTF_8), hash));
  }

  /** Of all that was added: 64 hex digits. */
  public String value() {
    MessageDigest whole = Sha256.plain();
    lines.forEach(
        (kind, list) -> {
          list.sort((a, b) -> Arrays.compareUnsigned(a.path, b.path));
          whole.update(
              (kind.name().toLowerCase(Locale.ROOT) + '\0').getBytes(StandardCharsets.UTF_8));
          for (Line line : list) {
            whole.update((line.hash + "  ").getBytes(StandardCharsets.UTF_8));
            whole.update(line.path);
            whole.update((byte) 0);
          }
        });
    return HexFormat.of().formatHex(whole.digest());
  }

  /** A digest of some words. */
  static String text(String... words) {
    return Sha256.hex(String.join("\0", words));
  }
}

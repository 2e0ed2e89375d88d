package io.github.puppetha.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checksums of files as Puppet writes them. */
final class Checksums {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z").withZone(ZoneOffset.UTC);
  private static final Map<String, String> DIGESTS =
      Map.of(
          "md5", "MD5",
          "sha1", "SHA-1",
          "sha224", "SHA-224",
          "sha256", "SHA-256",
          "sha384", "SHA-384",
          "sha512", "SHA-512");

  private Checksums() {}

  /** {@code {"type": t, "value": "{t}…"}} of a file. */
  static Map<String, Object> of(Path file, String type) throws IOException {
    if (type.equals("none")) {
      return entry(type, "");
    }
    if (type.equals("mtime") || type.equals("ctime")) {
      return entry(type, TIME.format(Files.getLastModifiedTime(file).toInstant()));
    }
    boolean lite = type.endsWith("lite");
    String digest = DIGESTS.get(lite ? type.substring(0, type.length() - 4) : type);
    if (digest == null) {
      throw ApiError.broken("Unsupported checksum type " + type);
    }
    byte[] content = Files.readAllBytes(file);
    int length = lite ? Math.min(512, content.length) : content.length;
    return entry(type, hex(digest, Arrays.copyOf(content, length)));
  }

  /** {@code {sha256}…} of a content. */
  static String sha256(byte[] content) {
    return "{sha256}" + hex("SHA-256", content);
  }

  /** The time stamp that stands for a directory. */
  static Map<String, Object> ofDirectory(Path directory) throws IOException {
    return of(directory, "ctime");
  }

  private static Map<String, Object> entry(String type, String value) {
    Map<String, Object> checksum = new LinkedHashMap<>();
    checksum.put("type", type);
    checksum.put("value", "{" + type + "}" + value);
    return checksum;
  }

  private static String hex(String digest, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK always has " + digest, e);
    }
  }
}

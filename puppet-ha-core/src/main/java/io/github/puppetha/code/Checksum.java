package io.github.puppetha.code;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a file's digest must be.
 *
 * @param algorithm as Java names it: {@code SHA-256} or {@code MD5}
 * @param hex in lower case
 */
record Checksum(String algorithm, String hex) {
  private static final int BUFFER = 64 * 1024;

  Checksum {
    hex = hex.toLowerCase(Locale.ROOT);
  }

  static Checksum sha256(String hex) {
    return new Checksum("SHA-256", hex);
  }

  static Checksum md5(String hex) {
    return new Checksum("MD5", hex);
  }

  /** Is it 64 hex digits? */
  static boolean isSha256(String text) {
    return text.matches("[0-9a-fA-F]{64}");
  }

  static String sha256(Path file) throws IOException {
    return of("SHA-256", file);
  }

  /** Does the file have it? */
  boolean fits(Path file) throws IOException {
    return of(algorithm, file).equals(hex);
  }

  private static String of(String algorithm, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(
          "this Java has no " + algorithm + ", so nothing can be checked by it", e);
    }
  }
}

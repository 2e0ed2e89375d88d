package io.github.puppetha.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256: of plain bytes, as {@code sha256sum} prints it, or a digest of parts, each with its
 * length, so that no two lists of parts are confused.
 */
public final class Sha256 {
  /** How long a digest is, in bytes. */
  public static final int LENGTH = 32;

  private final MessageDigest digest;

  /** Of nothing yet. */
  public Sha256() {
    digest = plain();
  }

  /** A digest of bytes as they come. */
  public static MessageDigest plain() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The digest of bytes: 64 hex digits. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(plain().digest(bytes));
  }

  /** The digest of a text as UTF-8: 64 hex digits. */
  public static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a part. */
  public Sha256 add(byte[] part) {
    add(part.length);
    digest.update(part);
    return this;
  }

  /** Adds a part, as UTF-8. */
  public Sha256 add(String part) {
    return add(part.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a number. */
  public Sha256 add(long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  /** The digest; nothing is to be added after. */
  public byte[] value() {
    return digest.digest();
  }
}

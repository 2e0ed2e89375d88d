package io.github.puppetha.discovery.zone;

import java.util.Base64;
import java.util.Locale;
import java.util.Objects;

/**
 * A key that signs DNS messages (TSIG, RFC 8945). Its text never shows the secret.
 *
 * <p>{@link KeyFile#read} takes one from a file as {@code tsig-keygen} makes it.
 */
public final class TsigKey {
  private static final int LEAST_BYTES = 16;

  private final String name;
  private final Algorithm algorithm;
  private final byte[] secret;

  /** How messages are signed. */
  public enum Algorithm {
    /** HMAC-SHA256. */
    HMAC_SHA256,
    /** HMAC-SHA384. */
    HMAC_SHA384,
    /** HMAC-SHA512. */
    HMAC_SHA512;

    /** As BIND and RFC 8945 write it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Algorithm of(String text) {
      String plain = text.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
      for (Algorithm algorithm : values()) {
        if (algorithm.label().equals(plain)) {
          return algorithm;
        }
      }
      throw new IllegalArgumentException(
          "the algorithm '"
              + text
              + "' is not one of hmac-sha256, hmac-sha384, hmac-sha512; make a new key by"
              + " tsig-keygen -a hmac-sha256 NAME");
    }
  }

  private TsigKey(String name, Algorithm algorithm, byte[] secret) {
    this.name = name;
    this.algorithm = algorithm;
    this.secret = secret;
  }

  /**
   * A key of these parts.
   *
   * @param name a DNS name, as the server knows the key by
   * @param secret in Base64, at least 16 bytes
   * @throws IllegalArgumentException when a part cannot be, with the rule; never with the secret
   */
  public static TsigKey of(String name, Algorithm algorithm, String secret) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(secret.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the secret of the key '" + name + "' is not Base64", e);
    }
    if (bytes.length < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "the secret of the key '%s' has %d bytes; at least %d are needed, better as many as the hash has"
              .formatted(name, bytes.length, LEAST_BYTES));
    }
    return new TsigKey(ZoneNames.absolute(name), Objects.requireNonNull(algorithm), bytes);
  }

  /** As the server knows it by; lower case, without a final dot. */
  public String name() {
    return name;
  }

  /** How messages are signed. */
  public Algorithm algorithm() {
    return algorithm;
  }

  /** The secret; a copy. */
  public byte[] secret() {
    return secret.clone();
  }

  /** Name and algorithm. */
  @Override
  public String toString() {
    return name + " (" + algorithm.label() + ")";
  }
}

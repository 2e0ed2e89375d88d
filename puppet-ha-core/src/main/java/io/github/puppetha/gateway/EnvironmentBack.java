package io.github.puppetha.gateway;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts the environment's own name back into a catalog that was compiled under its revision's name.
 * Reads JSON only as far as the {@code environment} of the outermost object, which Puppet writes
 * before the resources.
 */
final class EnvironmentBack {
  private static final byte[] KEY = "environment".getBytes(StandardCharsets.US_ASCII);

  private final String asked;
  private final String own;
  private int triedAt;

  EnvironmentBack(String asked, String own) {
    this.asked = asked;
    this.own = own;
  }

  /** What was found at the beginning of a catalog. */
  sealed interface Found {
    /** Not enough is there yet. */
    record NotYet() implements Found {}

    /** The environment asked for: the same bytes with its own name. */
    record Ours(byte[] bytes) implements Found {}

    /** Another environment than was asked for, or none at all. */
    record Other() implements Found {}
  }

  /**
   * Looks at what is there of a catalog.
   *
   * @param end is this all of it?
   */
  Found look(byte[] bytes, boolean end) {
    if (!end && bytes.length < 2 * triedAt) {
      return new Found.NotYet();
    }
    triedAt = bytes.length;
    int[] value = new Scan(bytes).value();
    if (value == null) {
      return end ? new Found.Other() : new Found.NotYet();
    }
    String text = new String(bytes, value[0], value[1] - value[0], StandardCharsets.UTF_8);
    if (!text.equals(asked)) {
      return new Found.Other();
    }
    byte[] name = own.getBytes(StandardCharsets.UTF_8);
    byte[] changed = new byte[bytes.length - (value[1] - value[0]) + name.length];
    System.arraycopy(bytes, 0, changed, 0, value[0]);
    System.arraycopy(name, 0, changed, value[0], name.length);
    System.arraycopy(bytes, value[1], changed, value[0] + name.length, bytes.length - value[1]);
    return new Found.Ours(changed);
  }

  /** One pass over bytes that may end anywhere. */
  private static final class Scan {
    private final byte[] bytes;
    private int at;

    Scan(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Where the text of the value begins and ends, between its quotes. */
    int @Nullable [] value() {
      int depth = 0;
      while (at < bytes.length) {
        byte b = bytes[at];
        if (b == '{' || b == '[') {
          depth++;
        } else if (b == '}' || b == ']') {
          depth--;
        } else if (b == '"') {
          int start = at + 1;
          if (!string()) {
            return null;
          }
          if (depth == 1 && isKey(start)) {
            return text();
          }
        }
        at++;
      }
      return null;
    }

    /** From a quote to the one that ends the string; false when it is not there. */
    private boolean string() {
      at++;
      while (at < bytes.length && bytes[at] != '"') {
        at += bytes[at] == '\\' ? 2 : 1;
      }
      return at < bytes.length;
    }

    /** Stands the key there, its end here, and a colon behind it? */
    private boolean isKey(int start) {
      if (at - start != KEY.length) {
        return false;
      }
      for (int i = 0; i < KEY.length; i++) {
        if (bytes[start + i] != KEY[i]) {
          return false;
        }
      }
      int next = blanks(at + 1);
      return next < bytes.length && bytes[next] == ':';
    }

    private int blanks(int from) {
      int next = from;
      while (next < bytes.length && bytes[next] <= ' ' && bytes[next] >= 0) {
        next++;
      }
      return next;
    }

    private int @Nullable [] text() {
      at = blanks(blanks(at + 1) + 1);
      if (at >= bytes.length || bytes[at] != '"') {
        return null;
      }
      int start = at + 1;
      return string() ? new int[] {start, at} : null;
    }
  }
}

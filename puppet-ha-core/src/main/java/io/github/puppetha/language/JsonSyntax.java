package io.github.puppetha.language;

import java.nio.charset.StandardCharsets;

/**
 * Whether a text is JSON to Ruby's parser: comments and unknown escapes pass; NaN, a byte order
 * mark, half a surrogate pair near the end of a string and more than 100 levels do not.
 */
final class JsonSyntax {
  private static final int MAX_DEPTH = 100;
  private static final int SURROGATE_BYTES = 6;

  private final String text;
  private int at;

  private JsonSyntax(String text) {
    this.text = text;
  }

  /** The offset of the first thing that is wrong, or -1. */
  static int firstError(String text) {
    JsonSyntax syntax = new JsonSyntax(text);
    boolean valid = syntax.blank() && syntax.value(1) && syntax.blank();
    return valid && syntax.at == text.length() ? -1 : syntax.at;
  }

  private boolean value(int depth) {
    return switch (peek()) {
      case '{' -> depth <= MAX_DEPTH && members(depth);
      case '[' -> depth <= MAX_DEPTH && elements(depth);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean members(int depth) {
    at++;
    if (!blank()) {
      return false;
    }
    if (take('}')) {
      return true;
    }
    do {
      if (!(blank() && string() && blank() && take(':') && blank() && value(depth + 1))) {
        return false;
      }
      if (!blank()) {
        return false;
      }
    } while (take(','));
    return take('}');
  }

  private boolean elements(int depth) {
    at++;
    if (!blank()) {
      return false;
    }
    if (take(']')) {
      return true;
    }
    do {
      if (!(blank() && value(depth + 1) && blank())) {
        return false;
      }
    } while (take(','));
    return take(']');
  }

  private boolean string() {
    if (!take('"')) {
      return false;
    }
    int start = at;
    boolean surrogates = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return !surrogates || hasWholeSurrogates(text.substring(start, at - 1));
      }
      if (c < ' ') {
        return false;
      }
      if (c == '\\') {
        at++;
        if (peek() < ' ') {
          return false;
        }
        if (peek() == 'u') {
          if (hex(text, at + 1) < 0) {
            return false;
          }
          surrogates |= isHighSurrogate(hex(text, at + 1));
        }
      }
    }
    return false;
  }

  private static boolean hasWholeSurrogates(String content) {
    for (int i = content.indexOf('\\'); i >= 0; i = content.indexOf('\\', i)) {
      if (content.charAt(i + 1) != 'u') {
        i += 2;
        continue;
      }
      int unit = hex(content, i + 2);
      i += 6;
      if (isHighSurrogate(unit)) {
        String rest = content.substring(i, Math.min(content.length(), i + SURROGATE_BYTES));
        if (rest.getBytes(StandardCharsets.UTF_8).length < SURROGATE_BYTES) {
          return false;
        }
        i += content.startsWith("\\u", i) ? 6 : 0;
      }
    }
    return true;
  }

  private static boolean isHighSurrogate(int unit) {
    return (unit & 0xFC00) == 0xD800;
  }

  private static int hex(String text, int from) {
    if (from + 4 > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private boolean word(String word) {
    boolean found = text.startsWith(word, at);
    at += found ? word.length() : 0;
    return found;
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at > start;
  }

  /** Passes blanks and comments; false within a comment that does not end. */
  private boolean blank() {
    for (; ; at++) {
      char c = peek();
      if (c == '/') {
        int end = commentEnd();
        if (end < 0) {
          return false;
        }
        at = end - 1;
      } else if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
        return true;
      }
    }
  }

  private int commentEnd() {
    boolean block = text.startsWith("/*", at);
    if (!block && !text.startsWith("//", at)) {
      return -1;
    }
    int end = block ? text.indexOf("*/", at + 2) : text.indexOf('\n', at);
    return end < 0 ? -1 : end + (block ? 2 : 1);
  }

  private boolean take(char c) {
    boolean found = peek() == c && at < text.length();
    at += found ? 1 : 0;
    return found;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }
}

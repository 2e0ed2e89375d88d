package io.github.puppetha.language;

/** What backslashes mean in strings. */
final class Escapes {
  private static final String QUOTED = "\\$'\"rntsu\n";

  private Escapes() {}

  /** In single quotes: only {@code \\} and {@code \'}. */
  static String single(String text) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(i + 1);
        if (next == '\\' || next == '\'') {
          c = next;
          i++;
        }
      }
      result.append(c);
    }
    return result.toString();
  }

  /** In double quotes and heredocs; warns at the lexer's position. */
  static String unescape(String text, StringLexer.Part part, Lexer in) throws LexError {
    String known = part.escapes() == null ? QUOTED : part.escapes();
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        result.append(c);
        continue;
      }
      char next = text.charAt(i + 1);
      boolean crlf = next == '\r' && i + 2 < text.length() && text.charAt(i + 2) == '\n';
      if (next == '\r' && !crlf) {
        result.append(c);
      } else if (next == 'u' && known.indexOf('u') >= 0) {
        i = unicode(text, i, result, in);
      } else {
        escape(crlf ? '\n' : next, crlf, known, result);
        i += crlf ? 2 : 1;
        if (part.quoted() && !crlf && known.indexOf(next) < 0) {
          in.warn(
              Issue.UNRECOGNIZED_ESCAPE,
              "'\\" + next + "' is no escape; write '\\\\' for a backslash");
        }
      }
    }
    return result.toString();
  }

  private static void escape(char next, boolean crlf, String known, StringBuilder result) {
    if (known.indexOf(next) < 0) {
      result.append('\\').append(crlf ? "\r\n" : String.valueOf(next));
      return;
    }
    switch (next) {
      case 'r' -> result.append('\r');
      case 'n' -> result.append('\n');
      case 't' -> result.append('\t');
      case 's' -> result.append(' ');
      case '\n' -> {
        // a line that goes on
      }
      default -> result.append(next);
    }
  }

  /**
   * {@code \ u0041} or {@code \ u{41}}, without the blank; gives the index of its last character.
   */
  private static int unicode(String text, int backslash, StringBuilder result, Lexer in)
      throws LexError {
    int start = backslash + 2;
    boolean braces = start < text.length() && text.charAt(start) == '{';
    int digits = braces ? start + 1 : start;
    int end = digits;
    while (end < text.length()
        && end - digits < (braces ? 6 : 4)
        && Scanner.isHex(text.charAt(end))) {
      end++;
    }
    boolean closed = end < text.length() && text.charAt(end) == '}';
    if (braces ? end == digits || !closed : end - digits < 4) {
      in.warn(
          Issue.ILLEGAL_UNICODE_ESCAPE,
          "a '\\u' must be followed by four hexadecimal digits, or by one to six in braces");
      result.append("\\u");
      return backslash + 1;
    }
    int codePoint = Integer.parseInt(text.substring(digits, end), 16);
    if (!Character.isValidCodePoint(codePoint)
        || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      throw new LexError(
          Issue.ERROR, -1, "'" + text.substring(backslash, end) + "' is no character of Unicode");
    }
    result.appendCodePoint(codePoint);
    return braces ? end : end - 1;
  }
}

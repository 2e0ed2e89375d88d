package io.github.puppetha.language;

/** What a token stands for when it is what stands in the source. */
final class TokenText {
  private TokenText() {}

  static String of(TokenKind kind, char[] text, int start, int end) {
    int from = from(kind, text, start, end);
    return new String(text, from, to(kind, end) - from);
  }

  /** Past the dollar sign of a variable, or the quote of a string. */
  static int from(TokenKind kind, char[] text, int start, int end) {
    boolean dollar = kind == TokenKind.VARIABLE && start < end && text[start] == '$';
    return dollar || kind == TokenKind.STRING ? start + 1 : start;
  }

  /** Before the quote of a string. */
  static int to(TokenKind kind, int end) {
    return kind == TokenKind.STRING ? end - 1 : end;
  }
}

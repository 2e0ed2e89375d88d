package io.github.puppetha.language;

/** What a token stands for when it is what stands in the source. */
final class TokenText {
  private TokenText() {}

  static String of(TokenKind kind, char[] text, int start, int end) {
    int from = start;
    int to = end;
    if (kind == TokenKind.VARIABLE && from < to && text[from] == '$') {
      from++;
    } else if (kind == TokenKind.STRING) {
      from++;
      to--;
    }
    return new String(text, from, to - from);
  }
}

package io.github.puppetha.validate;

import io.github.puppetha.SourceRange;

/**
 * Checks that the tags of an ERB template are closed. Its Ruby is not read. Outside of a tag {@code
 * <%%} stands for {@code <%}, and a {@code %>} is text; within one {@code %%>} stands for {@code
 * %>}, and a {@code <%} is Ruby's.
 */
final class ErbCheck {
  private ErbCheck() {}

  static FileContent check(String text, Findings findings) {
    int open = unclosed(text);
    if (open >= 0) {
      findings.add(
          LayoutRule.ERB_TAG,
          place(text, open),
          "this tag is not closed, so all below it is taken for Ruby, or printed; add '%>'");
    }
    return FileContent.text(text);
  }

  /** Where a tag begins that does not end; -1 when all do. */
  private static int unclosed(String text) {
    int at = text.indexOf("<%");
    while (at >= 0) {
      int next = at + 2;
      if (!text.startsWith("%", next)) {
        next = end(text, next);
        if (next < 0) {
          return at;
        }
      } else {
        next++;
      }
      at = text.indexOf("<%", next);
    }
    return -1;
  }

  /** The offset after the end of a tag. */
  private static int end(String text, int from) {
    for (int at = text.indexOf("%>", from); at >= 0; at = text.indexOf("%>", at + 2)) {
      if (at == from || text.charAt(at - 1) != '%') {
        return at + 2;
      }
    }
    return -1;
  }

  private static SourceRange place(String text, int offset) {
    int line = 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    int column = offset - text.lastIndexOf('\n', offset);
    return new SourceRange(line, column, line, column + 2);
  }
}

package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import java.util.List;

/** A line of a source as a console shows it, with a mark under the place of a problem. */
final class Excerpt {
  /** In characters; of longer lines the part around the place is shown. */
  private static final int WIDTH = 100;

  private static final int BEFORE = 60;
  private static final int TAB = 4;

  private final StringBuilder line = new StringBuilder();
  private int mark;
  private int markEnd;

  private Excerpt(String source, SourceRange range) {
    int start = range.column() - 1;
    int end = range.endLine() == range.line() ? range.endColumn() - 1 : source.length();
    for (int at = 0; at < source.length(); ) {
      int c = source.codePointAt(at);
      mark = at <= start ? width() : mark;
      append(c);
      at += Character.charCount(c);
      markEnd = at <= end ? width() : markEnd;
    }
    mark = start >= source.length() ? width() : mark;
    markEnd = Math.max(markEnd, mark + 1);
  }

  private int width() {
    return line.codePointCount(0, line.length());
  }

  private void append(int c) {
    if (c == '\t') {
      line.append(" ".repeat(TAB));
    } else if (Printable.shows(c)) {
      line.appendCodePoint(c);
    } else {
      line.append('?');
    }
  }

  /** Two lines, or none where the report does not know the source. */
  static List<String> of(ValidationReport report, Problem problem) {
    SourceRange range = problem.range();
    if (range == null || report.line(problem).isEmpty()) {
      return List.of();
    }
    String source = report.line(problem).orElseThrow();
    return range.column() > source.length() + 1
        ? List.of()
        : new Excerpt(source, range).lines(range.line());
  }

  private List<String> lines(int number) {
    int from = width() <= WIDTH ? 0 : Math.max(0, Math.min(mark - BEFORE, width() - WIDTH));
    int to = Math.min(width(), from + WIDTH);
    String shown =
        (from > 0 ? "…" : "")
            + line.substring(line.offsetByCodePoints(0, from), line.offsetByCodePoints(0, to))
            + (to < width() ? "…" : "");
    int blanks = mark - from + (from > 0 ? 1 : 0);
    String tail = "~".repeat(Math.max(0, Math.min(markEnd, Math.max(to, mark + 1)) - mark - 1));
    String gutter = Integer.toString(number);
    return List.of(
        ("  " + gutter + " | " + shown).stripTrailing(),
        "  " + " ".repeat(gutter.length()) + " | " + " ".repeat(blanks) + "^" + tail);
  }
}

package io.github.puppetha.language;

import io.github.puppetha.SourceRange;
import java.util.Arrays;

/** The lines of a text, to say where an offset is. Safe for several threads. */
public final class Lines {
  private final String text;
  private final int[] starts;

  Lines(String text) {
    this.text = text;
    this.starts = starts(text);
  }

  private static int[] starts(String text) {
    int[] starts = new int[16 + text.length() / 32];
    int count = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = at + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  /** How many lines there are; at least 1. */
  public int count() {
    return starts.length;
  }

  /** The line of an offset, from 1. An offset past the end is on the last line. */
  public int line(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of an offset, from 1, in characters (code points) as Puppet counts them. */
  public int column(int offset) {
    int start = starts[line(offset) - 1];
    int end = Math.min(offset, text.length());
    return end <= start ? 1 : text.codePointCount(start, end) + 1;
  }

  /** Is there this character at an offset? */
  boolean isAt(int offset, char c) {
    return offset < text.length() && text.charAt(offset) == c;
  }

  /** From one offset to another. */
  public SourceRange range(int start, int end) {
    return new SourceRange(line(start), column(start), line(end), column(end));
  }

  /** The text of a line, from 1, without its ending. */
  public String text(int line) {
    int start = starts[line - 1];
    int end = line < starts.length ? starts[line] - 1 : text.length();
    if (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(start, Math.max(start, end));
  }
}

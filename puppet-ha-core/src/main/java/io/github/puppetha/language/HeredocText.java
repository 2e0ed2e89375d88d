package io.github.puppetha.language;

import java.util.Arrays;

/**
 * The text of a heredoc, its margin removed.
 *
 * @param text what is left
 * @param start where the text begins in the source
 * @param lines where each line begins in {@code text}
 * @param margins how many characters were removed up to and with each line
 * @param margin whether the end tag has a bar
 */
record HeredocText(String text, int start, int[] lines, int[] margins, boolean margin) {

  static HeredocText of(Scanner in, int start, int end, String leading, boolean margin) {
    if (leading.isEmpty()) {
      return new HeredocText(in.slice(start, end), start, new int[0], new int[0], false);
    }
    StringBuilder text = new StringBuilder(end - start);
    int[] lines = new int[16];
    int[] margins = new int[16];
    int count = 0;
    int removed = 0;
    for (int line = start; line < end; ) {
      int newline = in.find('\n', line);
      int lineEnd = newline < 0 || newline >= end ? end : newline + 1;
      if (count == lines.length) {
        lines = Arrays.copyOf(lines, count * 2);
        margins = Arrays.copyOf(margins, count * 2);
      }
      int from = begins(in, line, lineEnd, leading) ? line + leading.length() : line;
      removed += from - line;
      lines[count] = text.length();
      margins[count++] = removed;
      text.append(in.text, from, lineEnd - from);
      line = lineEnd;
    }
    return new HeredocText(
        text.toString(), start, Arrays.copyOf(lines, count), Arrays.copyOf(margins, count), margin);
  }

  private static boolean begins(Scanner in, int line, int end, String leading) {
    if (end - line < leading.length()) {
      return false;
    }
    for (int i = 0; i < leading.length(); i++) {
      if (in.text[line + i] != leading.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where an offset of the text is in the source. */
  int global(int offset) {
    if (!margin || offset == 0 || lines.length == 0) {
      return start + offset;
    }
    int found = Arrays.binarySearch(lines, offset);
    int line = found >= 0 ? found : -found - 2;
    return start + offset + margins[Math.max(0, Math.min(line, margins.length - 1))];
  }
}

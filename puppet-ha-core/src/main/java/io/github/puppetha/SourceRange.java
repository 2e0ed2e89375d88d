package io.github.puppetha;

/**
 * A place in a text file. Lines and columns begin at 1; the end is exclusive.
 *
 * @param line line of the first character
 * @param column column of the first character, in UTF-16 units
 * @param endLine line of the position after the last character
 * @param endColumn column of the position after the last character
 */
public record SourceRange(int line, int column, int endLine, int endColumn)
    implements Comparable<SourceRange> {
  /** Checks that the range begins at 1 or later. */
  public SourceRange {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column begin at 1: " + line + ":" + column);
    }
  }

  /** A range of no extent. */
  public static SourceRange at(int line, int column) {
    return new SourceRange(line, column, line, column);
  }

  @Override
  public int compareTo(SourceRange other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }
}

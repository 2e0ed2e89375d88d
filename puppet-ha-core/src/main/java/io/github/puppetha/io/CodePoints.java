package io.github.puppetha.io;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Hands a whole text to SnakeYAML's scanner. SnakeYAML's own reader moves its buffer for each
 * thousand characters of a scalar, so that the time it takes grows with the square of a long line.
 */
final class CodePoints extends StreamReader {
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final int[] points;
  private int at;
  private int line;
  private int column;
  private int documentIndex;

  /**
   * Takes a text.
   *
   * @throws ReaderException for a character that YAML does not allow, with its place among the code
   *     points
   */
  CodePoints(String text) {
    super("");
    points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      if (!isPrintable(points[i])) {
        throw new ReaderException("text", i, points[i], "it is not allowed");
      }
    }
  }

  @Override
  public Mark getMark() {
    return new Mark("text", at, line, column, points, at);
  }

  @Override
  public void forward() {
    forward(1);
  }

  @Override
  public void forward(int length) {
    for (int i = 0; i < length && at < points.length; i++) {
      int c = points[at++];
      documentIndex++;
      if (isLineBreak(c) && !(c == '\r' && peek() == '\n')) {
        line++;
        column = 0;
      } else if (c != BYTE_ORDER_MARK) {
        column++;
      }
    }
  }

  private static boolean isLineBreak(int c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  @Override
  public int peek() {
    return peek(0);
  }

  @Override
  public int peek(int index) {
    return index < points.length - at ? points[at + index] : 0;
  }

  @Override
  public String prefix(int length) {
    return new String(points, at, Math.min(length, points.length - at));
  }

  @Override
  public String prefixForward(int length) {
    String prefix = prefix(length);
    int count = Math.min(length, points.length - at);
    at += count;
    documentIndex += count;
    column += count; // the scanner never takes a line break this way
    return prefix;
  }

  @Override
  public int getColumn() {
    return column;
  }

  @Override
  public int getDocumentIndex() {
    return documentIndex;
  }

  @Override
  public void resetDocumentIndex() {
    documentIndex = 0;
  }

  @Override
  public int getIndex() {
    return at;
  }

  @Override
  public int getLine() {
    return line;
  }
}

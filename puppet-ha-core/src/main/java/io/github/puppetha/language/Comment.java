package io.github.puppetha.language;

/**
 * A comment.
 *
 * @param text with its {@code #} or {@code /*}, without a line ending
 * @param offset where it begins
 */
public record Comment(String text, int offset) {
  /** The offset after its last character. */
  public int end() {
    return offset + text.length();
  }
}

package io.github.puppetha.language;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The tokens of a text, in arrays rather than objects. */
final class Tokens {
  private TokenKind[] kinds;
  private int[] starts;
  private int[] ends;
  private @Nullable String[] values;
  private int size;

  Tokens(int expected) {
    kinds = new TokenKind[expected];
    starts = new int[expected];
    ends = new int[expected];
    values = new String[expected];
  }

  int size() {
    return size;
  }

  TokenKind kind(int token) {
    return kinds[token];
  }

  int start(int token) {
    return starts[token];
  }

  int end(int token) {
    return ends[token];
  }

  /** The text that it stands for; null where that is what stands in the source. */
  @Nullable String value(int token) {
    return values[token];
  }

  void add(TokenKind kind, int start, int end) {
    if (size == kinds.length) {
      grow();
    }
    kinds[size] = kind;
    starts[size] = start;
    ends[size] = end;
    size++;
  }

  void add(TokenKind kind, int start, int end, @Nullable String value) {
    add(kind, start, end);
    values[size - 1] = value;
  }

  private void grow() {
    int more = Math.max(16, size * 2);
    kinds = Arrays.copyOf(kinds, more);
    starts = Arrays.copyOf(starts, more);
    ends = Arrays.copyOf(ends, more);
    values = Arrays.copyOf(values, more);
  }

  void change(int token, TokenKind kind) {
    kinds[token] = kind;
  }

  void truncate(int newSize) {
    Arrays.fill(values, newSize, size, null);
    size = newSize;
  }
}

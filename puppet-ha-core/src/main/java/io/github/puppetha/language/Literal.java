package io.github.puppetha.language;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;

/** A value written out. */
public sealed interface Literal extends Expression {
  @Override
  default void forEachChild(Consumer<? super Node> action) {}

  /**
   * {@code 'text'}, a double-quoted string without interpolation, or a word such as {@code a-b}.
   */
  record LiteralString(String value, int offset, int end) implements Literal {}

  /**
   * {@code 42}, {@code 0x2A}, {@code 052}.
   *
   * @param value of any size; Puppet itself allows signed 64 bits
   * @param radix 10, 16 or 8
   */
  record LiteralInteger(BigInteger value, int radix, int offset, int end) implements Literal {}

  /** {@code 1.5e3}. */
  record LiteralFloat(double value, int offset, int end) implements Literal {}

  /** {@code true} or {@code false}. */
  record LiteralBoolean(boolean value, int offset, int end) implements Literal {}

  /** {@code undef}. */
  record LiteralUndef(int offset, int end) implements Literal {}

  /** {@code default}. */
  record LiteralDefault(int offset, int end) implements Literal {}

  /**
   * {@code /pattern/}.
   *
   * @param pattern between the slashes, with {@code \/} read as {@code /}
   */
  record LiteralRegex(String pattern, int offset, int end) implements Literal {}

  /** {@code [1, 2]}. */
  record LiteralList(List<Expression> values, int offset, int end) implements Literal {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      values.forEach(action);
    }
  }

  /**
   * {@code {a => 1}}.
   *
   * @param braces false for entries that stand bare among arguments: {@code f(a => 1)}
   */
  record LiteralHash(List<KeyedEntry> entries, boolean braces, int offset, int end)
      implements Literal {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      entries.forEach(action);
    }
  }

  /** Nothing at all: an empty manifest. */
  record Nop(int offset, int end) implements Literal {}
}

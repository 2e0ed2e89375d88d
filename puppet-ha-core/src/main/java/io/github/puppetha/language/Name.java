package io.github.puppetha.language;

import java.util.Locale;
import java.util.function.Consumer;

/** A name of something. */
public sealed interface Name extends Expression {
  @Override
  default void forEachChild(Consumer<? super Node> action) {}

  /** {@code notice}, {@code apache::vhost}, {@code ::ntp}; as a value it is that string. */
  record QualifiedName(String value, int offset, int end) implements Name {}

  /**
   * {@code File}, {@code Stdlib::Absolutepath}: a type.
   *
   * @param casedValue as written
   */
  record QualifiedReference(String casedValue, int offset, int end) implements Name {
    /** In lower case, as Puppet looks it up; without leading colons. */
    public String value() {
      String lower = casedValue.toLowerCase(Locale.ROOT);
      return lower.startsWith("::") ? lower.substring(2) : lower;
    }
  }

  /**
   * {@code $name}.
   *
   * @param name without the dollar sign; {@code ::} before it is kept; empty after a lone dollar
   *     sign
   */
  record Variable(String name, int offset, int end) implements Name {}

  /** A word that may not be used: {@code attr}, {@code private}. */
  record ReservedWord(String word, int offset, int end) implements Name {}
}

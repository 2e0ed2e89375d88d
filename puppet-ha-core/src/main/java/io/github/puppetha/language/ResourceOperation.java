package io.github.puppetha.language;

import java.util.function.Consumer;

/** What is said of a resource. */
public sealed interface ResourceOperation extends Node {
  /** The value. */
  Expression value();

  @Override
  default void forEachChild(Consumer<? super Node> action) {
    action.accept(value());
  }

  /**
   * {@code mode => '0644'}.
   *
   * @param append for {@code +>}
   */
  record Attribute(String name, boolean append, Expression value, int offset, int end)
      implements ResourceOperation {}

  /** {@code * => $hash}. */
  record Attributes(Expression value, int offset, int end) implements ResourceOperation {}
}

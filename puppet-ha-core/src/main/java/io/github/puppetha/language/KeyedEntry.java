package io.github.puppetha.language;

import java.util.function.Consumer;

/** {@code key => value} in a hash; its offset is the arrow's. */
public record KeyedEntry(Expression key, Expression value, int offset, int end) implements Node {
  @Override
  public int start() {
    return key.start();
  }

  @Override
  public void forEachChild(Consumer<? super Node> action) {
    action.accept(key);
    action.accept(value);
  }
}

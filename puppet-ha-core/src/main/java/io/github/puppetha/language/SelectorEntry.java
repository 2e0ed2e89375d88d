package io.github.puppetha.language;

import java.util.function.Consumer;

/** {@code 'x' => 1} in a selector; its offset is the arrow's. */
public record SelectorEntry(Expression matching, Expression value, int offset, int end)
    implements Node {
  @Override
  public int start() {
    return matching.start();
  }

  @Override
  public void forEachChild(Consumer<? super Node> action) {
    action.accept(matching);
    action.accept(value);
  }
}

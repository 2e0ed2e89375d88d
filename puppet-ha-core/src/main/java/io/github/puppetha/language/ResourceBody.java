package io.github.puppetha.language;

import java.util.List;
import java.util.function.Consumer;

/** {@code '/tmp': mode => '0755'}; Puppet gives it the place of the resource that it is in. */
public record ResourceBody(
    Expression title, List<ResourceOperation> operations, int offset, int end) implements Node {
  @Override
  public int start() {
    return title.start();
  }

  @Override
  public void forEachChild(Consumer<? super Node> action) {
    action.accept(title);
    operations.forEach(action);
  }
}

package io.github.puppetha.language;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code <| … |>} or {@code <<| … |>>}.
 *
 * @param exported for the latter
 * @param expression null when empty
 */
public record Query(boolean exported, @Nullable Expression expression, int offset, int end)
    implements Node {
  @Override
  public void forEachChild(Consumer<? super Node> action) {
    if (expression != null) {
      action.accept(expression);
    }
  }
}

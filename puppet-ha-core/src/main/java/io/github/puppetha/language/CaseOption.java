package io.github.puppetha.language;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code 'a', 'b': { … }} in a case; its offset is the colon's. The body is null when empty. */
public record CaseOption(List<Expression> values, @Nullable Expression then, int offset, int end)
    implements Node {
  @Override
  public int start() {
    return values.get(0).start();
  }

  @Override
  public void forEachChild(Consumer<? super Node> action) {
    values.forEach(action);
    if (then != null) {
      action.accept(then);
    }
  }
}

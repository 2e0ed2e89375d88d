package io.github.puppetha.language;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a class, define, function, plan, lambda or template.
 *
 * @param name without the dollar sign
 * @param type its declared type, or null
 * @param value its default, or null
 * @param capturesRest for {@code *$rest}
 * @param offset the variable's
 */
public record Parameter(
    String name,
    @Nullable Expression type,
    @Nullable Expression value,
    boolean capturesRest,
    int offset,
    int end)
    implements Node {
  @Override
  public int start() {
    return type == null ? offset : type.start();
  }

  @Override
  public void forEachChild(Consumer<? super Node> action) {
    if (value != null) {
      action.accept(value);
    }
    if (type != null) {
      action.accept(type);
    }
  }
}

package io.github.puppetha.language;

import java.util.function.Consumer;

/**
 * A whole manifest or EPP template.
 *
 * @param body one expression, a {@link Control.Block} of several, or {@link Literal.Nop}
 * @param offset where the body is
 * @param end the offset after the body
 */
public record Program(Expression body, int offset, int end) implements Node {
  @Override
  public void forEachChild(Consumer<? super Node> action) {
    action.accept(body);
  }
}

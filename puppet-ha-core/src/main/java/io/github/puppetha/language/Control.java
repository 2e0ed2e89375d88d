package io.github.puppetha.language;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Blocks and conditions. */
public sealed interface Control extends Expression {

  /** Statements; of a definition's body also one alone. */
  record Block(List<Expression> statements, int offset, int end) implements Control {
    @Override
    public int start() {
      return statements.get(0).start();
    }

    @Override
    public void forEachChild(Consumer<? super Node> action) {
      statements.forEach(action);
    }
  }

  /** {@code if}; an {@code elsif} is an {@code If} in {@code otherwise}. Empty parts are null. */
  record If(
      Expression test,
      @Nullable Expression then,
      @Nullable Expression otherwise,
      int offset,
      int end)
      implements Control {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      Control.three(test, then, otherwise, action);
    }
  }

  /** {@code unless}. Empty parts are null. */
  record Unless(
      Expression test,
      @Nullable Expression then,
      @Nullable Expression otherwise,
      int offset,
      int end)
      implements Control {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      Control.three(test, then, otherwise, action);
    }
  }

  /** {@code case}. */
  record Case(Expression test, List<CaseOption> options, int offset, int end) implements Control {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(test);
      options.forEach(action);
    }
  }

  private static void three(
      Expression test,
      @Nullable Expression then,
      @Nullable Expression otherwise,
      Consumer<? super Node> action) {
    action.accept(test);
    if (then != null) {
      action.accept(then);
    }
    if (otherwise != null) {
      action.accept(otherwise);
    }
  }
}

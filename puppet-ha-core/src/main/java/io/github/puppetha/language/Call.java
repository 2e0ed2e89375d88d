package io.github.puppetha.language;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls, and the lambdas given to them. */
public sealed interface Call extends Expression {

  /**
   * {@code f(1)}, {@code include apache}, {@code Integer('1')}.
   *
   * @param functor a {@link Name}, else Puppet refuses it
   * @param lambda given to it, or null
   * @param valueRequired false where it is a statement
   */
  record FunctionCall(
      Expression functor,
      List<Expression> arguments,
      @Nullable Lambda lambda,
      boolean valueRequired,
      int offset,
      int end)
      implements Call {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(functor);
      arguments.forEach(action);
      if (lambda != null) {
        action.accept(lambda);
      }
    }
  }

  /** {@code $a.f(1)}; its offset is that of the parenthesis, or without one that of the dot. */
  record MethodCall(
      Operation.NamedAccess functor,
      List<Expression> arguments,
      @Nullable Lambda lambda,
      int offset,
      int end)
      implements Call {
    @Override
    public int start() {
      return functor.start();
    }

    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(functor);
      arguments.forEach(action);
      if (lambda != null) {
        action.accept(lambda);
      }
    }
  }

  /** {@code |$x| >> Type { … }}; the body is null when empty. */
  record Lambda(
      List<Parameter> parameters,
      @Nullable Expression returnType,
      @Nullable Expression body,
      int offset,
      int end)
      implements Call {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      parameters.forEach(action);
      if (body != null) {
        action.accept(body);
      }
      if (returnType != null) {
        action.accept(returnType);
      }
    }
  }

  /** {@code apply($targets) { … }}, in plans. */
  record Apply(List<Expression> arguments, ApplyBlock body, int offset, int end) implements Call {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      arguments.forEach(action);
      action.accept(body);
    }
  }

  /** What stands between the braces of {@link Apply}. */
  record ApplyBlock(List<Expression> statements, int offset, int end) implements Call {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      statements.forEach(action);
    }
  }
}

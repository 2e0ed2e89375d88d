package io.github.puppetha.language;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Strings with expressions in them, heredocs, and the parts of EPP templates. */
public sealed interface Text extends Expression {

  /**
   * {@code "a ${b} c"}.
   *
   * @param segments {@link Literal.LiteralString}s that are not empty, and {@link Interpolation}s
   */
  record ConcatenatedString(List<Expression> segments, int offset, int end) implements Text {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      segments.forEach(action);
    }
  }

  /** <code>${b}</code> or {@code $b} in a string. */
  record Interpolation(Expression expression, int offset, int end) implements Text {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(expression);
    }
  }

  /**
   * {@code @("END":json)} and the text below.
   *
   * @param syntax after the colon; empty without
   * @param text a {@link Literal.LiteralString} or {@link ConcatenatedString}
   */
  record Heredoc(String syntax, Expression text, int offset, int end) implements Text {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(text);
    }
  }

  /** The whole of an EPP template, in a {@link Call.Lambda} that has its parameters. */
  record Epp(boolean parametersSpecified, @Nullable Expression body, int offset, int end)
      implements Text {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      if (body != null) {
        action.accept(body);
      }
    }
  }

  /** Text of an EPP template, between the tags. */
  record RenderString(String value, int offset, int end) implements Text {
    @Override
    public void forEachChild(Consumer<? super Node> action) {}
  }

  /** {@code <%= $a %>}. */
  record Render(Expression expression, int offset, int end) implements Text {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(expression);
    }
  }
}

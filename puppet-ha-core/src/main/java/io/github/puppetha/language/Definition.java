package io.github.puppetha.language;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What defines something. Bodies are null when empty. */
public sealed interface Definition extends Expression {

  /** A definition with a name and parameters. */
  sealed interface Named extends Definition {
    /** Its full name, with that of the classes around it, without leading colons. */
    String name();

    /** Its parameters. */
    List<Parameter> parameters();

    /** Its body, or null. */
    @Nullable Expression body();

    @Override
    default void forEachChild(Consumer<? super Node> action) {
      parameters().forEach(action);
      Expression body = body();
      if (body != null) {
        action.accept(body);
      }
    }
  }

  /**
   * {@code class a($b) inherits c { … }}.
   *
   * @param parent the class it inherits, as written, or null
   */
  record HostClass(
      String name,
      List<Parameter> parameters,
      @Nullable String parent,
      @Nullable Expression body,
      int offset,
      int end)
      implements Named {}

  /** {@code define a($b) { … }}. */
  record ResourceType(
      String name, List<Parameter> parameters, @Nullable Expression body, int offset, int end)
      implements Named {}

  /** {@code plan a($b) { … }}. */
  record Plan(
      String name, List<Parameter> parameters, @Nullable Expression body, int offset, int end)
      implements Named {}

  /** {@code function a($b) >> Type { … }}. */
  record Function(
      String name,
      List<Parameter> parameters,
      @Nullable Expression returnType,
      @Nullable Expression body,
      int offset,
      int end)
      implements Named {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      Named.super.forEachChild(action);
      if (returnType != null) {
        action.accept(returnType);
      }
    }
  }

  /** {@code node 'a' { … }}; hosts are strings, patterns, {@code default}. */
  record NodeDefinition(
      List<Expression> hosts,
      @Nullable Expression parent,
      @Nullable Expression body,
      int offset,
      int end)
      implements Definition {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      if (parent != null) {
        action.accept(parent);
      }
      hosts.forEach(action);
      if (body != null) {
        action.accept(body);
      }
    }
  }

  /**
   * {@code type A = B}.
   *
   * @param name as written
   */
  record TypeAlias(String name, Expression type, int offset, int end) implements Definition {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(type);
    }
  }

  /** {@code type Runtime[ruby, 'X'] = Y}. */
  record TypeMapping(Expression type, Expression mapping, int offset, int end)
      implements Definition {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(type);
      action.accept(mapping);
    }
  }

  /** {@code type A { … }}, which Puppet parses but refuses. */
  record TypeDefinition(
      String name, @Nullable String parent, @Nullable Expression body, int offset, int end)
      implements Definition {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      if (body != null) {
        action.accept(body);
      }
    }
  }
}

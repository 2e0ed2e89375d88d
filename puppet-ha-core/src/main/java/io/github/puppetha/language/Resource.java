package io.github.puppetha.language;

import java.util.List;
import java.util.function.Consumer;

/** Resources in all their forms. */
public sealed interface Resource extends Expression {
  /** How a resource is declared. */
  enum Form {
    /** Without a sign. */
    REGULAR,
    /** {@code @}. */
    VIRTUAL,
    /** {@code @@}. */
    EXPORTED
  }

  /** {@code file { '/tmp': ensure => directory }}; {@code class { 'a': }} too. */
  record ResourceExpression(
      Form form, Expression typeName, List<ResourceBody> bodies, int offset, int end)
      implements Resource {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(typeName);
      bodies.forEach(action);
    }
  }

  /** {@code File { mode => '0644' }}. */
  record ResourceDefaults(
      Form form, Expression typeRef, List<ResourceOperation> operations, int offset, int end)
      implements Resource {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(typeRef);
      operations.forEach(action);
    }
  }

  /** {@code File['/tmp'] { mode => '0755' }}. */
  record ResourceOverride(
      Form form, Expression resources, List<ResourceOperation> operations, int offset, int end)
      implements Resource {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(resources);
      operations.forEach(action);
    }
  }

  /** {@code File <| tag == 'a' |> { mode => '0755' }}. */
  record Collector(
      Expression type, Query query, List<ResourceOperation> operations, int offset, int end)
      implements Resource {
    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(type);
      action.accept(query);
      operations.forEach(action);
    }
  }
}

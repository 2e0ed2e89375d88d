package io.github.puppetha.language;

import java.util.List;
import java.util.function.Consumer;

/** Operators and their operands. */
public sealed interface Operation extends Expression {

  /** An operator between two expressions; its offset is the operator's. */
  sealed interface Infix extends Operation {
    /** The operator. */
    Operator operator();

    /** What stands before it. */
    Expression left();

    /** What stands after it. */
    Expression right();

    @Override
    default int start() {
      return left().start();
    }

    @Override
    default void forEachChild(Consumer<? super Node> action) {
      action.accept(left());
      action.accept(right());
    }
  }

  /** What stands before, or around, one expression. */
  sealed interface Unary extends Operation {
    /** The expression. */
    Expression expression();

    @Override
    default void forEachChild(Consumer<? super Node> action) {
      action.accept(expression());
    }
  }

  /** {@code a + b}, {@code a == b}, {@code a and b}, {@code a in b}, {@code a =~ b}. */
  record Binary(Operator operator, Expression left, Expression right, int offset, int end)
      implements Infix {}

  /** {@code $a = 1}; also {@code +=} and {@code -=}, which Puppet parses but refuses. */
  record Assignment(Operator operator, Expression left, Expression right, int offset, int end)
      implements Infix {}

  /** {@code File['a'] -> Service['b']}. */
  record Relationship(Operator operator, Expression left, Expression right, int offset, int end)
      implements Infix {}

  /** {@code -$a}. */
  record Negate(Expression expression, int offset, int end) implements Unary {}

  /** {@code !$a}. */
  record Not(Expression expression, int offset, int end) implements Unary {}

  /** {@code *$list}: its elements. */
  record Unfold(Expression expression, int offset, int end) implements Unary {}

  /** {@code ($a)}. */
  record Parenthesized(Expression expression, int offset, int end) implements Unary {}

  /** {@code $a[1]}, {@code File['/tmp']}, {@code Array[String, 1]}. */
  record Access(Expression left, List<Expression> keys, int offset, int end) implements Operation {
    @Override
    public int start() {
      return left.start();
    }

    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(left);
      keys.forEach(action);
    }
  }

  /** {@code $a.name}: what a method call calls. */
  record NamedAccess(Expression left, Name.QualifiedName right, int offset, int end)
      implements Operation {
    @Override
    public int start() {
      return left.start();
    }

    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(left);
      action.accept(right);
    }
  }

  /** {@code $a ? { 'x' => 1, default => 2 }}. */
  record Selector(Expression left, List<SelectorEntry> entries, int offset, int end)
      implements Operation {
    @Override
    public int start() {
      return left.start();
    }

    @Override
    public void forEachChild(Consumer<? super Node> action) {
      action.accept(left);
      entries.forEach(action);
    }
  }
}

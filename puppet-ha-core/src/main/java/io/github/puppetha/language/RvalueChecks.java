package io.github.puppetha.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether something stands for a value that has none: a definition, a collector. */
final class RvalueChecks {
  private final Diagnostics diagnostics;
  private @Nullable Object within;
  private @Nullable Object innermost;

  RvalueChecks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Reports an expression that does not give a value. */
  void check(Object expression) {
    if (expression instanceof Literal.LiteralString
        || expression instanceof Name.Variable
        || expression instanceof Name.QualifiedName
        || expression instanceof Operation.Access
        || expression instanceof Text.ConcatenatedString
        || expression instanceof Call.FunctionCall) {
      return;
    }
    Object value = expression;
    if (inner(expression) != null) {
      value = innermost(expression);
    }
    if (value instanceof Resource.Collector || value instanceof Definition) {
      Node node = (Node) value;
      diagnostics.add(
          Issue.NOT_RVALUE, node, Labels.of(node) + " gives no value; a value is wanted here");
    }
  }

  /** Reports all of them. */
  void checkAll(List<? extends Node> expressions) {
    for (int i = 0; i < expressions.size(); i++) {
      check(expressions.get(i));
    }
  }

  /**
   * What is below signs and parentheses. Each of them asks in turn, from the outside, so the answer
   * is kept.
   */
  private Object innermost(Object outer) {
    Object value = outer;
    if (outer == within && innermost != null) {
      value = innermost;
    } else {
      for (Object next = inner(value); next != null; next = inner(value)) {
        value = next;
      }
    }
    within = inner(outer);
    innermost = value;
    return value;
  }

  private static @Nullable Object inner(Object expression) {
    if (expression instanceof Operation.Parenthesized parentheses) {
      return parentheses.expression();
    }
    if (expression instanceof Operation.Not not) {
      return not.expression();
    }
    if (expression instanceof Operation.Negate negate) {
      return negate.expression();
    }
    if (expression instanceof Operation.Unfold unfold) {
      return unfold.expression();
    }
    if (expression instanceof Text.Interpolation interpolation) {
      return interpolation.expression();
    }
    return expression instanceof Text.Render render ? render.expression() : null;
  }
}

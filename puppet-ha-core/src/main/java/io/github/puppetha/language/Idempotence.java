package io.github.puppetha.language;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether an expression has no effect, so that nothing is lost without it. */
final class Idempotence {
  /** From this depth on results are kept, lest nested conditions be looked at again and again. */
  private static final int KEPT_DEPTH = 8;

  private @Nullable Map<Object, Boolean> kept;

  /** Puppet's answer: it takes calls, matches and assignments for effects. Null has none. */
  boolean hasNoEffect(@Nullable Object expression) {
    return hasNoEffect(expression, 0);
  }

  private boolean hasNoEffect(@Nullable Object given, int depth) {
    Object expression = given;
    while (expression instanceof Operation.Parenthesized inner) {
      expression = inner.expression();
    }
    if (expression instanceof Call.FunctionCall
        || expression instanceof Operation.Assignment
        || expression instanceof Operation.Relationship
        || expression instanceof Resource.ResourceExpression
        || expression instanceof Call.MethodCall) {
      return false;
    }
    if (expression instanceof Control.If
        || expression instanceof Control.Unless
        || expression instanceof Control.Block
        || expression instanceof Control.Case) {
      return depth < KEPT_DEPTH ? parts(expression, depth) : keptParts(expression, depth);
    }
    return expression == null || isValue(expression);
  }

  private boolean keptParts(Object expression, int depth) {
    if (kept == null) {
      kept = new IdentityHashMap<>();
    }
    Boolean known = kept.get(expression);
    if (known == null) {
      known = parts(expression, depth);
      kept.put(expression, known);
    }
    return known;
  }

  private boolean parts(Object expression, int depth) {
    if (expression instanceof Control.If condition) {
      return condition(condition, depth + 1);
    }
    if (expression instanceof Control.Unless unless) {
      return hasNoEffect(unless.test(), depth + 1)
          && hasNoEffect(unless.then(), depth + 1)
          && hasNoEffect(unless.otherwise(), depth + 1);
    }
    if (expression instanceof Control.Case cases) {
      return cases(cases, depth + 1);
    }
    return all(((Control.Block) expression).statements(), depth + 1);
  }

  /** Goes down a chain of {@code elsif} in a loop, however long it is. */
  private boolean condition(Control.If first, int depth) {
    Object next = first;
    while (next instanceof Control.If condition) {
      if (!hasNoEffect(condition.test(), depth) || !hasNoEffect(condition.then(), depth)) {
        return false;
      }
      next = condition.otherwise();
    }
    return hasNoEffect(next, depth);
  }

  private boolean cases(Control.Case cases, int depth) {
    if (!hasNoEffect(cases.test(), depth)) {
      return false;
    }
    List<CaseOption> options = cases.options();
    for (int i = 0; i < options.size(); i++) {
      CaseOption option = options.get(i);
      if (!all(option.values(), depth) || !hasNoEffect(option.then(), depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean all(List<Expression> expressions, int depth) {
    for (int i = 0; i < expressions.size(); i++) {
      if (!hasNoEffect(expressions.get(i), depth)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isValue(Object expression) {
    if (expression instanceof Operation.Binary binary) {
      return !binary.operator().isMatch();
    }
    if (expression instanceof Text) {
      return !(expression instanceof Text.Render
          || expression instanceof Text.RenderString
          || expression instanceof Text.Epp);
    }
    return expression instanceof Operation
        || expression instanceof Literal
        || expression instanceof Name;
  }
}

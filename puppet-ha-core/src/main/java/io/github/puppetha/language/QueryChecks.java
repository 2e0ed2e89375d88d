package io.github.puppetha.language;

import java.util.ArrayDeque;
import java.util.Deque;

/** What may stand between {@code <|} and {@code |>}. */
final class QueryChecks {
  private final Diagnostics diagnostics;

  QueryChecks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  void check(Query query) {
    Expression whole = query.expression();
    if (whole == null) {
      return;
    }
    Deque<Expression> open = new ArrayDeque<>();
    open.push(whole);
    while (!open.isEmpty()) {
      Expression part = open.pop();
      if (part instanceof Operation.Parenthesized parentheses) {
        open.push(parentheses.expression());
      } else if (part instanceof Operation.Binary binary && isLogical(binary.operator())) {
        open.push(binary.right());
        open.push(binary.left());
      } else if (!isAllowed(part)) {
        diagnostics.add(
            Issue.ILLEGAL_QUERY_EXPRESSION,
            part,
            Labels.of(part) + " cannot stand in a query; it takes == and !=, joined by and and or");
      }
    }
  }

  private static boolean isLogical(Operator operator) {
    return operator == Operator.AND || operator == Operator.OR;
  }

  private static boolean isAllowed(Expression part) {
    if (part instanceof Operation.Binary binary) {
      return binary.operator() == Operator.EQUAL || binary.operator() == Operator.NOT_EQUAL;
    }
    return part instanceof Name.Variable
        || part instanceof Name.QualifiedName
        || part instanceof Literal.LiteralString
        || part instanceof Literal.LiteralInteger
        || part instanceof Literal.LiteralFloat
        || part instanceof Literal.LiteralBoolean
        || part instanceof Text.RenderString;
  }
}

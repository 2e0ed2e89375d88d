package io.github.puppetha.language;

import java.util.List;

/** Whether Puppet can make sense of {@code type Runtime[ruby, 'A'] = B} without evaluation. */
final class RuntimeMappings {
  private RuntimeMappings() {}

  /** For a mapping in which the checks found nothing. */
  static boolean isUsable(Definition.TypeMapping mapping) {
    List<Expression> keys = ((Operation.Access) mapping.type()).keys();
    return keys.size() == 2
        && isText(keys.get(0), "ruby")
        && isName(keys.get(1))
        && isSpecification(mapping.mapping());
  }

  private static boolean isText(Expression key, String text) {
    return key instanceof Literal.LiteralString string && string.value().equals(text)
        || key instanceof Name.QualifiedName name && name.value().equals(text);
  }

  private static boolean isName(Expression key) {
    return key instanceof Literal.LiteralString string && !string.value().isEmpty()
        || key instanceof Name.QualifiedName
        || key instanceof Literal.LiteralUndef
        || key instanceof Literal.LiteralList list && TypeChecks.isReplacement(list);
  }

  /** Types and literal values only. */
  private static boolean isSpecification(Expression expression) {
    if (expression instanceof Operation.Access access) {
      return isSpecification(access.left()) && areSpecifications(access.keys());
    }
    if (expression instanceof Literal.LiteralList list) {
      return areSpecifications(list.values());
    }
    if (expression instanceof Literal.LiteralHash hash) {
      for (KeyedEntry entry : hash.entries()) {
        if (!isSpecification(entry.key()) || !isSpecification(entry.value())) {
          return false;
        }
      }
      return true;
    }
    if (expression instanceof Operation.Negate negate) {
      return negate.expression() instanceof Literal.LiteralInteger
          || negate.expression() instanceof Literal.LiteralFloat;
    }
    return expression instanceof Literal
        || expression instanceof Name.QualifiedReference
        || expression instanceof Name.QualifiedName;
  }

  private static boolean areSpecifications(List<Expression> expressions) {
    for (Expression expression : expressions) {
      if (!isSpecification(expression)) {
        return false;
      }
    }
    return true;
  }
}

package io.github.puppetha.language;

/**
 * Nodes in which no check can find anything, whatever is around them. Most of a manifest is that;
 * and it takes less time to know it than to walk there.
 */
final class Harmless {
  private static final int LONG_BITS = 63;

  private Harmless() {}

  static boolean is(Object node) {
    if (node instanceof ResourceOperation.Attribute attribute) {
      return !attribute.append() && isLeaf(attribute.value());
    }
    if (node instanceof Text.Interpolation interpolation) {
      return isLeaf(interpolation.expression());
    }
    if (node instanceof KeyedEntry entry) {
      return isLeaf(entry.key()) && isLeaf(entry.value());
    }
    return isLeaf(node);
  }

  private static boolean isLeaf(Object node) {
    if (node instanceof Literal.LiteralString || node instanceof Name.QualifiedName) {
      return true;
    }
    if (node instanceof Name.Variable variable) {
      return isVariable(variable.name());
    }
    if (node instanceof Name.QualifiedReference type) {
      return NameForms.isTypeReference(type.casedValue());
    }
    if (node instanceof Literal.LiteralInteger integer) {
      return fits(integer);
    }
    return node instanceof Literal.LiteralBoolean
        || node instanceof Literal.LiteralUndef
        || node instanceof Literal.LiteralDefault
        || node instanceof Literal.LiteralRegex
        || node instanceof Literal.LiteralFloat
        || node instanceof Literal.Nop
        || node instanceof Text.RenderString;
  }

  private static boolean isVariable(String name) {
    return NameForms.isVariable(name) && !isBoolean(name) || NameForms.isMatchVariable(name);
  }

  /** Harmless or not, by where it stands. */
  static boolean isBoolean(String name) {
    return name.equals("true") || name.equals("false");
  }

  /** Does it fit in 64 bits? */
  static boolean fits(Literal.LiteralInteger integer) {
    return integer.value().bitLength() <= LONG_BITS;
  }
}

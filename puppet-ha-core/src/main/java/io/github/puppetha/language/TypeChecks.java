package io.github.puppetha.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types that functions return, and definitions of types. */
final class TypeChecks {
  private final Diagnostics diagnostics;

  TypeChecks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** What a function or lambda returns, or what an alias stands for. */
  void reference(@Nullable Expression type) {
    if (type == null) {
      return;
    }
    Expression base = type instanceof Operation.Access access ? access.left() : type;
    if (!(base instanceof Name.QualifiedReference reference)) {
      diagnostics.add(
          Issue.ILLEGAL_EXPRESSION,
          type,
          Labels.of(type) + " is no type; write a type such as String or Array[Integer]");
    } else if (reference.casedValue().equalsIgnoreCase("plan")) {
      diagnostics.add(
          Issue.FUTURE_RESERVED_WORD,
          type,
          "the type name '" + reference.casedValue() + "' is kept for plans; choose another");
    }
  }

  /** {@code type Runtime[…] = …}. */
  void mapping(Definition.TypeMapping mapping) {
    if (!(mapping.type() instanceof Operation.Access access && isRuntime(access.left()))) {
      diagnostics.add(
          Issue.UNSUPPORTED_EXPRESSION,
          mapping,
          "a type mapping must begin with 'type Runtime[…]'; an alias is named without brackets");
      return;
    }
    List<Expression> keys = access.keys();
    boolean pattern = keys.size() == 2 && isReplacement(keys.get(1));
    Object mapped = mapping.mapping();
    boolean fits = pattern ? isReplacement(mapped) : isType(mapped);
    if (!fits) {
      diagnostics.add(
          Issue.ILLEGAL_TYPE_MAPPING,
          mapping,
          pattern
              ? "a pattern of runtime names is mapped to a pattern and a replacement,"
                  + " as [/^A::(.*)$/, 'A::\\1']"
              : "one runtime name is mapped to one type");
    }
  }

  private static boolean isRuntime(Expression left) {
    return left instanceof Name.QualifiedReference reference
        && reference.casedValue().equals("Runtime");
  }

  static boolean isReplacement(Object expression) {
    return expression instanceof Literal.LiteralList list
        && list.values().size() == 2
        && list.values().get(0) instanceof Literal.LiteralRegex
        && list.values().get(1) instanceof Literal.LiteralString;
  }

  private static boolean isType(Object expression) {
    Object base = expression instanceof Operation.Access access ? access.left() : expression;
    return base instanceof Name.QualifiedReference;
  }

  /** {@code type A { … }}. */
  void definition(Definition.TypeDefinition definition) {
    diagnostics.add(
        Issue.UNSUPPORTED_EXPRESSION,
        definition,
        "Puppet has no bodies of types; write 'type " + definition.name() + " = …'");
  }
}

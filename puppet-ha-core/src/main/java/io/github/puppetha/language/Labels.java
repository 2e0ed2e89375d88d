package io.github.puppetha.language;

/** What a node is called in a message: {@code the variable $a}. */
final class Labels {
  private static final int MAX_TEXT = 40;

  private Labels() {}

  static String of(Object node) {
    if (node instanceof Name name) {
      return name(name);
    }
    if (node instanceof Literal literal) {
      return literal(literal);
    }
    if (node instanceof Operation operation) {
      return operation(operation);
    }
    if (node instanceof Definition definition) {
      return definition(definition);
    }
    if (node instanceof Resource resource) {
      return resource(resource);
    }
    if (node instanceof Call call) {
      return call(call);
    }
    if (node instanceof Text text) {
      return text(text);
    }
    return other(node);
  }

  private static String name(Name name) {
    if (name instanceof Name.Variable variable) {
      return "the variable $" + variable.name();
    }
    if (name instanceof Name.QualifiedName word) {
      return "the name '" + word.value() + "'";
    }
    return name instanceof Name.QualifiedReference type
        ? "the type " + type.casedValue()
        : "the reserved word '" + ((Name.ReservedWord) name).word() + "'";
  }

  private static String literal(Literal literal) {
    if (literal instanceof Literal.LiteralString string) {
      return "the string '" + shortened(string.value()) + "'";
    }
    if (literal instanceof Literal.LiteralInteger integer) {
      return "the number " + shortened(integer.value().toString());
    }
    if (literal instanceof Literal.LiteralFloat number) {
      return "the number " + number.value();
    }
    if (literal instanceof Literal.LiteralBoolean bool) {
      return "the value " + bool.value();
    }
    if (literal instanceof Literal.LiteralRegex regex) {
      return "the pattern /" + shortened(regex.pattern()) + "/";
    }
    if (literal instanceof Literal.LiteralList) {
      return "the list";
    }
    if (literal instanceof Literal.LiteralHash) {
      return "the hash";
    }
    return literal instanceof Literal.LiteralUndef
        ? "the value undef"
        : literal instanceof Literal.LiteralDefault ? "the word default" : "nothing at all";
  }

  private static String operation(Operation operation) {
    if (operation instanceof Operation.Binary binary) {
      return operator(binary.operator());
    }
    if (operation instanceof Operation.Assignment assignment) {
      return operator(assignment.operator());
    }
    if (operation instanceof Operation.Relationship relationship) {
      return operator(relationship.operator());
    }
    if (operation instanceof Operation.Negate) {
      return operator(Operator.MINUS);
    }
    if (operation instanceof Operation.Not) {
      return "the operation '!'";
    }
    if (operation instanceof Operation.Unfold) {
      return operator(Operator.TIMES);
    }
    if (operation instanceof Operation.Parenthesized) {
      return "the expression in parentheses";
    }
    if (operation instanceof Operation.Access) {
      return "the access with [ ]";
    }
    return operation instanceof Operation.Selector ? "the selector" : "the access with '.'";
  }

  private static String operator(Operator operator) {
    return "the operation '" + operator.symbol() + "'";
  }

  static String definition(Definition definition) {
    if (definition instanceof Definition.HostClass type) {
      return "the class '" + type.name() + "'";
    }
    if (definition instanceof Definition.ResourceType type) {
      return "the define '" + type.name() + "'";
    }
    if (definition instanceof Definition.Function function) {
      return "the function '" + function.name() + "'";
    }
    if (definition instanceof Definition.Plan plan) {
      return "the plan '" + plan.name() + "'";
    }
    if (definition instanceof Definition.TypeAlias alias) {
      return "the type alias '" + alias.name() + "'";
    }
    if (definition instanceof Definition.TypeDefinition type) {
      return "the type definition '" + type.name() + "'";
    }
    return definition instanceof Definition.NodeDefinition ? "the node" : "the type mapping";
  }

  private static String resource(Resource resource) {
    if (resource instanceof Resource.Collector collector) {
      return collector.query().exported() ? "the exported collector" : "the collector";
    }
    return resource instanceof Resource.ResourceDefaults
        ? "the resource defaults"
        : resource instanceof Resource.ResourceOverride ? "the resource override" : "the resource";
  }

  private static String call(Call call) {
    if (call instanceof Call.FunctionCall function) {
      return function.functor() instanceof Name.QualifiedName name
          ? "the call of '" + name.value() + "'"
          : "the call";
    }
    if (call instanceof Call.MethodCall method) {
      return "the call of '" + method.functor().right().value() + "'";
    }
    return call instanceof Call.Lambda ? "the lambda" : "the apply block";
  }

  private static String text(Text text) {
    if (text instanceof Text.Heredoc) {
      return "the heredoc";
    }
    return text instanceof Text.ConcatenatedString
        ? "the string with interpolation"
        : text instanceof Text.Interpolation ? "the interpolation" : "the text of the template";
  }

  private static String other(Object node) {
    if (node instanceof Control.If) {
      return "the 'if'";
    }
    if (node instanceof Control.Unless) {
      return "the 'unless'";
    }
    if (node instanceof Control.Case) {
      return "the 'case'";
    }
    return node instanceof Control.Block ? "the block" : "this";
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }
}

package io.github.puppetha.language;

/** What is called, collected or named. */
final class ReferenceChecks {
  private final Diagnostics diagnostics;
  private final QueryChecks queries;

  ReferenceChecks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.queries = new QueryChecks(diagnostics);
  }

  /** What a call calls: a function or a type. */
  void functor(Call.FunctionCall call) {
    Expression functor = call.functor();
    if (functor instanceof Name.QualifiedName
        || functor instanceof Name.QualifiedReference
        || functor instanceof Operation.Access access
            && access.left() instanceof Name.QualifiedReference) {
      return;
    }
    if (functor instanceof Text.RenderString) {
      diagnostics.add(
          Issue.ILLEGAL_EPP_PARAMETERS,
          call,
          "a template's parameters must be the first thing in it; begin it with '<%-'");
    } else {
      diagnostics.add(
          Issue.ILLEGAL_EXPRESSION,
          functor,
          Labels.of(functor) + " cannot be called; a function's name stands before '('");
    }
  }

  void collected(Resource.Collector collector) {
    if (!(collector.type() instanceof Name.QualifiedReference)) {
      diagnostics.add(
          Issue.ILLEGAL_EXPRESSION,
          collector.type(),
          Labels.of(collector.type()) + " cannot be collected; write a resource type such as File");
    }
  }

  void query(Query query) {
    queries.check(query);
  }

  /** What the walk did not pass over: a leaf in which something is wrong. */
  void leaf(Object node) {
    if (node instanceof Name.Variable variable) {
      variable(variable);
    } else if (node instanceof Name.ReservedWord word) {
      diagnostics.add(
          Issue.RESERVED_WORD,
          word,
          "'" + word.word() + "' is a reserved word; put it in quotes if text is meant");
    } else if (node instanceof Name.QualifiedReference type) {
      diagnostics.add(
          Issue.ILLEGAL_CLASSREF,
          type,
          "'" + type.casedValue() + "' is no type name: each part begins with a capital letter");
    } else if (node instanceof Literal.LiteralInteger integer) {
      diagnostics.add(
          Issue.NUMERIC_OVERFLOW,
          integer,
          Labels.of(integer) + " is too large; Puppet's integers have 64 bits");
    }
  }

  private void variable(Name.Variable variable) {
    String name = variable.name();
    if (Harmless.isBoolean(name)) {
      if (!diagnostics.isAt(variable.offset(), '$')) {
        throw CheckerStop.failure(
            variable,
            "Puppet fails at ${" + name + "} in a string; write the word itself, or another name");
      }
      return;
    }
    if (!name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9') {
      diagnostics.add(
          Issue.ILLEGAL_NUMERIC_VAR_NAME,
          variable,
          "$" + name + " is no variable: one that a match sets has a number without leading zeros");
      return;
    }
    diagnostics.add(
        Issue.ILLEGAL_VAR_NAME,
        variable,
        "'$"
            + name
            + "' is no variable: each part of its name begins with a lower case letter,"
            + " the last may begin with '_'");
  }
}

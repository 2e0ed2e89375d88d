package io.github.puppetha.language;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parameters of definitions, lambdas and templates. */
final class ParameterChecks {
  /** Up to this many names are compared with each other, without a set. */
  private static final int FEW = 12;

  private final Diagnostics diagnostics;
  private final AssignmentChecks assignments;

  ParameterChecks(Diagnostics diagnostics, AssignmentChecks assignments) {
    this.diagnostics = diagnostics;
    this.assignments = assignments;
  }

  /** One parameter, wherever it is. */
  void check(Parameter parameter) {
    String name = parameter.name();
    if (!NameForms.isParameter(name)) {
      if (NameForms.isNumber(name)) {
        diagnostics.add(
            Issue.ILLEGAL_NUMERIC_PARAMETER,
            parameter,
            "the parameter $" + name + " is named as what a match sets; name it with letters");
      }
      diagnostics.add(
          Issue.ILLEGAL_PARAM_NAME,
          parameter,
          "the parameter name '"
              + name
              + "' must begin with a lower case letter or '_' and hold"
              + " only letters, digits and '_'");
    }
    if (parameter.value() != null) {
      assignments.inDefault(parameter.value());
    }
  }

  /** {@code *$rest} where none may be. */
  void noneCapturesRest(List<Parameter> parameters, String container) {
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      if (parameter.capturesRest()) {
        diagnostics.add(
            Issue.CAPTURES_REST_NOT_SUPPORTED,
            parameter,
            container
                + " cannot take the rest of the arguments; write $"
                + parameter.name()
                + " without '*'");
      }
    }
  }

  /** {@code *$rest} with another parameter after it. */
  void lastCapturesRest(List<Parameter> parameters) {
    for (int i = 0; i < parameters.size() - 1; i++) {
      Parameter parameter = parameters.get(i);
      if (parameter.capturesRest()) {
        diagnostics.add(
            Issue.CAPTURES_REST_NOT_LAST,
            parameter,
            "*$" + parameter.name() + " takes the rest of the arguments; put it last");
      }
    }
  }

  /** Names that stand twice. */
  void unique(List<Parameter> parameters) {
    int size = parameters.size();
    if (size > FEW) {
      Set<String> seen = new HashSet<>();
      for (Parameter parameter : parameters) {
        if (!seen.add(parameter.name())) {
          duplicate(parameter);
        }
      }
      return;
    }
    for (int i = 1; i < size; i++) {
      String name = parameters.get(i).name();
      for (int j = 0; j < i; j++) {
        if (name.equals(parameters.get(j).name())) {
          duplicate(parameters.get(i));
          break;
        }
      }
    }
  }

  private void duplicate(Parameter parameter) {
    diagnostics.add(
        Issue.DUPLICATE_PARAMETER,
        parameter,
        "the parameter $" + parameter.name() + " stands twice; rename or remove one");
  }

  /** {@code $name} and {@code $title}, which every resource and class has. */
  void notReserved(List<Parameter> parameters, String container) {
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).name();
      if (name.equals("name") || name.equals("title")) {
        diagnostics.add(
            Issue.RESERVED_PARAMETER,
            parameters.get(i),
            container + " has $" + name + " from Puppet; name the parameter otherwise");
      }
    }
  }
}

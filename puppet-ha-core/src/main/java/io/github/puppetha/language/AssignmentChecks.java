package io.github.puppetha.language;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is assigned to, and where. */
final class AssignmentChecks {
  private final Diagnostics diagnostics;

  AssignmentChecks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The left side of an assignment. */
  void target(Object target) {
    if (target instanceof Name.Variable variable) {
      variable(variable);
    } else if (target instanceof Literal.LiteralList list) {
      for (Expression value : list.values()) {
        target(value);
      }
    } else if (target instanceof Operation.Access access) {
      diagnostics.add(
          Issue.ILLEGAL_INDEXED_ASSIGNMENT,
          access,
          "a part of a value cannot be changed; assign a whole new value to a new variable");
    } else {
      Node node = (Node) target;
      diagnostics.add(
          Issue.ILLEGAL_ASSIGNMENT,
          node,
          Labels.of(node) + " cannot be assigned to; only variables and lists of them can");
    }
  }

  private void variable(Name.Variable variable) {
    String name = variable.name();
    if (NameForms.isMatchVariable(name)) {
      diagnostics.add(
          Issue.ILLEGAL_NUMERIC_ASSIGNMENT,
          variable,
          "$"
              + name
              + " is set by a match and cannot be assigned to; name the variable with letters");
    }
    if (name.contains("::")) {
      diagnostics.add(
          Issue.CROSS_SCOPE_ASSIGNMENT,
          variable,
          "$" + name + " belongs to another scope and cannot be assigned to from here");
    }
  }

  void noLongerSupported(Operation.Assignment assignment) {
    diagnostics.add(
        Issue.APPENDS_DELETES_NO_LONGER_SUPPORTED,
        assignment,
        "Puppet has no '"
            + assignment.operator().symbol()
            + "'; assign the result of + or - to a new variable");
  }

  /** Assignments in the default of a parameter, outside of lambdas. */
  void inDefault(Expression value) {
    if (isLeaf(value)) {
      return;
    }
    List<Node> open = new ArrayList<>();
    open.add(value);
    while (!open.isEmpty()) {
      Node node = open.remove(open.size() - 1);
      if (node instanceof Operation.Assignment) {
        diagnostics.add(
            Issue.ILLEGAL_ASSIGNMENT_CONTEXT,
            node,
            "a parameter's default cannot assign to a variable; assign in the body");
      } else if (!(node instanceof Call.Lambda) && !isLeaf(node)) {
        int from = open.size();
        node.forEachChild(open::add);
        Collections.reverse(open.subList(from, open.size()));
      }
    }
  }

  private static boolean isLeaf(Object node) {
    return node instanceof Literal.LiteralString
        || node instanceof Name.Variable
        || node instanceof Name.QualifiedName
        || node instanceof Name.QualifiedReference
        || node instanceof Literal.LiteralBoolean
        || node instanceof Literal.LiteralInteger
        || node instanceof Literal.LiteralUndef;
  }
}

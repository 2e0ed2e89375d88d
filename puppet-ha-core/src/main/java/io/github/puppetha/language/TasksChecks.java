package io.github.puppetha.language;

/** What a plan may not hold, as it makes no catalog; in an apply block some of it may stand. */
final class TasksChecks {
  private final Diagnostics diagnostics;
  private final Walk walk;

  TasksChecks(Diagnostics diagnostics, Walk walk) {
    this.diagnostics = diagnostics;
    this.walk = walk;
  }

  /** Reports a node that may not be here, and says so: then nothing else is wrong with it. */
  boolean refuses(Object node) {
    if (node instanceof Call.Apply apply) {
      return inApply() && refuse(Issue.EXPRESSION_NOT_SUPPORTED_WHEN_COMPILING, apply);
    }
    if (node instanceof Definition.HostClass || node instanceof Definition.ResourceType) {
      return refuse(Issue.EXPRESSION_NOT_SUPPORTED_WHEN_SCRIPTING, (Node) node);
    }
    if (!isForCatalogs(node)) {
      return false;
    }
    if (!inApply()) {
      return refuse(Issue.EXPRESSION_NOT_SUPPORTED_WHEN_SCRIPTING, (Node) node);
    }
    return node instanceof Resource.Collector collector
        && collector.query().exported()
        && refuse(Issue.EXPRESSION_NOT_SUPPORTED_WHEN_COMPILING, collector);
  }

  private static boolean isForCatalogs(Object node) {
    return node instanceof Resource.ResourceExpression
        || node instanceof Operation.Relationship
        || node instanceof Resource.Collector
        || node instanceof Resource.ResourceDefaults
        || node instanceof Resource.ResourceOverride
        || node instanceof Definition.NodeDefinition;
  }

  private boolean inApply() {
    for (int i = walk.depth() - 1; i > 0; i--) {
      if (walk.ancestor(i) instanceof Call.ApplyBlock) {
        return true;
      }
    }
    return false;
  }

  private boolean refuse(Issue issue, Node node) {
    String where =
        issue == Issue.EXPRESSION_NOT_SUPPORTED_WHEN_COMPILING
            ? " cannot stand in an apply block"
            : " makes a catalog, and a plan has none; put it into a class or an apply block";
    diagnostics.add(issue, node, Labels.of(node) + where);
    return true;
  }
}

package io.github.puppetha.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a module's file holds what the autoloader looks for in it. */
final class LocationChecks {
  private final Diagnostics diagnostics;
  private final @Nullable SourceLocation location;

  LocationChecks(Diagnostics diagnostics, @Nullable SourceLocation location) {
    this.diagnostics = diagnostics;
    this.location = location;
  }

  /** The name of a class, define, function or plan. */
  void name(Definition.Named definition) {
    if (location != null && !location.allows(definition.name())) {
      diagnostics.add(
          Issue.ILLEGAL_DEFINITION_LOCATION,
          definition,
          Labels.of(definition) + " is in the wrong file: " + location.hint());
    }
  }

  /** What stands at the top of the file. */
  void top(Expression body) {
    if (location == null || body instanceof Literal.Nop) {
      return;
    }
    List<? extends Expression> statements =
        body instanceof Control.Block block ? block.statements() : List.of(body);
    for (Expression statement : statements) {
      if (!(statement instanceof Definition) || statement instanceof Definition.NodeDefinition) {
        diagnostics.add(
            Issue.ILLEGAL_TOP_CONSTRUCT_LOCATION,
            statement,
            Labels.of(statement)
                + " stands at the top of a module's file, which may hold definitions only");
      }
    }
  }
}

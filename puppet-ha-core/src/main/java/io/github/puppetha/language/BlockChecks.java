package io.github.puppetha.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements without effect, and resources without a title, which look like two of them. */
final class BlockChecks {
  private final Diagnostics diagnostics;
  private final boolean tasks;
  private final Idempotence idempotence = new Idempotence();

  BlockChecks(Diagnostics diagnostics, boolean tasks) {
    this.diagnostics = diagnostics;
    this.tasks = tasks;
  }

  void check(Control.Block block) {
    if (isUntitledResource(block)) {
      String type = ((Name.QualifiedName) block.statements().get(0)).value();
      diagnostics.add(
          Issue.RESOURCE_WITHOUT_TITLE,
          block,
          "a resource of type '" + type + "' needs a title: " + type + " { 'title': … }");
    } else {
      statements(block.statements());
    }
  }

  /** Reports the first that has no effect, unless it is the last of all: that is a value. */
  void statements(List<Expression> statements) {
    for (int i = 0; i < statements.size() - 1; i++) {
      Expression statement = statements.get(i);
      if (idempotence.hasNoEffect(statement)) {
        diagnostics.add(
            Issue.IDEM_EXPRESSION_NOT_LAST,
            statement,
            Labels.of(statement) + " has no effect here; remove it, or use its value");
        return;
      }
    }
  }

  /** The body of a class, define or node, whose value nobody gets. */
  void endsWithEffect(@Nullable Expression body, Definition owner) {
    if (body == null) {
      return;
    }
    Expression last = body;
    if (body instanceof Control.Block block && !isOneStatement(block)) {
      last = block.statements().get(block.statements().size() - 1);
    }
    if (idempotence.hasNoEffect(last) && !isUntitledResource(last)) {
      diagnostics.add(
          Issue.IDEM_NOT_ALLOWED_LAST,
          last,
          Labels.of(last)
              + " has no effect, and "
              + Labels.of(owner)
              + " cannot end with it; remove it, or use its value");
    }
  }

  /** {@code file { mode => 1 }} alone in a body, which is a block of its own within the body. */
  private static boolean isOneStatement(Control.Block block) {
    return isNameAndHash(block) && block.offset() == block.statements().get(0).offset();
  }

  private boolean isUntitledResource(Object expression) {
    return !tasks && expression instanceof Control.Block block && isNameAndHash(block);
  }

  private static boolean isNameAndHash(Control.Block block) {
    List<Expression> statements = block.statements();
    return statements.size() == 2
        && statements.get(0) instanceof Name.QualifiedName
        && statements.get(1) instanceof Literal.LiteralHash;
  }
}

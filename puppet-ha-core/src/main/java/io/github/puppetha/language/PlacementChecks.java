package io.github.puppetha.language;

import org.jspecify.annotations.Nullable;

/** Whether a definition stands where Puppet takes one. */
final class PlacementChecks {
  private final Diagnostics diagnostics;
  private final Walk walk;

  PlacementChecks(Diagnostics diagnostics, Walk walk) {
    this.diagnostics = diagnostics;
    this.walk = walk;
  }

  /** Goes outward through blocks and classes to the program. */
  void check(Definition definition) {
    Object inner = definition;
    for (int index = walk.depth() - 1; index >= 0; index--) {
      Object around = walk.ancestor(index);
      boolean block = around instanceof Control.Block || around instanceof Call.ApplyBlock;
      Object outer = block ? walk.ancestor(index - 1) : around;
      if (block || isOwnBlock(around, inner)) {
        if (!(outer instanceof Program) && isForTopOnly(definition)) {
          diagnostics.add(
              Issue.NOT_ABSOLUTE_TOP_LEVEL,
              definition,
              Labels.of(definition) + " may stand at the top of a file only; move it there");
          return;
        }
      }
      if (!block) {
        outermost(definition, around);
        return;
      }
      inner = around;
    }
  }

  private void outermost(Definition definition, @Nullable Object around) {
    if (!(around instanceof Definition.HostClass
        || around instanceof Program
        || around instanceof Call.Apply)) {
      diagnostics.add(
          Issue.NOT_TOP_LEVEL,
          definition,
          Labels.of(definition) + " may stand at the top of a file or in a class only; move it");
    }
  }

  private static boolean isForTopOnly(Definition definition) {
    return definition instanceof Definition.Function
        || definition instanceof Definition.Plan
        || definition instanceof Definition.TypeAlias
        || definition instanceof Definition.TypeDefinition;
  }

  /** Puppet has a block around a body of one statement, too, where the tree has none. */
  private static boolean isOwnBlock(@Nullable Object around, Object inner) {
    if (around instanceof Definition.Named named) {
      return named.body() == inner;
    }
    if (around instanceof CaseOption option) {
      return option.then() == inner;
    }
    if (around instanceof Call.Lambda lambda) {
      return lambda.body() == inner;
    }
    if (around instanceof Text.Epp epp) {
      return epp.body() == inner;
    }
    if (around instanceof Definition.NodeDefinition node) {
      return node.body() == inner;
    }
    return around instanceof Definition.TypeDefinition type && type.body() == inner;
  }
}

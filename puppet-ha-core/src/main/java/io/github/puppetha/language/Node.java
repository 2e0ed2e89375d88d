package io.github.puppetha.language;

import java.util.function.Consumer;

/**
 * A part of a syntax tree. Immutable. Offsets are in UTF-16 units from the start of the text;
 * {@link Lines} makes lines and columns of them.
 */
public sealed interface Node
    permits Expression,
        Program,
        Parameter,
        KeyedEntry,
        CaseOption,
        SelectorEntry,
        ResourceBody,
        ResourceOperation,
        Query {
  /** Where Puppet says that it is: for an operation that is the operator. */
  int offset();

  /** The offset after its last character. */
  int end();

  /** The offset of its first character. */
  default int start() {
    return offset();
  }

  /** Calls for each direct child, in the order in which Puppet walks them. */
  void forEachChild(Consumer<? super Node> action);
}

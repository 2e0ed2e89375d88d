package io.github.puppetha.validate;

import java.util.Optional;

/** The texts of the files that were checked, read again when they are asked for. */
@FunctionalInterface
interface SourceTexts {
  /** The text of a file; empty when there is none, or it was never text. */
  Optional<String> text(String file);

  /** Those of a tree. */
  static SourceTexts of(SourceTree tree) {
    return name ->
        tree.listing().isFile(name)
            ? SourceText.read(new SourceFile(tree, name), new Findings(name))
            : Optional.empty();
  }
}

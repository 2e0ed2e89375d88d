package io.github.puppetha.language;

import org.jspecify.annotations.Nullable;

/**
 * What the checks depend on.
 *
 * @param tasks whether a plan is checked, which has no catalog
 * @param location where in a module the text is, or null when that is not to be checked
 * @param nesting how many heredocs the text stands in
 */
record CheckerOptions(boolean tasks, @Nullable SourceLocation location, int nesting) {
  /** So many heredocs in each other are looked into, lest the stack end. */
  private static final int MAX_NESTING = 24;

  CheckerOptions(boolean tasks, @Nullable SourceLocation location) {
    this(tasks, location, 0);
  }

  /** For the text of a heredoc, which is in no file. */
  CheckerOptions nested() {
    return new CheckerOptions(tasks, null, nesting + 1);
  }

  boolean allowsNesting() {
    return nesting < MAX_NESTING;
  }
}

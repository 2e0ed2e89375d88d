package io.github.puppetha.language;

import org.jspecify.annotations.Nullable;

/**
 * What the checks depend on.
 *
 * @param tasks whether a plan is checked, which has no catalog
 * @param location where in a module the text is, or null when that is not to be checked
 * @param nested reads the text of heredocs that hold manifests or templates
 */
record CheckerOptions(boolean tasks, @Nullable SourceLocation location, NestedParser nested) {}

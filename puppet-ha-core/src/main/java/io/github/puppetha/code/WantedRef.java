package io.github.puppetha.code;

/**
 * A reference of a git repository.
 *
 * @param kind what it is
 * @param ref its name without {@code refs/…}, or a commit's hash
 */
public record WantedRef(ModuleSource.RefKind kind, String ref) {}

package io.github.puppetha.language;

import org.jspecify.annotations.Nullable;

/**
 * Where Puppet's static checks end at once: what they found before is lost, this alone is reported.
 */
final class CheckerStop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Issue issue;
  private final transient @Nullable Node at;

  CheckerStop(Issue issue, @Nullable Node at, String message) {
    super(message, null, false, false);
    this.issue = issue;
    this.at = at;
  }

  /** Puppet itself fails; it says neither where nor what is wrong. */
  static CheckerStop failure(String message) {
    return new CheckerStop(Issue.ERROR, null, message);
  }

  void report(Diagnostics diagnostics) {
    if (at == null) {
      diagnostics.add(issue, String.valueOf(getMessage()));
    } else {
      diagnostics.add(issue, at, String.valueOf(getMessage()));
    }
  }
}

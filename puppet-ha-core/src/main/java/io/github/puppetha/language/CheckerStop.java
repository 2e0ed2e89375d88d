package io.github.puppetha.language;

/**
 * Where Puppet's static checks end at once: what they found before is lost, this alone is reported.
 */
final class CheckerStop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Issue issue;
  private final transient Node at;

  CheckerStop(Issue issue, Node at, String message) {
    super(message, null, false, false);
    this.issue = issue;
    this.at = at;
  }

  /** Puppet itself fails; it says neither where nor what is wrong. */
  static CheckerStop failure(Node at, String message) {
    return new CheckerStop(Issue.ERROR, at, message);
  }

  void report(Diagnostics diagnostics) {
    diagnostics.add(issue, at, String.valueOf(getMessage()));
  }
}

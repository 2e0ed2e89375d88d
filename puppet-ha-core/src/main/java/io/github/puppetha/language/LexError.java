package io.github.puppetha.language;

/** The lexer cannot go on. Without a stack trace: it is thrown for bad input, not for bugs. */
final class LexError extends Exception {
  private static final long serialVersionUID = 1;

  private final Issue issue;
  private final int offset;

  LexError(Issue issue, int offset, String message) {
    super(message, null, false, false);
    this.issue = issue;
    this.offset = offset;
  }

  Issue issue() {
    return issue;
  }

  /** Where; below zero when Puppet names no place. */
  int offset() {
    return offset;
  }
}

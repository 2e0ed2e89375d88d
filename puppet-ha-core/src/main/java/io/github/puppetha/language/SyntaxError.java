package io.github.puppetha.language;

/** The parser cannot go on. Without a stack trace: it is thrown for bad input, not for bugs. */
final class SyntaxError extends Exception {
  private static final long serialVersionUID = 1;

  private final Issue issue;
  private final int start;
  private final int end;
  private final boolean tooDeep;

  SyntaxError(Issue issue, int start, int end, String message) {
    this(issue, start, end, message, false);
  }

  private SyntaxError(Issue issue, int start, int end, String message, boolean tooDeep) {
    super(message, null, false, false);
    this.issue = issue;
    this.start = start;
    this.end = end;
    this.tooDeep = tooDeep;
  }

  static SyntaxError tooDeep(int start) {
    return new SyntaxError(
        Issue.ERROR, start, start, "expressions are nested too deeply here; take them apart", true);
  }

  Issue issue() {
    return issue;
  }

  /** Where; below zero when nowhere in particular. */
  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Would it have gone on with a larger stack? */
  boolean isTooDeep() {
    return tooDeep;
  }
}

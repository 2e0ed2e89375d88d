package io.github.puppetha.validate;

import static io.github.puppetha.Severity.WARNING;

import io.github.puppetha.Severity;

/** What is found behind the place where Puppet stops. */
enum RecoveredRule implements Rule {
  SYNTAX_ERROR(
      WARNING,
      "What looks like another mistake after the first; Puppet itself stops at that one",
      "$a = = 1\n\nclass b {\n  $c = = 2\n}");

  private final RuleEntry entry;

  RecoveredRule(Severity severity, String summary, String example) {
    this.entry = RuleEntry.of("recovered", name(), severity, summary, example);
  }

  @Override
  public RuleEntry entry() {
    return entry;
  }
}

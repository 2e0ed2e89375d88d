package io.github.puppetha.validate;

import static io.github.puppetha.Severity.ERROR;

import io.github.puppetha.Severity;

/** {@code .puppet-ha-validate.yaml}. */
enum ConfRule implements Rule {
  UNKNOWN_KEY(ERROR, "A key in .puppet-ha-validate.yaml that has no meaning", "exclude: [old]"),
  UNKNOWN_RULE(
      ERROR,
      "The name of a rule or group in .puppet-ha-validate.yaml that there is not",
      "rules: { hiera/dat: warning }"),
  WRONG_VALUE(
      ERROR,
      "A value in .puppet-ha-validate.yaml that its key cannot have",
      "rules: { hiera/date: fatal }"),
  FIXED_RULE(
      ERROR,
      "A rule in .puppet-ha-validate.yaml that cannot be switched off, or not be changed at all",
      "rules: { syntax: off }");

  private final RuleEntry entry;

  ConfRule(Severity severity, String summary, String example) {
    this.entry = RuleEntry.of("conf", name(), severity, summary, example);
  }

  @Override
  public RuleEntry entry() {
    return entry;
  }
}

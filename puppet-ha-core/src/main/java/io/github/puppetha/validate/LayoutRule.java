package io.github.puppetha.validate;

import static io.github.puppetha.Severity.ERROR;
import static io.github.puppetha.Severity.WARNING;

import io.github.puppetha.Severity;

/** Files that are not where or what Puppet needs them to be. */
enum LayoutRule implements Rule {
  NOT_UTF8(ERROR, "A byte that is not UTF-8", "é, written in Latin-1"),
  UNREADABLE(
      ERROR, "A file or directory that this user may not read", "chmod 000 manifests/site.pp"),
  TOO_LARGE(
      WARNING,
      "A file of more than 64 MiB, which is not looked into",
      "truncate -s 65M data/all.yaml"),
  LINK_OUTSIDE(WARNING, "A link that leads out of the directory", "ln -s /etc/passwd files/x"),
  BROKEN_LINK(WARNING, "A link that leads nowhere, or to itself", "ln -s nowhere files/x"),
  YAML_SYNTAX(ERROR, "YAML that is not Hiera's and cannot be read", "key: ["),
  YAML_TAB(ERROR, "A tab before a key, in YAML that is not Hiera's", "a:\n\tb: 1"),
  YAML_DUPLICATE_KEY(
      WARNING,
      "A key twice, in YAML that is not Hiera's; most readers take the last one",
      "a: 1\na: 2"),
  JSON_SYNTAX(
      ERROR,
      "JSON that is not Hiera's and cannot be read, as of a task",
      "{\"description\": \"Restarts it\",}"),
  JSON_DUPLICATE_KEY(
      WARNING,
      "A key twice, in JSON that is not Hiera's; most readers take the last one",
      "{\"a\": 1, \"a\": 2}"),
  ERB_TAG(ERROR, "A tag of an ERB template that is not closed", "port = <%= @port");

  private final RuleEntry entry;

  LayoutRule(Severity severity, String summary, String example) {
    this.entry = RuleEntry.of("layout", name(), severity, summary, example);
  }

  @Override
  public RuleEntry entry() {
    return entry;
  }
}

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
  ERB_TAG(ERROR, "A tag of an ERB template that is not closed", "port = <%= @port"),
  WRONG_FILE(
      ERROR,
      "A definition that does not belong into its file, which Puppet then refuses",
      "class web::a { } # in web/manifests/b.pp"),
  NOT_AUTOLOADED(
      WARNING,
      "A definition that Puppet does not find in this file, unless something else is loaded from it",
      "class web::ab { } # in web/manifests/a.pp"),
  NO_DEFINITION(
      WARNING, "A file that does not define what its name says", "touch web/manifests/a.pp"),
  CODE_IN_MODULE(
      ERROR,
      "Code outside of classes, defines and functions in a module, which Puppet refuses",
      "notice('x') # in web/manifests/init.pp"),
  DUPLICATE_DEFINITION(
      ERROR,
      "Two definitions of one name; a warning when they are in different modules",
      "class web { } # in manifests/init.pp\nclass web { } # again"),
  SHADOWED_MODULE(
      WARNING,
      "A module that Puppet never sees, as one of the same name comes before it",
      "site/web and modules/web"),
  NEVER_LOADED(
      WARNING,
      "A file where Puppet looks for nothing, with a name that is nearly right",
      "touch lib/puppet/function/x.rb"),
  CASE_CLASH(
      WARNING,
      "Names that differ in capitals only, which not every disk can hold",
      "touch files/a files/A");

  private final RuleEntry entry;

  LayoutRule(Severity severity, String summary, String example) {
    this.entry = RuleEntry.of("layout", name(), severity, summary, example);
  }

  @Override
  public RuleEntry entry() {
    return entry;
  }
}

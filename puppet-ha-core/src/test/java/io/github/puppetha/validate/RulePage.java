package io.github.puppetha.validate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes RULES.md from the catalogue. */
final class RulePage {
  private static final String INTRODUCTION =
      """
      # Rules

      What `puppet-ha:validate` finds, by group, each with its severity and something that triggers it. This page is made
      from the catalogue in the code; [CONTRIBUTING.md](CONTRIBUTING.md) tells how a rule is added.

      """;

  /** What each group is about; a group that is not here fails the test. */
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry(
              "conf",
              "`.puppet-ha-validate.yaml`, by which a control repo says how it is checked; and the"
                  + " configuration of machines: `puppet.conf`, `auth.conf`, `webserver.conf`,"
                  + " `ca.cfg`, the files of one machine (beside each other, or in `puppet`,"
                  + " `puppetserver`, `conf.d`, `services.d` of one directory) together."),
          Map.entry("environment", "`environment.conf`."),
          Map.entry("hiera", "`hiera.yaml` and Hiera data."),
          Map.entry("layout", "Files that are not where or what Puppet needs them to be."),
          Map.entry("metadata", "`metadata.json` of a module."),
          Map.entry(
              "reference",
              "Names of what is defined in other files. What a module that is not at hand might"
                  + " have is never called unknown."),
          Map.entry(
              "puppetfile", "The Puppetfile, which is read as r10k reads it, but not executed."),
          Map.entry(
              "recovered",
              "What is found behind the place where Puppet stops; only to save a second run."),
          Map.entry(
              "syntax",
              "Exactly what `puppet parser validate` and `puppet epp validate` report, by their issue codes. It cannot be switched off or suppressed."));

  private RulePage() {}

  static String write() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    Map<String, List<RuleEntry>> groups =
        Rules.all().stream()
            .collect(Collectors.groupingBy(RuleEntry::group, TreeMap::new, Collectors.toList()));
    groups.forEach(
        (group, rules) -> {
          page.append("## ").append(group).append("\n\n").append(about(group)).append("\n\n");
          rules.forEach(rule -> append(rule, page));
        });
    return page.append(puppetLint()).toString().strip() + "\n";
  }

  private static String puppetLint() {
    StringBuilder table = new StringBuilder();
    table.append(
        "## puppet-lint's names\n\nIn `lint:ignore` comments these names mean rules of ours. ");
    table.append("Rules have their own names there, too; other names are ignored.\n\n");
    table.append("| puppet-lint | here |\n| --- | --- |\n");
    new TreeMap<>(LintChecks.table())
        .forEach(
            (check, rules) ->
                table.append(
                    "| `%s` | `%s` |\n"
                        .formatted(check, String.join("`, `", new TreeSet<>(rules)))));
    return table.toString();
  }

  private static String about(String group) {
    String about = GROUPS.get(group);
    if (about == null) {
      throw new AssertionError("say in RulePage what the group " + group + " is about");
    }
    return about;
  }

  private static void append(RuleEntry rule, StringBuilder page) {
    page.append("### `").append(rule.id()).append("`: ").append(rule.severity().label());
    page.append("\n\n").append(rule.summary()).append(".\n\n```\n");
    page.append(rule.example().strip()).append("\n```\n\n");
  }
}

package io.github.puppetha.validate;

import java.util.Map;
import java.util.Set;

/** What the names in {@code lint:ignore} comments mean here. */
final class LintChecks {
  /** puppet-lint's checks that look for what rules of ours look for: each with rules or groups. */
  private static final Map<String, Set<String>> TABLE =
      Map.of(
          "autoloader_layout", Set.of("layout"),
          "legacy_facts", Set.of("reference/legacy_fact"),
          "puppet_url_without_modules", Set.of("reference/missing_file"),
          "top_scope_facts", Set.of("reference/legacy_fact"),
          "variable_scope", Set.of("reference/unknown_variable"));

  private LintChecks() {}

  /**
   * Does a comment with this name speak of a rule? The name may be puppet-lint's, or the rule's own
   * id; a name that is neither speaks of nothing.
   */
  static boolean covers(String check, String rule) {
    String group = rule.substring(0, rule.indexOf('/'));
    if (group.equals("syntax")) {
      return false;
    }
    Set<String> rules = TABLE.getOrDefault(check, Set.of());
    return check.equals(rule) || rules.contains(rule) || rules.contains(group);
  }

  /** The table, for the page of rules. */
  static Map<String, Set<String>> table() {
    return TABLE;
  }
}

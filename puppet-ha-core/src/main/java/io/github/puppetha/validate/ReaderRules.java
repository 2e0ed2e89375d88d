package io.github.puppetha.validate;

import io.github.puppetha.Severity;
import java.util.Map;

/** Which rules of ours the rules of a reader become. */
enum ReaderRules {
  LAYOUT(
      Map.of(
          "yaml/syntax", LayoutRule.YAML_SYNTAX,
          "yaml/tab", LayoutRule.YAML_TAB,
          "yaml/duplicate_key", LayoutRule.YAML_DUPLICATE_KEY)),
  /** Files for others, which Puppet only hands on: nothing in them stops Puppet. */
  PAYLOAD(LAYOUT.rules),
  HIERA(
      Map.of(
          "yaml/syntax", HieraRule.YAML_SYNTAX,
          "yaml/tab", HieraRule.YAML_TAB,
          "yaml/duplicate_key", HieraRule.YAML_DUPLICATE_KEY,
          "json/syntax", HieraRule.JSON_SYNTAX,
          "json/duplicate_key", HieraRule.JSON_DUPLICATE_KEY)),
  METADATA(
      Map.of(
          "json/syntax", MetadataRule.JSON_SYNTAX,
          "json/duplicate_key", MetadataRule.DUPLICATE_KEY)),
  ENVIRONMENT(
      Map.of(
          "conf/syntax", EnvironmentRule.SYNTAX,
          "conf/file_options", EnvironmentRule.FILE_OPTIONS,
          "conf/duplicate_setting", EnvironmentRule.DUPLICATE_SETTING));

  private final Map<String, Rule> rules;

  ReaderRules(Map<String, Rule> rules) {
    this.rules = rules;
  }

  Rule of(String readerRule) {
    Rule rule = rules.get(readerRule);
    if (rule == null) {
      throw new IllegalStateException("no rule for " + readerRule + " in " + this);
    }
    return rule;
  }

  Severity severity(Rule rule) {
    return this == PAYLOAD ? Severity.WARNING : rule.severity();
  }
}

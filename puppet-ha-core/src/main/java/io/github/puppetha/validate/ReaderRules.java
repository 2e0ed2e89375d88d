package io.github.puppetha.validate;

import io.github.puppetha.Severity;
import java.util.Map;

/** Which rules of ours the rules of a reader become. */
enum ReaderRules {
  LAYOUT(
      Map.of(
          "yaml/syntax", Rule.YAML_SYNTAX,
          "yaml/tab", Rule.YAML_TAB,
          "yaml/duplicate_key", Rule.YAML_DUPLICATE_KEY)),
  /** Files for others, which Puppet only hands on: nothing in them stops Puppet. */
  PAYLOAD(LAYOUT.rules),
  HIERA(
      Map.of(
          "yaml/syntax", Rule.HIERA_YAML_SYNTAX,
          "yaml/tab", Rule.HIERA_YAML_TAB,
          "yaml/duplicate_key", Rule.HIERA_DUPLICATE_KEY,
          "json/syntax", Rule.HIERA_JSON_SYNTAX,
          "json/duplicate_key", Rule.HIERA_JSON_DUPLICATE_KEY)),
  METADATA(
      Map.of(
          "json/syntax", Rule.METADATA_JSON_SYNTAX,
          "json/duplicate_key", Rule.METADATA_DUPLICATE_KEY)),
  ENVIRONMENT(
      Map.of(
          "conf/syntax", Rule.ENVIRONMENT_SYNTAX,
          "conf/file_options", Rule.ENVIRONMENT_FILE_OPTIONS,
          "conf/duplicate_setting", Rule.ENVIRONMENT_DUPLICATE));

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

package io.github.puppetha.validate;

import static io.github.puppetha.Severity.ERROR;
import static io.github.puppetha.Severity.INFO;
import static io.github.puppetha.Severity.WARNING;

import io.github.puppetha.Severity;

/** hiera.yaml and Hiera data. */
enum HieraRule implements Rule {
  YAML_SYNTAX(ERROR, "hiera.yaml or Hiera data that is not YAML", "key: ["),
  YAML_TAB(ERROR, "A tab before a key in hiera.yaml or Hiera data", "a:\n\tb: 1"),
  YAML_DUPLICATE_KEY(
      ERROR,
      "A key twice in hiera.yaml or Hiera data, where the last one would count",
      "a: 1\na: 2"),
  JSON_SYNTAX(ERROR, "Hiera data that is not JSON", "{\"key\": }"),
  JSON_DUPLICATE_KEY(
      ERROR, "A key twice in Hiera data, where the last one would count", "{\"a\": 1, \"a\": 2}"),
  MISSING_VERSION(ERROR, "A hiera.yaml without version: 5", "hierarchy: []"),
  VERSION_3(
      ERROR,
      "A hiera.yaml of version 3, which no environment or module may use; Puppet 7 ignores that of"
          + " an environment, with a warning",
      ":backends: [yaml]"),
  VERSION_4(WARNING, "A hiera.yaml of version 4, which works but is deprecated", "version: 4"),
  UNSUPPORTED_VERSION(ERROR, "A hiera.yaml of a version that there is not", "version: 6"),
  UNKNOWN_KEY(ERROR, "A key in hiera.yaml that Puppet does not know", "hierachy: []"),
  WRONG_TYPE(
      ERROR, "A value in hiera.yaml of another type than Puppet needs", "hierarchy: common.yaml"),
  MISSING_NAME(ERROR, "A level without a name", "hierarchy: [ { path: common.yaml } ]"),
  DUPLICATE_NAME(
      ERROR,
      "Two levels of one hierarchy with the same name",
      "hierarchy: [ { name: a, path: b.yaml }, { name: a, path: c.yaml } ]"),
  MISSING_FUNCTION(
      ERROR,
      "A level without data_hash and the like, with defaults that have none",
      "defaults: { datadir: data }\nhierarchy: [ { name: a, path: a.yaml } ]"),
  SEVERAL_FUNCTIONS(
      ERROR,
      "data_hash and lookup_key in one level",
      "{ name: a, data_hash: yaml_data, lookup_key: eyaml_lookup_key }"),
  SEVERAL_LOCATIONS(
      ERROR,
      "path and glob, or two others of their kind, in one level",
      "{ name: a, path: a.yaml, glob: \"*.yaml\" }"),
  MISSING_LOCATION(
      ERROR,
      "A level that reads files, without a path or the like",
      "{ name: a, data_hash: yaml_data }"),
  MAPPED_PATHS(ERROR, "mapped_paths that are not exactly three strings", "mapped_paths: [a, b]"),
  RESERVED_OPTION(
      ERROR, "An option named path or uri, which are Puppet's own", "options: { path: x }"),
  OPTION_NAME(ERROR, "An option whose name does not begin with a letter", "options: { 1st: x }"),
  HIERA3_BACKEND(
      ERROR, "hiera3_backend, which only the global hiera.yaml may use", "hiera3_backend: mysql"),
  DEFAULT_HIERARCHY(
      ERROR,
      "default_hierarchy in an environment; only modules may have one",
      "default_hierarchy: []"),
  METHOD_IN_CONFIG(
      ERROR,
      "A function in an interpolation of hiera.yaml, which may hold variables only",
      "path: \"%{lookup('x')}.yaml\""),
  PATH_MISSING(
      WARNING,
      "A path where there is no file; Hiera passes over it in silence",
      "path: comon.yaml"),
  GLOB_MISSING(
      WARNING,
      "A glob that matches no file, in a directory that has some",
      "glob: \"nodes/*.yml\""),
  EYAML(
      ERROR,
      "An encrypted value that is not whole; a warning where only its length tells",
      "password: ENC[PKCS7,MIIB"),
  NOT_A_MAPPING(ERROR, "A data file that holds a list or a string; a warning for Puppet 7", "- a"),
  EMPTY(INFO, "A data file that holds nothing, which Puppet's log mentions at each look-up", "---"),
  SEVERAL_DOCUMENTS(
      WARNING, "Several documents in a data file; Hiera reads the first only", "a: 1\n---\nb: 2"),
  DATE(
      ERROR, "A date without quotes, for which Puppet refuses the whole file", "since: 2026-01-31"),
  RUBY_TAG(
      ERROR, "A tag of Ruby, for which Puppet refuses the whole file", "key: !ruby/object:Foo {}"),
  INTERPOLATION(
      ERROR,
      "An interpolation with an unknown function, a key without quotes, no end (a warning), or an"
          + " alias that is not the whole string",
      "key: \"%{hiara('x')}\""),
  LOOKUP_OPTIONS(
      ERROR,
      "lookup_options that Hiera does not understand",
      "lookup_options: { key: { merge: dep } }"),
  MODULE_KEY(
      ERROR, "A key in a module's data that does not begin with the module's name", "port: 80");

  private final RuleEntry entry;

  HieraRule(Severity severity, String summary, String example) {
    this.entry = RuleEntry.of("hiera", name(), severity, summary, example);
  }

  @Override
  public RuleEntry entry() {
    return entry;
  }
}

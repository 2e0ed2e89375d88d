package io.github.puppetha.validate;

import io.github.puppetha.Severity;

/**
 * What {@link Validator} finds in files other than manifests, each with a source that triggers it.
 * Puppetfiles have their own rules, {@code puppetfile/…}, listed at {@link
 * io.github.puppetha.code.Puppetfile}.
 */
public enum Rule {
  /** A byte that is not UTF-8: {@code é} in Latin-1. */
  NOT_UTF8("layout/not_utf8", Severity.ERROR),
  /** A file or directory that this user may not read. */
  UNREADABLE("layout/unreadable", Severity.ERROR),
  /** A file of more than 64 MiB; it is not looked into. */
  TOO_LARGE("layout/too_large", Severity.WARNING),
  /** {@code ln -s /etc/passwd files/x}: a link that leads out of the directory. */
  LINK_OUTSIDE("layout/link_outside", Severity.WARNING),
  /** {@code ln -s nowhere files/x}, or a link to itself. */
  BROKEN_LINK("layout/broken_link", Severity.WARNING),
  /** YAML that is not Hiera's: {@code key: [}. */
  YAML_SYNTAX("layout/yaml_syntax", Severity.ERROR),
  /** YAML that is not Hiera's, with a tab before a key. */
  YAML_TAB("layout/yaml_tab", Severity.ERROR),
  /** YAML that is not Hiera's: {@code {a: 1, a: 2}}, where most readers take the last one. */
  YAML_DUPLICATE_KEY("layout/yaml_duplicate_key", Severity.WARNING),

  /** {@code key: [} in hiera.yaml or Hiera data. */
  HIERA_YAML_SYNTAX("hiera/yaml_syntax", Severity.ERROR),
  /** A tab before a key in hiera.yaml or Hiera data. */
  HIERA_YAML_TAB("hiera/yaml_tab", Severity.ERROR),
  /** {@code {a: 1, a: 2}} in hiera.yaml or Hiera data, where the last one would count. */
  HIERA_DUPLICATE_KEY("hiera/yaml_duplicate_key", Severity.ERROR),
  /** {@code {"key": }} in Hiera data. */
  HIERA_JSON_SYNTAX("hiera/json_syntax", Severity.ERROR),
  /** {@code {"a": 1, "a": 2}} in Hiera data. */
  HIERA_JSON_DUPLICATE_KEY("hiera/json_duplicate_key", Severity.ERROR),
  /** A hiera.yaml without {@code version: 5}. */
  HIERA_MISSING_VERSION("hiera/missing_version", Severity.ERROR),
  /** {@code version: 3}, or {@code :backends:}, which no environment or module may use. */
  HIERA_VERSION_3("hiera/version_3", Severity.ERROR),
  /** {@code version: 4}, which works but is deprecated. */
  HIERA_VERSION_4("hiera/version_4", Severity.WARNING),
  /** {@code version: 6}. */
  HIERA_UNSUPPORTED_VERSION("hiera/unsupported_version", Severity.ERROR),
  /** {@code hierachy: []} in a hiera.yaml of version 5. */
  HIERA_UNKNOWN_KEY("hiera/unknown_key", Severity.ERROR),
  /** {@code hierarchy: common.yaml}, a string in place of a list. */
  HIERA_WRONG_TYPE("hiera/wrong_type", Severity.ERROR),
  /** {@code hierarchy: [ { path: common.yaml } ]}, a level without a name. */
  HIERA_MISSING_NAME("hiera/missing_name", Severity.ERROR),
  /** Two levels of one hierarchy with the same {@code name}. */
  HIERA_DUPLICATE_NAME("hiera/duplicate_name", Severity.ERROR),
  /** A level without {@code data_hash} and the like, with {@code defaults} that have none. */
  HIERA_MISSING_FUNCTION("hiera/missing_function", Severity.ERROR),
  /** {@code data_hash} and {@code lookup_key} in one level. */
  HIERA_SEVERAL_FUNCTIONS("hiera/several_functions", Severity.ERROR),
  /** {@code path} and {@code glob} in one level. */
  HIERA_SEVERAL_LOCATIONS("hiera/several_locations", Severity.ERROR),
  /** {@code data_hash: yaml_data} without a {@code path} or the like. */
  HIERA_MISSING_LOCATION("hiera/missing_location", Severity.ERROR),
  /** {@code mapped_paths: [a, b]}: it takes exactly three strings. */
  HIERA_MAPPED_PATHS("hiera/mapped_paths", Severity.ERROR),
  /** {@code options: { path: x }}; {@code path} and {@code uri} are Puppet's own. */
  HIERA_RESERVED_OPTION("hiera/reserved_option", Severity.ERROR),
  /** {@code options: { 1st: x }}. */
  HIERA_OPTION_NAME("hiera/option_name", Severity.ERROR),
  /** {@code hiera3_backend: mysql}, which only the global hiera.yaml may use. */
  HIERA_HIERA3_BACKEND("hiera/hiera3_backend", Severity.ERROR),
  /** {@code default_hierarchy: []} in an environment. */
  HIERA_DEFAULT_HIERARCHY("hiera/default_hierarchy", Severity.ERROR),
  /** {@code path: "%{lookup('x')}.yaml"}: hiera.yaml may interpolate variables only. */
  HIERA_METHOD_IN_CONFIG("hiera/method_in_config", Severity.ERROR),
  /** {@code path: comon.yaml} where there is no such file; Hiera passes over it in silence. */
  HIERA_PATH_MISSING("hiera/path_missing", Severity.WARNING),
  /** A data file that holds a list: {@code - a}. A warning for Puppet 7. */
  HIERA_NOT_A_MAPPING("hiera/not_a_mapping", Severity.ERROR),
  /** A data file that holds nothing, which Puppet's log mentions at each look-up. */
  HIERA_EMPTY("hiera/empty", Severity.INFO),
  /** {@code ---} between two mappings in a data file; Hiera reads the first only. */
  HIERA_SEVERAL_DOCUMENTS("hiera/several_documents", Severity.WARNING),
  /** {@code since: 2026-01-31} without quotes; Puppet refuses the whole file. */
  HIERA_DATE("hiera/date", Severity.ERROR),
  /** {@code key: !ruby/object:Foo {}}; Puppet refuses the whole file. */
  HIERA_RUBY_TAG("hiera/ruby_tag", Severity.ERROR),
  /** {@code key: "%{hiara('x')}"}, or an alias that is not the whole string. */
  HIERA_INTERPOLATION("hiera/interpolation", Severity.ERROR),
  /** {@code lookup_options: { key: { merge: dep } }}. */
  HIERA_LOOKUP_OPTIONS("hiera/lookup_options", Severity.ERROR),
  /** {@code port: 80} in the data of the module web, in place of {@code web::port: 80}. */
  HIERA_MODULE_KEY("hiera/module_key", Severity.ERROR),

  /** {@code manifest site.pp}, without an equals sign; Puppet refuses the file. */
  ENVIRONMENT_SYNTAX("environment/syntax", Severity.ERROR),
  /** {@code modulepath = {site,modules}}; Puppet takes the braces for file options. */
  ENVIRONMENT_FILE_OPTIONS("environment/file_options", Severity.ERROR),
  /** {@code manifest} twice; the first counts. */
  ENVIRONMENT_DUPLICATE("environment/duplicate_setting", Severity.WARNING),
  /** {@code modulpath = site}, which Puppet ignores. */
  ENVIRONMENT_UNKNOWN_SETTING("environment/unknown_setting", Severity.WARNING),
  /** {@code [agent]}: Puppet ignores what stands below. */
  ENVIRONMENT_SECTION("environment/section", Severity.WARNING),
  /** {@code environment_timeout = 5 minutes} in place of {@code 5m}. */
  ENVIRONMENT_TIMEOUT("environment/timeout", Severity.ERROR),
  /** {@code static_catalogs = no}, which Puppet takes for true. */
  ENVIRONMENT_BOOLEAN("environment/boolean", Severity.WARNING),
  /** {@code manifest = sites.pp} where there is no such file. */
  ENVIRONMENT_MANIFEST("environment/manifest", Severity.WARNING),
  /** {@code modulepath = sit:modules} where there is no directory {@code sit}. */
  ENVIRONMENT_MODULEPATH("environment/modulepath", Severity.WARNING),
  /** {@code config_version = script.sh} where there is no such file: no catalog compiles. */
  ENVIRONMENT_CONFIG_VERSION("environment/config_version", Severity.ERROR),

  /** {@code {"name": }}. A warning for Puppet 7, which goes on without. */
  METADATA_JSON_SYNTAX("metadata/json_syntax", Severity.ERROR),
  /** {@code {"name": "a-b", "name": "a-c"}}. */
  METADATA_DUPLICATE_KEY("metadata/duplicate_key", Severity.ERROR),
  /** {@code []} in place of an object, or {@code "version": 1}. */
  METADATA_WRONG_TYPE("metadata/wrong_type", Severity.ERROR),
  /** No {@code version}: Puppet does not load the module. */
  METADATA_MISSING_KEY("metadata/missing_key", Severity.ERROR),
  /** No {@code summary}: the Forge does not take the module. */
  METADATA_MISSING_SUMMARY("metadata/missing_summary", Severity.WARNING),
  /** {@code "name": "apache"} without its owner. */
  METADATA_NAME("metadata/name", Severity.ERROR),
  /** {@code "version": "1.2"}. */
  METADATA_VERSION("metadata/version", Severity.ERROR),
  /** {@code "dependencies": [ { "name": "stdlib" } ]}. */
  METADATA_DEPENDENCY("metadata/dependency", Severity.ERROR),
  /** One module twice among the dependencies. */
  METADATA_DUPLICATE_DEPENDENCY("metadata/duplicate_dependency", Severity.ERROR),
  /** {@code "version_requirement": ">= 1.0, < 2"}. */
  METADATA_VERSION_REQUIREMENT("metadata/version_requirement", Severity.ERROR),
  /** A dependency without {@code version_requirement}: any version would do. */
  METADATA_NO_VERSION_REQUIREMENT("metadata/no_version_requirement", Severity.WARNING);

  private final String id;
  private final Severity severity;

  Rule(String id, Severity severity) {
    this.id = id;
    this.severity = severity;
  }

  /** {@code group/name}, as problems carry it. */
  public String id() {
    return id;
  }

  /** How grave it is, unless its text above says that the Puppet version decides. */
  public Severity severity() {
    return severity;
  }
}

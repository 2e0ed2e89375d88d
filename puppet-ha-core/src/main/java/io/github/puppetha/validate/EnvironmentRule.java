package io.github.puppetha.validate;

import static io.github.puppetha.Severity.ERROR;
import static io.github.puppetha.Severity.WARNING;

import io.github.puppetha.Severity;

/** environment.conf. */
enum EnvironmentRule implements Rule {
  SYNTAX(
      ERROR,
      "A line without an equals sign, for which Puppet refuses the file",
      "manifest site.pp"),
  FILE_OPTIONS(ERROR, "Braces, which Puppet takes for file options", "modulepath = {site,modules}"),
  DUPLICATE_SETTING(
      WARNING, "A setting twice; the first counts", "manifest = a.pp\nmanifest = b.pp"),
  UNKNOWN_SETTING(WARNING, "A setting that Puppet does not know and ignores", "modulpath = site"),
  SECTION(WARNING, "A section: Puppet ignores what stands below", "[agent]"),
  TIMEOUT(ERROR, "A time-out that Puppet cannot read", "environment_timeout = 5 minutes"),
  BOOLEAN(WARNING, "Neither true nor false, which Puppet takes for true", "static_catalogs = no"),
  MANIFEST(WARNING, "A main manifest that is not there", "manifest = sites.pp"),
  MODULEPATH(
      WARNING, "A directory of the modulepath that is not there", "modulepath = sit:modules"),
  CONFIG_VERSION(
      ERROR,
      "A script that is not there or not executable: no catalog compiles",
      "config_version = script.sh");

  private final RuleEntry entry;

  EnvironmentRule(Severity severity, String summary, String example) {
    this.entry = RuleEntry.of("environment", name(), severity, summary, example);
  }

  @Override
  public RuleEntry entry() {
    return entry;
  }
}

package io.github.puppetha.validate;

import static io.github.puppetha.Severity.ERROR;
import static io.github.puppetha.Severity.WARNING;

import io.github.puppetha.Severity;

/** metadata.json of a module. */
enum MetadataRule implements Rule {
  JSON_SYNTAX(
      ERROR,
      "metadata.json that is not JSON; a warning for Puppet 7, which goes on without",
      "{\"name\": }"),
  DUPLICATE_KEY(ERROR, "A key twice", "{\"name\": \"a-b\", \"name\": \"a-c\"}"),
  WRONG_TYPE(ERROR, "A value of another type than Puppet needs", "\"version\": 1"),
  MISSING_KEY(
      ERROR,
      "A key is missing without which Puppet does not load the module",
      "{\"name\": \"acme-web\"}"),
  MISSING_SUMMARY(
      WARNING,
      "No summary: the Forge does not take the module",
      "{\"name\": \"acme-web\", \"version\": \"1.0.0\"}"),
  NAME(ERROR, "A name without its owner", "\"name\": \"apache\""),
  VERSION(ERROR, "A version that is not of three numbers", "\"version\": \"1.2\""),
  DEPENDENCY(
      ERROR,
      "A dependency whose name lacks its owner",
      "\"dependencies\": [ { \"name\": \"stdlib\" } ]"),
  DUPLICATE_DEPENDENCY(
      ERROR,
      "One module twice among the dependencies",
      "\"dependencies\": [ { \"name\": \"a/b\" }, { \"name\": \"a-b\" } ]"),
  VERSION_REQUIREMENT(
      ERROR,
      "A range of versions that Puppet cannot read",
      "\"version_requirement\": \">= 1.0, < 2\""),
  NO_VERSION_REQUIREMENT(
      WARNING,
      "A dependency without version_requirement: any version would do",
      "\"dependencies\": [ { \"name\": \"puppetlabs/stdlib\" } ]"),
  REQUIREMENT(
      WARNING,
      "A requirement without the name of what is required",
      "\"requirements\": [ { \"version_requirement\": \">= 7.0.0\" } ]"),
  OPERATING_SYSTEM(
      WARNING,
      "An operating system without its name, or releases that are not a list of strings",
      "\"operatingsystem_support\": [ { \"operatingsystem\": \"Debian\",\n"
          + "  \"operatingsystemrelease\": [ 12 ] } ]"),
  MISSING_DEPENDENCY(
      WARNING,
      "A dependency that neither is in the repo nor in its Puppetfile",
      "\"dependencies\": [ { \"name\": \"puppetlabs/concat\" } ]"),
  DEPENDENCY_VERSION(
      WARNING,
      "A dependency that the Puppetfile installs in a version outside its range",
      "\"dependencies\": [ { \"name\": \"puppetlabs/stdlib\",\n"
          + "  \"version_requirement\": \">= 9.0.0 < 10.0.0\" } ]\n"
          + "# Puppetfile: mod 'puppetlabs/stdlib', '8.6.0'"),
  DEPENDENCY_CYCLE(
      WARNING,
      "Modules that depend on each other in a circle",
      "# in acme-web: \"dependencies\": [ { \"name\": \"acme/db\" } ]\n"
          + "# in acme-db: \"dependencies\": [ { \"name\": \"acme/web\" } ]");

  private final RuleEntry entry;

  MetadataRule(Severity severity, String summary, String example) {
    this.entry = RuleEntry.of("metadata", name(), severity, summary, example);
  }

  @Override
  public RuleEntry entry() {
    return entry;
  }
}

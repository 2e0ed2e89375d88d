package io.github.puppetha.validate;

import static io.github.puppetha.Severity.ERROR;
import static io.github.puppetha.Severity.INFO;
import static io.github.puppetha.Severity.WARNING;

import io.github.puppetha.Severity;

/**
 * Names of things in other files. What a module that is not at hand might have is never unknown.
 */
enum ReferenceRule implements Rule {
  UNKNOWN_CLASS(
      ERROR, "A class that its module does not have", "include profile::bse # no such class"),
  UNKNOWN_RESOURCE_TYPE(
      ERROR,
      "A resource of a type that is neither built in, nor defined, nor in a module",
      "fiel { '/tmp/x': }"),
  UNKNOWN_TYPE(
      ERROR,
      "A data type, or a reference to a resource, that nothing defines",
      "class web(Web::Prot $port) { }"),
  UNKNOWN_FUNCTION(ERROR, "A function that nothing defines", "$x = web::adress()"),
  UNKNOWN_ATTRIBUTE(
      ERROR, "An attribute that a resource type does not have", "file { '/x': mod => '0644' }"),
  UNKNOWN_PARAMETER(
      ERROR, "A parameter that a class or define does not have", "class { 'web': prot => 80 }"),
  MISSING_PARAMETER(
      ERROR,
      "A parameter without default that a resource of a define does not give; for a class a"
          + " warning, as Hiera data elsewhere may have it",
      "web::site { 'a': } # define web::site(String $root) { }"),
  WRONG_TYPE(
      ERROR,
      "A value that does not fit the type of the parameter",
      "class { 'web': port => '80' } # class web(Integer $port) { }"),
  MISSING_TEMPLATE(
      ERROR, "A template that its module does not have", "template('web/site.conf.erb')"),
  MISSING_FILE(
      ERROR,
      "A file that its module does not have",
      "file { '/x': source => 'puppet:///modules/web/x' }"),
  UNKNOWN_VARIABLE(
      ERROR,
      "A variable that nothing sets; for Puppet 7 a warning, and also where a fact or a node"
          + " classifier might set it",
      "class web($port) { notice($prot) }"),
  INHERITANCE_CYCLE(
      ERROR, "Classes that inherit from each other", "class web::a inherits web::a { }"),
  UNBOUND_KEY(
      WARNING,
      "A key of Hiera data that is named like a parameter of a class that has none such, and that"
          + " nothing looks up",
      "web::prot: 80 # class web($port) { }"),
  LEGACY_FACT(
      WARNING,
      "A fact that Puppet 8 agents no longer send",
      "if $facts['osfamily'] == 'Debian' { }"),
  DEPRECATED_FUNCTION(WARNING, "A function that lookup() has replaced", "hiera('web::port')"),
  MODULE_NOT_AT_HAND(
      INFO,
      "Modules that are named but could not be looked into",
      "include nginx # no such module");

  private final RuleEntry entry;

  ReferenceRule(Severity severity, String summary, String example) {
    this.entry = RuleEntry.of("reference", name(), severity, summary, example);
  }

  @Override
  public RuleEntry entry() {
    return entry;
  }
}

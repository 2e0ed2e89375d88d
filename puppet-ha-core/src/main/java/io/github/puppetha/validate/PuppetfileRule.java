package io.github.puppetha.validate;

import static io.github.puppetha.Severity.ERROR;
import static io.github.puppetha.Severity.WARNING;

import io.github.puppetha.Severity;

/** The Puppetfile; {@link io.github.puppetha.code.Puppetfile} finds these. */
enum PuppetfileRule implements Rule {
  SYNTAX(ERROR, "What Ruby itself would refuse", "mod 'apache' :git => 'https://x/y'"),
  UNSUPPORTED_RUBY(
      ERROR, "Ruby that would have to be executed", "mod 'apache', git: ENV['APACHE']"),
  UNKNOWN_DIRECTIVE(ERROR, "A word that r10k does not know", "modul 'apache'"),
  UNKNOWN_OPTION(
      ERROR, "An option that r10k does not know", "mod 'apache', git: 'https://x/y', reff: 'v1'"),
  BAD_VALUE(ERROR, "A value of another type than the option needs", "mod 'apache', git: true"),
  BAD_NAME(ERROR, "A name that no module can have", "mod 'a/b/c', '1.0.0'"),
  DUPLICATE_MODULE(
      ERROR,
      "Two modules that would get the same directory",
      "mod 'a/ntp', '1.0.0'\nmod 'b/ntp', '1.0.0'"),
  SOURCE(
      ERROR,
      "Several sources of one module",
      "mod 'a/ntp', git: 'https://x/y', svn: 'https://x/z'"),
  REF(
      ERROR,
      "No revision of a git module, several, or one that no repository has",
      "mod 'ntp', git: 'https://x/y', tag: 'v1', branch: 'main'"),
  VERSION(ERROR, "A version that is not exactly one", "mod 'a/ntp', '>= 1.0.0'"),
  INSTALL_PATH(
      ERROR,
      "A module that would lie outside the environment",
      "mod 'a/ntp', install_path: '../..'"),
  MODULEDIR(
      ERROR, "A directory for modules outside the environment", "moduledir '/etc/puppet/modules'"),
  FORGE_IGNORED(
      WARNING, "A Forge of its own, which r10k ignores", "forge 'https://forge.example.com'");

  private final RuleEntry entry;

  PuppetfileRule(Severity severity, String summary, String example) {
    this.entry = RuleEntry.of("puppetfile", name(), severity, summary, example);
  }

  @Override
  public RuleEntry entry() {
    return entry;
  }
}

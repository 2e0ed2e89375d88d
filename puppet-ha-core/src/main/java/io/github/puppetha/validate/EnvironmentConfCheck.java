package io.github.puppetha.validate;

import io.github.puppetha.conf.IniFile;
import io.github.puppetha.io.Suggestions;
import java.util.List;
import java.util.Set;

/** Checks an environment.conf. */
final class EnvironmentConfCheck {
  private static final List<String> SETTINGS =
      List.of(
          "modulepath",
          "manifest",
          "config_version",
          "environment_timeout",
          "environment_data_provider",
          "static_catalogs",
          "rich_data");

  private final SourceTree tree;
  private final String directory;
  private final Set<String> managed;
  private final Findings findings;

  private EnvironmentConfCheck(
      SourceTree tree, String directory, Set<String> managed, Findings findings) {
    this.tree = tree;
    this.directory = directory;
    this.managed = managed;
    this.findings = findings;
  }

  /**
   * Checks a text.
   *
   * @param directory the environment's, with a final slash unless it is empty
   * @param managed directories in it that the Puppetfile fills and that need not be there yet
   */
  static void check(
      SourceTree tree, String directory, Set<String> managed, String text, Findings findings) {
    IniFile ini = IniFile.parse(findings.file(), text);
    findings.addAll(ini.problems(), ReaderRules.ENVIRONMENT);
    EnvironmentConfCheck check = new EnvironmentConfCheck(tree, directory, managed, findings);
    ini.sections().forEach(check::section);
    ini.settings().stream()
        .filter(setting -> setting.section().equals(IniFile.MAIN))
        .forEach(check::setting);
  }

  private void section(IniFile.Section section) {
    if (!section.name().equals(IniFile.MAIN)) {
      findings.add(
          EnvironmentRule.SECTION,
          section.range(),
          "environment.conf has no sections; Puppet ignores what stands below this line");
    }
  }

  private void setting(IniFile.Setting setting) {
    String value = setting.value();
    switch (setting.name()) {
      case "environment_timeout" -> timeout(setting);
      case "static_catalogs", "rich_data" -> bool(setting);
      case "manifest" -> manifest(setting);
      case "modulepath" -> modulepath(setting);
      case "config_version" -> configVersion(setting, value);
      case "environment_data_provider" -> {}
      default ->
          findings.add(
              EnvironmentRule.UNKNOWN_SETTING,
              setting.range(),
              "unknown setting '"
                  + setting.name()
                  + "', which Puppet ignores"
                  + Suggestions.hint(setting.name(), SETTINGS));
    }
  }

  private void timeout(IniFile.Setting setting) {
    if (!setting.value().matches("unlimited|[0-9]+[ydhms]?")) {
      findings.add(
          EnvironmentRule.TIMEOUT,
          setting.valueRange(),
          "'"
              + setting.value()
              + "' is no time-out; write seconds, a number with y, d, h, m or s, or unlimited");
    }
  }

  private void bool(IniFile.Setting setting) {
    if (!setting.value().matches("(?i)true|false")) {
      findings.add(
          EnvironmentRule.BOOLEAN,
          setting.valueRange(),
          "'" + setting.value() + "' counts as true; write true or false");
    }
  }

  private void manifest(IniFile.Setting setting) {
    if (relative(setting.value()) && !exists(setting.value())) {
      findings.add(
          EnvironmentRule.MANIFEST,
          setting.valueRange(),
          "there is no '" + setting.value() + "', so this environment has no main manifest");
    }
  }

  private void modulepath(IniFile.Setting setting) {
    for (String part : setting.value().split(":", -1)) {
      String name = part.replaceAll("^(\\./)+", "").replaceAll("/+$", "");
      boolean plain = relative(part) && !part.matches(".*[*?\\[{].*");
      if (plain && !managed.contains(name) && !exists(part)) {
        findings.add(
            EnvironmentRule.MODULEPATH,
            setting.valueRange(),
            "there is no directory '" + part + "', and the Puppetfile makes none");
      }
    }
  }

  private void configVersion(IniFile.Setting setting, String value) {
    String command = value.split("\\s", 2)[0];
    if (relative(command) && !exists(command)) {
      findings.add(
          EnvironmentRule.CONFIG_VERSION,
          setting.valueRange(),
          "there is no '" + command + "', so no catalog of this environment would compile");
    } else if (relative(command) && !tree.listing().isExecutable(directory + command)) {
      findings.add(
          EnvironmentRule.CONFIG_VERSION,
          setting.valueRange(),
          "'" + command + "' is not executable, so no catalog would compile; set its mode to 755");
    }
  }

  private static boolean relative(String path) {
    return !path.isBlank() && !path.startsWith("/") && !path.startsWith("$");
  }

  private boolean exists(String path) {
    return tree.exists(directory + path);
  }
}

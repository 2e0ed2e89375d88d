package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a control repo itself says of how it is to be checked, in {@value #FILE}.
 *
 * <pre>{@code
 * rules:
 *   hiera/path_missing: off
 *   metadata: warning
 * excludes: [ "site/legacy/**" ]
 * modulePath: [ ../modules ]
 * }</pre>
 *
 * @param severities by rule or group; empty for those that are off
 * @param excludes globs of files that are not looked into, relative to the top
 * @param modulePath directories with installed modules, relative to the top
 * @param problems what is wrong with the file
 */
record ValidateConfig(
    Map<String, Optional<Severity>> severities,
    List<String> excludes,
    List<String> modulePath,
    List<Problem> problems) {
  /** Its name, at the top of a control repo or module. */
  static final String FILE = ".puppet-ha-validate.yaml";

  /** Where there is no such file. */
  static final ValidateConfig NONE = new ValidateConfig(Map.of(), List.of(), List.of(), List.of());

  /** Copies its parts. */
  ValidateConfig {
    severities = Map.copyOf(severities);
    excludes = List.copyOf(excludes);
    modulePath = List.copyOf(modulePath);
    problems = List.copyOf(problems);
  }

  /** That of a tree. */
  static ValidateConfig of(SourceTree tree) {
    return SourceTexts.of(tree).text(FILE).map(ValidateConfigReader::read).orElse(NONE);
  }

  /** How grave a problem is here; empty when it is not wanted. */
  Optional<Severity> severity(Problem problem) {
    String group = problem.rule().substring(0, problem.rule().indexOf('/'));
    Optional<Severity> byGroup = severities.getOrDefault(group, Optional.of(problem.severity()));
    return severities.getOrDefault(problem.rule(), byGroup);
  }
}

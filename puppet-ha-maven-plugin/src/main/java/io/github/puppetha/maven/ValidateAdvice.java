package io.github.puppetha.maven;

import io.github.puppetha.Problem;
import io.github.puppetha.validate.ValidationReport;
import java.util.Optional;

/** Says below a list of problems what can be done but mending them. */
public final class ValidateAdvice {
  private ValidateAdvice() {}

  /** One line, or nothing where there is no problem. */
  public static Optional<String> of(ValidationReport report) {
    if (report.problems().isEmpty()) {
      return Optional.empty();
    }
    String baseline =
        "-D%s=FILE -D%s leaves these alone from now on"
            .formatted(PropertyNames.BASELINE, PropertyNames.WRITE_BASELINE);
    String never = "-D%s=never only lists them".formatted(PropertyNames.FAIL_ON);
    String rest = baseline + "; " + never + ".";
    return Optional.of(
        silenceable(report)
            .map(rule -> "# lint:ignore:" + rule + " at the end of a line silences it there; ")
            .map(comment -> "Not to be mended? " + comment + rest)
            .orElse("Not now? " + rest));
  }

  /** Manifests and YAML have comments, and syntax is not silenced. */
  private static Optional<String> silenceable(ValidationReport report) {
    return report.problems().stream()
        .filter(p -> p.range() != null && !p.rule().startsWith("syntax/"))
        .filter(p -> p.file().matches(".*\\.(pp|ya?ml)"))
        .map(Problem::rule)
        .findFirst();
  }
}

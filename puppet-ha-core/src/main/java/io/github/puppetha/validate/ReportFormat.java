package io.github.puppetha.validate;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A file format in which other tools read reports, beside {@link ValidationJson}. */
public enum ReportFormat {
  /** SARIF 2.1.0, for code scanning and editors. */
  SARIF("validate.sarif", ValidationSarif::write),
  /** JUnit's XML, for the test reports of CI servers. */
  JUNIT("validate-junit.xml", ValidationJunit::write),
  /** Checkstyle's XML, which most code review tools read. */
  CHECKSTYLE("validate-checkstyle.xml", ValidationCheckstyle::write),
  /** GitLab's code quality report. */
  GITLAB("validate-gitlab.json", ValidationGitLab::write);

  private final String fileName;
  private final Function<ValidationReport, String> writer;

  ReportFormat(String fileName, Function<ValidationReport, String> writer) {
    this.fileName = fileName;
    this.writer = writer;
  }

  /** What its file is called in the output directory. */
  public String fileName() {
    return fileName;
  }

  /** The document. The same report gives the same text. */
  public String write(ValidationReport report) {
    return writer.apply(report);
  }

  /**
   * Reads a list of names, in any case; blanks around them and empty ones do not matter.
   *
   * @throws IllegalArgumentException for a name that there is not
   */
  public static Set<ReportFormat> parse(List<String> names) {
    return names.stream()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(ReportFormat::parse)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static ReportFormat parse(String name) {
    return Arrays.stream(values())
        .filter(format -> format.label().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + name
                        + "' is no format of a report; take any of "
                        + Arrays.stream(values())
                            .map(ReportFormat::label)
                            .collect(Collectors.joining(", "))));
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as a console shows it. */
public final class ValidationText {
  private ValidationText() {}

  /**
   * One line.
   *
   * @param severity how grave what it tells is
   * @param text without a final newline, and without anything that steers a terminal
   */
  public record Line(Severity severity, String text) {}

  /** The lines of {@link #lines}, each ending in a newline. */
  public static String write(ValidationReport report) {
    return lines(report).stream().map(line -> line.text() + "\n").collect(Collectors.joining());
  }

  /**
   * For each file its name and count, then for each problem a line as compilers print it ({@code
   * file:line:column: severity: message [rule]}) and, where the source is known, its line with a
   * mark under the place; at the end the count of all.
   */
  public static List<Line> lines(ValidationReport report) {
    Map<String, List<Problem>> files =
        report.problems().stream()
            .collect(Collectors.groupingBy(Problem::file, LinkedHashMap::new, Collectors.toList()));
    List<Line> lines = new ArrayList<>();
    files.forEach(
        (file, problems) -> {
          lines.add(new Line(Severity.INFO, Printable.text(file) + ": " + counts(problems)));
          problems.forEach(problem -> add(report, problem, lines));
        });
    lines.add(new Line(Severity.INFO, summary(report)));
    return lines;
  }

  private static void add(ValidationReport report, Problem problem, List<Line> lines) {
    lines.add(new Line(problem.severity(), Printable.text(problem.toString())));
    for (String line : Excerpt.of(report, problem)) {
      lines.add(new Line(problem.severity(), line));
    }
  }

  /** {@code 12 files, 1 error, 2 warnings; not shown: 3 known from the baseline}. */
  public static String summary(ValidationReport report) {
    String text =
        counted(report.files(), "file")
            + ", "
            + counted(report.count(Severity.ERROR), "error")
            + ", "
            + counted(report.count(Severity.WARNING), "warning");
    long infos = report.count(Severity.INFO);
    return (infos == 0 ? text : text + ", " + counted(infos, "note")) + omitted(report.omitted());
  }

  private static String omitted(Omitted omitted) {
    List<String> parts = new ArrayList<>();
    if (omitted.suppressed() > 0) {
      parts.add(omitted.suppressed() + " suppressed by comments");
    }
    if (omitted.known() > 0) {
      parts.add(omitted.known() + " known from the baseline");
    }
    if (omitted.unchanged() > 0) {
      parts.add(omitted.unchanged() + " in what has not changed");
    }
    return parts.isEmpty() ? "" : "; not shown: " + String.join(", ", parts);
  }

  private static String counts(List<Problem> problems) {
    return Arrays.stream(Severity.values())
        .map(severity -> count(problems, severity))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String count(List<Problem> problems, Severity severity) {
    long count = problems.stream().filter(p -> p.severity() == severity).count();
    return count == 0 ? "" : counted(count, severity == Severity.INFO ? "note" : severity.label());
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}

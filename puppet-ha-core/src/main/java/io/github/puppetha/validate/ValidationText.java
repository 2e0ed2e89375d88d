package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;

/** A report as a console shows it. */
public final class ValidationText {
  private ValidationText() {}

  /**
   * A line for each problem ({@code file:line:column: severity: message [rule]}), then one that
   * counts; each ends in a newline.
   */
  public static String write(ValidationReport report) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : report.problems()) {
      text.append(printable(problem.toString())).append('\n');
    }
    return text.append(summary(report)).append('\n').toString();
  }

  /** The count alone: {@code 12 files, 1 error, 2 warnings}. */
  public static String summary(ValidationReport report) {
    long errors = report.count(Severity.ERROR);
    long warnings = report.count(Severity.WARNING);
    long infos = report.count(Severity.INFO);
    String text =
        counted(report.files(), "file")
            + ", "
            + counted(errors, "error")
            + ", "
            + counted(warnings, "warning");
    return infos == 0 ? text : text + ", " + counted(infos, "note");
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** What stands in files must not steer a terminal. */
  private static String printable(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                result.append(String.format("\\u%04x", c));
              } else {
                result.append((char) c);
              }
            });
    return result.toString();
  }
}

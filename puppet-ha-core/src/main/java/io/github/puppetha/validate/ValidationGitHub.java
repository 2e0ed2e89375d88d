package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import java.util.List;

/** A report as the workflow commands by which GitHub annotates a change. */
public final class ValidationGitHub {
  private ValidationGitHub() {}

  /** A command for each problem; each must begin a line of the workflow's output. */
  public static List<String> write(ValidationReport report) {
    return report.problems().stream()
        .map(problem -> command(report.path(problem), problem))
        .toList();
  }

  private static String command(String path, Problem problem) {
    SourceRange range = problem.range();
    StringBuilder command = new StringBuilder("::").append(level(problem.severity()));
    command.append(" file=").append(property(path));
    if (range != null) {
      command.append(",line=").append(range.line()).append(",col=").append(range.column());
    }
    command.append(",title=").append(property(problem.rule()));
    return command.append("::").append(data(problem.message())).toString();
  }

  private static String level(Severity severity) {
    return severity == Severity.INFO ? "notice" : severity.label();
  }

  private static String data(String text) {
    String escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    return Printable.text(escaped);
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}

package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import io.github.puppetha.io.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as GitLab's code quality report. */
final class ValidationGitLab {
  private ValidationGitLab() {}

  static String write(ValidationReport report) {
    List<Map<String, Object>> issues = new ArrayList<>();
    Fingerprints.of(report)
        .forEach(
            (problem, fingerprint) ->
                issues.add(issue(report.path(problem), problem, fingerprint)));
    return JsonWriter.write(issues);
  }

  private static Map<String, Object> issue(String path, Problem problem, String fingerprint) {
    SourceRange range = problem.range();
    Map<String, Object> location = new LinkedHashMap<>();
    location.put("path", path);
    location.put("lines", Map.of("begin", range == null ? 1 : range.line()));
    Map<String, Object> issue = new LinkedHashMap<>();
    issue.put("description", problem.message());
    issue.put("check_name", problem.rule());
    issue.put("fingerprint", fingerprint);
    issue.put("severity", severity(problem));
    issue.put("location", location);
    return issue;
  }

  private static String severity(Problem problem) {
    return switch (problem.severity()) {
      case ERROR -> "major";
      case WARNING -> "minor";
      case INFO -> "info";
    };
  }
}

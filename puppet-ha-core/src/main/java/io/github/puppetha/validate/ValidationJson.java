package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import io.github.puppetha.io.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as {@code validate.json}. */
public final class ValidationJson {
  private ValidationJson() {}

  /** The document, with a final newline. The same report gives the same bytes. */
  public static String write(ValidationReport report) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("files", report.files());
    root.put("problems", report.problems().stream().map(ValidationJson::problem).toList());
    return JsonWriter.write(root);
  }

  private static Map<String, @Nullable Object> problem(Problem problem) {
    SourceRange range = problem.range();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("file", problem.file());
    map.put("line", range == null ? null : range.line());
    map.put("column", range == null ? null : range.column());
    map.put("severity", problem.severity().label());
    map.put("rule", problem.rule());
    map.put("message", problem.message());
    return map;
  }
}

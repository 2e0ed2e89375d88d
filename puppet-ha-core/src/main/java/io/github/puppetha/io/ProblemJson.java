package io.github.puppetha.io;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Problems as every result file has them. */
public final class ProblemJson {
  private ProblemJson() {}

  /**
   * For {@link JsonWriter}: each with {@code file}, {@code line}, {@code column}, {@code severity},
   * {@code rule} and {@code message}.
   */
  public static List<Map<String, @Nullable Object>> of(List<Problem> problems) {
    return problems.stream().map(ProblemJson::problem).toList();
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

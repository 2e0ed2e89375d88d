package io.github.puppetha.deploy;

import io.github.puppetha.Problem;
import io.github.puppetha.io.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The result of locking as JSON: {@code lock.json}. */
public final class LockJson {
  private LockJson() {}

  /** With {@code file}, {@code changed}, {@code modules} (their count) and {@code problems}. */
  public static String write(PuppetfileLocker.Result result) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("file", result.file().toString());
    root.put("changed", result.changed());
    root.put("modules", result.modules());
    root.put("problems", result.problems().stream().map(LockJson::problem).toList());
    return JsonWriter.write(root);
  }

  private static Map<String, Object> problem(Problem problem) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", problem.file());
    map.put("line", problem.range() == null ? null : problem.range().line());
    map.put("column", problem.range() == null ? null : problem.range().column());
    map.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
    map.put("rule", problem.rule());
    map.put("message", problem.message());
    return map;
  }
}

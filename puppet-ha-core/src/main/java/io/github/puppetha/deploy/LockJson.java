package io.github.puppetha.deploy;

import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.ProblemJson;
import java.util.LinkedHashMap;
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
    root.put("problems", ProblemJson.of(result.problems()));
    return JsonWriter.write(root);
  }
}

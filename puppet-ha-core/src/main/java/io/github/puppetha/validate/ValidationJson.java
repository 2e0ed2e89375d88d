package io.github.puppetha.validate;

import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.ProblemJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** A report as {@code validate.json}. */
public final class ValidationJson {
  private ValidationJson() {}

  /** The document, with a final newline. The same report gives the same bytes. */
  public static String write(ValidationReport report) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("files", report.files());
    root.put("problems", ProblemJson.of(report.problems()));
    return JsonWriter.write(root);
  }
}

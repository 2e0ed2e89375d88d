package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.ReadResult;

/** Checks JSON that is neither Hiera's nor a metadata.json. */
final class JsonCheck {
  private JsonCheck() {}

  /** How a file is checked. */
  static FileCheck of(RepoFile file) {
    boolean task = file.in("tasks");
    boolean payload = file.file().below("files");
    return FileCheck.alone(
        "json " + (task ? "task" : payload ? "payload" : "other"),
        (text, to) -> check(text, task, payload, to));
  }

  /**
   * Checks a text.
   *
   * @param task whether Puppet reads it; other programs also take comments, several values in a
   *     file, or none
   * @param payload whether Puppet only hands it on
   */
  private static FileContent check(String text, boolean task, boolean payload, Findings findings) {
    ReadResult json = JsonReader.read(findings.file(), text);
    boolean others = !task && (text.isBlank() || json.problems().stream().anyMatch(JsonCheck::lax));
    if (!others) {
      for (Problem problem : json.problems()) {
        Rule rule =
            problem.rule().equals("json/syntax")
                ? LayoutRule.JSON_SYNTAX
                : LayoutRule.JSON_DUPLICATE_KEY;
        Severity severity = payload ? Severity.WARNING : rule.severity();
        findings.add(rule, severity, problem.range(), problem.message());
      }
    }
    return FileContent.data(text, json.root());
  }

  /** Is it something that other readers of JSON take? */
  private static boolean lax(Problem problem) {
    return problem.message().contains("comment") || problem.message().contains("more than one");
  }
}

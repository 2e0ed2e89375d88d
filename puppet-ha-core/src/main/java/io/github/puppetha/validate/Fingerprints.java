package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.io.Sha256;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names for problems that stay the same when lines move: made of rule, file and the text of the
 * line, and of a number where several would be the same.
 */
final class Fingerprints {
  private static final int DIGITS = 32;

  private Fingerprints() {}

  /** A name for each problem of a report, in its order. */
  static Map<Problem, String> of(ValidationReport report) {
    Map<String, Integer> seen = new HashMap<>();
    Map<Problem, String> names = new LinkedHashMap<>();
    for (Problem problem : report.problems()) {
      String name = String.join("\0", problem.rule(), problem.file(), lineDigest(report, problem));
      names.put(problem, digest(name + "\0" + seen.merge(name, 1, Integer::sum)));
    }
    return names;
  }

  /** Of the line's text without the blanks around it; of nothing where there is no line. */
  static String lineDigest(ValidationReport report, Problem problem) {
    return digest(report.line(problem).orElse("").strip());
  }

  private static String digest(String text) {
    return Sha256.hex(text).substring(0, DIGITS);
  }
}

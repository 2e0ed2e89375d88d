package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
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
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

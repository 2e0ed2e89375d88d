package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import io.github.puppetha.io.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A report as SARIF 2.1.0 (OASIS), for code scanning and editors. */
final class ValidationSarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** The name by which readers know the top of the source tree. */
  private static final String ROOT = "%SRCROOT%";

  private static final String UNRESERVED = "-._~/";

  private ValidationSarif() {}

  static String write(ValidationReport report) {
    List<String> ids = report.problems().stream().map(Problem::rule).distinct().sorted().toList();
    Map<Problem, String> fingerprints = Fingerprints.of(report);
    List<Object> results = new ArrayList<>();
    for (Problem problem : report.problems()) {
      results.add(result(problem, ids.indexOf(problem.rule()), fingerprints.get(problem), report));
    }
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "puppet-ha");
    driver.put("rules", ids.stream().map(ValidationSarif::rule).toList());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    run.put("columnKind", "utf16CodeUnits");
    run.put(
        "originalUriBaseIds",
        Map.of(ROOT, Map.of("description", text("The top of the repository"))));
    run.put("results", results);
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", SCHEMA);
    root.put("version", "2.1.0");
    root.put("runs", List.of(run));
    return JsonWriter.write(root);
  }

  private static Map<String, Object> rule(String id) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", id);
    Optional<RuleEntry> entry = Rules.find(id);
    if (entry.isPresent()) {
      rule.put("shortDescription", text(entry.get().summary() + "."));
      rule.put("help", help(entry.get()));
      rule.put("defaultConfiguration", Map.of("level", level(entry.get().severity())));
    }
    return rule;
  }

  private static Map<String, Object> help(RuleEntry entry) {
    Map<String, Object> help = new LinkedHashMap<>();
    help.put("text", entry.summary() + ", for example: " + entry.example());
    help.put("markdown", entry.summary() + ".\n\n```\n" + entry.example() + "\n```\n");
    return help;
  }

  private static Map<String, Object> result(
      Problem problem, int ruleIndex, String fingerprint, ValidationReport report) {
    Map<String, Object> physical = new LinkedHashMap<>();
    Map<String, Object> artifact = new LinkedHashMap<>();
    artifact.put("uri", uri(report.path(problem)));
    artifact.put("uriBaseId", ROOT);
    physical.put("artifactLocation", artifact);
    SourceRange range = problem.range();
    if (range != null) {
      physical.put("region", region(range, report.line(problem)));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", problem.rule());
    result.put("ruleIndex", ruleIndex);
    result.put("level", level(problem.severity()));
    result.put("message", text(problem.message()));
    result.put("locations", List.of(Map.of("physicalLocation", physical)));
    result.put("partialFingerprints", Map.of("ruleFileAndLine/v1", fingerprint));
    return result;
  }

  /** Where a problem has no extent, the region goes to the end of its line. */
  private static Map<String, Object> region(SourceRange range, Optional<String> line) {
    Map<String, Object> region = new LinkedHashMap<>();
    region.put("startLine", range.line());
    region.put("startColumn", range.column());
    if (range.endLine() > range.line()
        || range.endLine() == range.line() && range.endColumn() > range.column()) {
      region.put("endLine", range.endLine());
      region.put("endColumn", range.endColumn());
    }
    line.ifPresent(source -> region.put("snippet", text(source)));
    return region;
  }

  private static Map<String, Object> text(String text) {
    return Map.of("text", text);
  }

  private static String level(Severity severity) {
    return severity == Severity.INFO ? "note" : severity.label();
  }

  /** As RFC 3986 writes a relative path. A colon is encoded too: it would look like a scheme. */
  private static String uri(String file) {
    StringBuilder uri = new StringBuilder();
    for (byte b : file.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (letterOrDigit || UNRESERVED.indexOf(c) >= 0) {
        uri.append(c);
      } else {
        uri.append(String.format("%%%02X", (int) c));
      }
    }
    return uri.toString();
  }
}

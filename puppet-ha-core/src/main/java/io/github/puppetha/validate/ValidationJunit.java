package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/**
 * A report as JUnit's XML, for the test reports of CI servers: a suite for each file, a case for
 * each problem. Errors are failures; the rest counts as skipped, which servers show but do not fail
 * for. A report without problems holds one case that passed, as many servers refuse an empty one.
 */
final class ValidationJunit {
  private ValidationJunit() {}

  static String write(ValidationReport report) {
    Map<String, List<Problem>> files =
        report.problems().stream()
            .collect(Collectors.groupingBy(report::path, TreeMap::new, Collectors.toList()));
    return XmlText.document(
        xml -> {
          int cases = Math.max(1, report.problems().size());
          long failures = report.count(Severity.ERROR);
          xml.start("testsuites", "name", "puppet-ha", "tests", cases, "failures", failures);
          if (files.isEmpty()) {
            startSuite(xml, "puppet-ha", List.of());
            startCase(xml, "puppet-ha", report.files() + " files").end().end();
          }
          for (Map.Entry<String, List<Problem>> file : files.entrySet()) {
            suite(xml, file.getKey(), file.getValue(), report);
          }
          xml.end();
        });
  }

  private static void suite(
      XmlText xml, String file, List<Problem> problems, ValidationReport report)
      throws XMLStreamException {
    startSuite(xml, file, problems);
    for (Problem problem : problems) {
      List<String> text = new ArrayList<>(List.of(problem.toString()));
      text.addAll(Excerpt.of(report, problem));
      startCase(xml, file, problem.rule() + ": " + problem.message());
      if (problem.severity() == Severity.ERROR) {
        xml.start("failure", "message", problem.message(), "type", problem.rule());
        xml.lines(text).end();
      } else {
        xml.start("skipped", "message", problem.message()).end();
        xml.start("system-out").lines(text).end();
      }
      xml.end();
    }
    xml.end();
  }

  private static void startSuite(XmlText xml, String name, List<Problem> problems)
      throws XMLStreamException {
    long failures = problems.stream().filter(p -> p.severity() == Severity.ERROR).count();
    xml.start(
        "testsuite",
        "name",
        name,
        "tests",
        Math.max(1, problems.size()),
        "failures",
        failures,
        "errors",
        0,
        "skipped",
        problems.size() - failures,
        "time",
        0);
  }

  private static XmlText startCase(XmlText xml, String file, String name)
      throws XMLStreamException {
    return xml.start("testcase", "name", name, "classname", file, "time", 0);
  }
}

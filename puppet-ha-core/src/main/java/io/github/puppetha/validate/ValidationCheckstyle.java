package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/** A report as Checkstyle's XML, which most code review tools read. */
final class ValidationCheckstyle {
  /** The version of Checkstyle whose format this is. */
  private static final String VERSION = "8.0";

  private ValidationCheckstyle() {}

  static String write(ValidationReport report) {
    Map<String, List<Problem>> files =
        report.problems().stream()
            .collect(Collectors.groupingBy(report::path, TreeMap::new, Collectors.toList()));
    return XmlText.document(
        xml -> {
          xml.start("checkstyle", "version", VERSION);
          for (Map.Entry<String, List<Problem>> file : files.entrySet()) {
            xml.start("file", "name", file.getKey());
            for (Problem problem : file.getValue()) {
              error(xml, problem);
            }
            xml.end();
          }
          xml.end();
        });
  }

  /** Line 0 is what readers take for the file as a whole. */
  private static void error(XmlText xml, Problem problem) throws XMLStreamException {
    SourceRange range = problem.range();
    xml.start(
            "error",
            "line",
            range == null ? 0 : range.line(),
            "column",
            range == null ? 0 : range.column(),
            "severity",
            problem.severity().label(),
            "message",
            problem.message(),
            "source",
            problem.rule())
        .end();
  }
}

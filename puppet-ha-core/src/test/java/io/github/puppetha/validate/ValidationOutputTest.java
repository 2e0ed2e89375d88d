package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationOutputTest {
  private static final ValidationReport REPORT =
      new ValidationReport(
          3,
          List.of(
              Problem.warning("b.yaml", null, "layout/broken_link", "gone"),
              Problem.error("a.yaml", SourceRange.at(10, 2), "hiera/date", "a \"date\""),
              Problem.error("a.yaml", SourceRange.at(9, 1), "hiera/date", "\u001b[2J")));

  @Test
  void jsonIsAsTheDesignFixesIt() {
    assertThat(ValidationJson.write(REPORT))
        .isEqualTo(
            """
            {
              "files" : 3,
              "problems" : [
                {
                  "file" : "a.yaml",
                  "line" : 9,
                  "column" : 1,
                  "severity" : "error",
                  "rule" : "hiera/date",
                  "message" : "\\u001B[2J"
                },
                {
                  "file" : "a.yaml",
                  "line" : 10,
                  "column" : 2,
                  "severity" : "error",
                  "rule" : "hiera/date",
                  "message" : "a \\"date\\""
                },
                {
                  "file" : "b.yaml",
                  "line" : null,
                  "column" : null,
                  "severity" : "warning",
                  "rule" : "layout/broken_link",
                  "message" : "gone"
                }
              ]
            }
            """);
  }

  @Test
  void textHasALineForEachAndACount() {
    assertThat(ValidationText.write(REPORT))
        .isEqualTo(
            """
            a.yaml: 2 errors
            a.yaml:9:1: error: \\u001b[2J [hiera/date]
            a.yaml:10:2: error: a "date" [hiera/date]
            b.yaml: 1 warning
            b.yaml: warning: gone [layout/broken_link]
            3 files, 2 errors, 1 warning
            """);
    assertThat(ValidationText.summary(new ValidationReport(1, List.of())))
        .isEqualTo("1 file, 0 errors, 0 warnings");
  }

  @Test
  void textShowsTheSourceOfAValidatedFile(@TempDir Path directory) throws IOException {
    ValidateDirectory repo = new ValidateDirectory(directory).with("data/a.yaml", "a: 2026-01-31");
    assertThat(ValidationText.write(repo.report()))
        .startsWith("data/a.yaml: 1 error\ndata/a.yaml:1:4: error: ")
        .endsWith(
            "[hiera/date]\n  1 | a: 2026-01-31\n    |    ^~~~~~~~~~\n1 file, 1 error, 0 warnings\n");
  }

  @Test
  void theCountTellsWhatIsNotShown() {
    ValidationReport report = REPORT.only(p -> p.range() != null, Omitted.Reason.KNOWN);
    assertThat(ValidationText.summary(report))
        .isEqualTo("3 files, 2 errors, 0 warnings; not shown: 1 known from the baseline");
    assertThat(ValidationText.summary(report.only(p -> false, Omitted.Reason.UNCHANGED)))
        .endsWith("; not shown: 1 known from the baseline, 2 in what has not changed");
  }

  @Test
  void aReportKnowsHowGraveItIs() {
    assertThat(REPORT.has(Severity.ERROR)).isTrue();
    assertThat(new ValidationReport(1, List.of(REPORT.problems().get(2))).has(Severity.ERROR))
        .isFalse();
  }
}

package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.Tree;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFormatTest {
  private static final String SARIF = "/schema/sarif-schema-2.1.0.json";

  /** Everything that could break a format: no place, no extent, odd names and characters. */
  private static final List<Problem> HARD =
      List.of(
          Problem.error(
              "data/ä b:%.yaml", new SourceRange(2, 3, 2, 9), "hiera/date", "a <\"date\">"),
          Problem.error("data/ä b:%.yaml", SourceRange.at(2, 3), "nobody/knows", "]]> & \u001b[2J"),
          Problem.warning("x\u0001\uFFFE.pp", null, "layout/broken_link", "gone\r\n\ud800, 100 %"),
          new Problem("x.pp", new SourceRange(1, 1, 4, 2), Severity.INFO, "hiera/empty", "\u202e"));

  private static final ValidationReport REPORT = report(HARD, "a: 1\n  \u0000<&>: 2026-01-01\n");

  private static ValidationReport report(List<Problem> problems, String text) {
    SourceLines lines = SourceLines.of(problems, file -> Optional.of(text));
    return new ValidationReport(3, problems, Omitted.NOTHING, lines, "");
  }

  @Test
  void sarifFitsItsSchema() {
    assertThat(Schemas.json(SARIF, ReportFormat.SARIF.write(REPORT))).isEmpty();
    assertThat(Schemas.json(SARIF, ReportFormat.SARIF.write(report(List.of(), "")))).isEmpty();
    assertThat(Schemas.json(SARIF, "{\"version\": \"2.1.0\"}")).isNotEmpty();
  }

  @Test
  void sarifHasRelativeEncodedPathsRegionsAndRules() {
    Tree run = at(json(ReportFormat.SARIF), "runs", "0");
    Tree physical = at(run, "results", "0", "locations", "0", "physicalLocation");
    assertThat(text(physical, "artifactLocation", "uri")).isEqualTo("data/%C3%A4%20b%3A%25.yaml");
    assertThat(text(physical, "region", "endColumn")).isEqualTo("9");
    assertThat(text(physical, "region", "snippet", "text")).endsWith("<&>: 2026-01-01");
    String index = text(run, "results", "0", "ruleIndex");
    assertThat(text(run, "tool", "driver", "rules", index, "id")).isEqualTo("hiera/date");
    assertThat(text(run, "tool", "driver", "rules", index, "help", "text")).contains("since:");
    assertThat(text(run, "results", "2", "level")).isEqualTo("warning");
    assertThat(text(run, "results", "3", "level")).isEqualTo("note");
  }

  @Test
  void junitFitsItsSchema() throws Exception {
    Schemas.xml("junit.xsd", ReportFormat.JUNIT.write(REPORT));
    Schemas.xml("junit.xsd", ReportFormat.JUNIT.write(report(List.of(), "")));
    assertThat(ReportFormat.JUNIT.write(REPORT))
        .contains("<testsuites name=\"puppet-ha\" tests=\"4\" failures=\"2\">")
        .contains("<failure message=\"a &lt;&quot;date&quot;&gt;\" type=\"hiera/date\">")
        .contains("  2 |   ?&lt;&amp;&gt;: 2026-01-01\n    |   ^~~~~~")
        .contains("<skipped message=\"gone\\u000d\\u000a\\ud800, 100 %\"></skipped>");
  }

  @Test
  void checkstyleFitsItsSchema() throws Exception {
    Schemas.xml("checkstyle.xsd", ReportFormat.CHECKSTYLE.write(REPORT));
    Schemas.xml("checkstyle.xsd", ReportFormat.CHECKSTYLE.write(report(List.of(), "")));
    assertThat(ReportFormat.CHECKSTYLE.write(REPORT))
        .contains("<file name=\"x\\u0001\\ufffe.pp\">")
        .contains(
            "<error line=\"2\" column=\"3\" severity=\"error\" message=\"]]&gt; &amp; \\u001b[2J\""
                + " source=\"nobody/knows\"></error>");
  }

  @Test
  void gitLabFitsItsSchema() {
    String schema = "gitlab-code-quality.schema.json";
    assertThat(Schemas.json(schema, ReportFormat.GITLAB.write(REPORT))).isEmpty();
    assertThat(Schemas.json(schema, ReportFormat.GITLAB.write(report(List.of(), "")))).isEmpty();
    assertThat(Schemas.json(schema, "[{}]")).isNotEmpty();
    assertThat(text(json(ReportFormat.GITLAB), "1", "location", "path"))
        .isEqualTo("data/ä b:%.yaml");
  }

  @Test
  void fingerprintsStayWhenLinesMove() {
    List<Problem> before = List.of(date(1), date(2), date(3));
    List<Problem> after = List.of(date(3), date(4), date(6));
    List<String> names =
        fingerprints(report(before, "a: 2026-01-01\nb: 2026-01-01\na: 2026-01-01\n"));
    assertThat(names).doesNotHaveDuplicates();
    assertThat(fingerprints(report(after, "\n\n  a: 2026-01-01\nb: 2026-01-01\n\na: 2026-01-01")))
        .isEqualTo(names);
    assertThat(fingerprints(report(before, "a: 2026-01-02\nb: 2026-01-02\na: 2026-01-01\n")))
        .doesNotContain(names.get(1));
  }

  private static Problem date(int line) {
    return Problem.error("a.yaml", SourceRange.at(line, 4), "hiera/date", "line " + line);
  }

  private static List<String> fingerprints(ValidationReport report) {
    return List.copyOf(Fingerprints.of(report).values());
  }

  @Test
  void gitHubCommandsAreEscaped() {
    assertThat(ValidationGitHub.write(REPORT))
        .containsExactly(
            "::error file=data/ä b%3A%25.yaml,line=2,col=3,title=hiera/date::a <\"date\">",
            "::error file=data/ä b%3A%25.yaml,line=2,col=3,title=nobody/knows::]]> & \\u001b[2J",
            "::warning file=x\\u0001\\ufffe.pp,title=layout/broken_link"
                + "::gone%0D%0A\\ud800, 100 %25",
            "::notice file=x.pp,line=1,col=1,title=hiera/empty::\\u202e");
  }

  @Test
  void pathsAreRelativeToTheTopOfTheWorkingTree() {
    ValidationReport below =
        new ValidationReport(1, List.of(date(1)), Omitted.NOTHING, SourceLines.NONE, "puppet/x");
    assertThat(ReportFormat.values())
        .allSatisfy(f -> assertThat(f.write(below)).contains("\"puppet/x/a.yaml\""));
    assertThat(ValidationGitHub.write(below).get(0)).startsWith("::error file=puppet/x/a.yaml,");
    assertThat(ValidationJson.write(below)).contains("\"a.yaml\"");
    assertThat(fingerprints(below)).isEqualTo(fingerprints(report(List.of(date(1)), "")));
  }

  @Test
  void namesOfFormatsAreRead() {
    assertThat(ReportFormat.parse(List.of(" GitLab", "sarif", "")))
        .containsExactly(ReportFormat.GITLAB, ReportFormat.SARIF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "sarif junit", "json"})
  void anUnknownNameIsAnErrorThatNamesTheChoices(String name) {
    assertThatThrownBy(() -> ReportFormat.parse(List.of("sarif", name)))
        .hasMessageContaining("'" + name + "'")
        .hasMessageContaining("sarif, junit, checkstyle, gitlab");
  }

  private static Tree json(ReportFormat format) {
    return JsonReader.read("report", format.write(REPORT)).root().orElseThrow();
  }

  private static Tree at(Tree tree, String... path) {
    Tree at = tree;
    for (String part : path) {
      at =
          at instanceof Tree.ListNode list
              ? list.items().get(Integer.parseInt(part))
              : ((Tree.MapNode) at).get(part).orElseThrow();
    }
    return at;
  }

  private static String text(Tree tree, String... path) {
    return ((Tree.Scalar) at(tree, path)).text();
  }
}

package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidateConfigTest {
  @TempDir Path directory;

  private static Problem problem(String rule) {
    return Problem.error("x", null, rule, "…");
  }

  @Test
  void itIsReadWhole() {
    ValidateConfig config =
        ValidateConfigReader.read(
            """
            rules:
              hiera/date: off
              hiera: warning
              metadata: "off"
              metadata/name: info
            excludes: [ "a/**", b ]
            modulePath: ../modules
            """);
    assertThat(config.problems()).isEmpty();
    assertThat(config.excludes()).containsExactly("a/**", "b");
    assertThat(config.modulePath()).containsExactly("../modules");
    assertThat(config.severity(problem("hiera/date"))).isEmpty();
    assertThat(config.severity(problem("hiera/empty"))).contains(Severity.WARNING);
    assertThat(config.severity(problem("metadata/version"))).isEmpty();
    assertThat(config.severity(problem("metadata/name"))).contains(Severity.INFO);
    assertThat(config.severity(problem("layout/not_utf8"))).contains(Severity.ERROR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exclude: [a]                | 1:1  | conf/unknown_key  | did you mean 'excludes'?
          rules: { hiera/dat: info }  | 1:10 | conf/unknown_rule | did you mean 'hiera/date'?
          rules: { hirea: info }      | 1:10 | conf/unknown_rule | did you mean 'hiera'?
          rules: { hiera: fatal }     | 1:17 | conf/wrong_value  | error, warning, info or off
          rules: { hiera: [off] }     | 1:17 | conf/wrong_value  | error, warning, info or off
          rules: [ hiera ]            | 1:8  | conf/wrong_value  | is a mapping
          rules: { conf: off }        | 1:10 | conf/fixed_rule   | cannot be changed
          excludes: [ { a: b } ]      | 1:13 | conf/wrong_value  | a list of strings
          excludes: "[a"              | 1:11 | conf/wrong_value  | '[a' cannot stand in
          modulePath: "\\0"           | 1:13 | conf/wrong_value  | cannot stand in 'modulePath'
          - a                         | 1:1  | conf/wrong_value  | a mapping with the keys
          """)
  void aMistakeIsAnErrorAtItsPlace(String text, String place, String rule, String message) {
    List<Problem> problems = ValidateConfigReader.read(text).problems();
    assertThat(problems).hasSize(1);
    assertThat(ValidateDirectory.place(problems.get(0)))
        .isEqualTo(ValidateConfig.FILE + ":" + place + " " + rule);
    assertThat(problems.get(0).message()).contains(message);
    assertThat(problems.get(0).severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void anEmptyFileSaysNothing() {
    assertThat(ValidateConfigReader.read("")).isEqualTo(ValidateConfig.NONE);
    assertThat(ValidateConfigReader.read("# later\n---\n")).isEqualTo(ValidateConfig.NONE);
    assertThat(ValidateConfigReader.read("rules: [")).isEqualTo(ValidateConfig.NONE);
  }

  @Test
  void theValidatorFollowsIt() throws IOException {
    ValidateDirectory repo =
        new ValidateDirectory(directory)
            .with("data/a.yaml", "a: 2026-01-31\nb: &x 1\nb: 2\n")
            .with("data/b.yaml", "---\n")
            .with(
                ValidateConfig.FILE,
                "rules: { hiera/date: warning, hiera/empty: off }\nexclude: [ data ]\n");
    assertThat(repo.report().problems().stream().map(p -> p.severity() + " " + p.rule()))
        .containsExactly(
            "ERROR conf/unknown_key", "WARNING hiera/date", "ERROR hiera/yaml_duplicate_key");
  }

  @Test
  void whatItExcludesIsNotReported() throws IOException {
    ValidateDirectory repo =
        new ValidateDirectory(directory)
            .with("data/a.yaml", "a: 2026-01-31\n")
            .with("data/old/a.yaml", "a: 2026-01-31\n")
            .with(ValidateConfig.FILE, "excludes: data/old\n");
    assertThat(repo.places()).containsExactly("data/a.yaml:1:4 hiera/date");
  }

  @Test
  void aFileThatIsNotYamlIsReportedAndChangesNothing() throws IOException {
    ValidateDirectory repo =
        new ValidateDirectory(directory)
            .with("data/b.yaml", "---\n")
            .with(ValidateConfig.FILE, "rules: { hiera/empty: off, layout: off }\nexcludes: [");
    assertThat(repo.places())
        .containsExactly(
            ValidateConfig.FILE + ":2:12 layout/yaml_syntax", "data/b.yaml hiera/empty");
  }
}

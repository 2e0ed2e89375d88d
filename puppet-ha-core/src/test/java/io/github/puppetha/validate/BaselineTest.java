package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
  @TempDir Path top;
  private ValidateDirectory repo = new ValidateDirectory(Path.of("."));
  private Path file = Path.of(".");

  @BeforeEach
  void aRepoWithABaseline() throws IOException {
    repo = new ValidateDirectory(top.resolve("repo"));
    file = top.resolve("new/baseline.json");
    repo.with("data/a.yaml", "a: 2026-01-31\nb: 1\nc: [ 2026-01-31 ]\n")
        .with("data/b.yaml", "---\n");
    Baseline.of(repo.report()).write(file);
  }

  private ValidationReport report() {
    return Validator.builder(repo.path()).baseline(file).build().validate();
  }

  @Test
  void whatItCountsIsNotReported() {
    assertThat(report().problems()).isEmpty();
    assertThat(report().omitted().known()).isEqualTo(3);
    assertThat(Baseline.read(file).size()).isEqualTo(3);
  }

  @Test
  void linesMayMoveAndBeIndented() throws IOException {
    repo.with("data/a.yaml", "# new\n\nc: [ 2026-01-31 ]\nb:\n  a: 2026-01-31\n");
    assertThat(report().problems()).isEmpty();
  }

  @Test
  void oneMoreOfTheSameIsReported() throws IOException {
    repo.with("data/a.yaml", "x:\n  a: 2026-01-31\ny:\n  a: 2026-01-31\n");
    assertThat(report().problems().stream().map(ValidateDirectory::place))
        .containsExactly("data/a.yaml:4:6 hiera/date");
  }

  @Test
  void aChangedLineAndAnotherFileAreReported() throws IOException {
    repo.with("data/a.yaml", "a: 2026-02-01\n").with("data/c.yaml", "a: 2026-01-31\n");
    assertThat(report().problems().stream().map(ValidateDirectory::place))
        .containsExactly("data/a.yaml:1:4 hiera/date", "data/c.yaml:1:4 hiera/date");
  }

  @Test
  void theSameProblemsGiveTheSameSortedFile() throws IOException {
    String text = Files.readString(file);
    Baseline.read(file).write(file);
    assertThat(file).hasContent(text);
    assertThat(text)
        .startsWith(
            "{\n  \"version\" : 1,\n  \"problems\" : [\n    {\n      \"file\" : \"data/a.yaml\",\n"
                + "      \"rule\" : \"hiera/date\",\n      \"line\" : \"")
        .containsSubsequence("data/a.yaml", "data/a.yaml", "data/b.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"version\": 2, \"problems\": []}",
        "{\"version\": 1, \"problems\": [1]}",
        "{\"version\": 1, \"problems\": [{\"file\": \"a\"}]}",
        "{\"version\": 1, \"problems\": [{\"file\":\"a\",\"rule\":\"b/c\",\"line\":\"d\",\"count\":{}}]}"
      })
  void whatIsNoBaselineIsAnError(String text) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(this::report)
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining("baseline.json")
        .hasMessageContaining("write it anew");
  }

  @Test
  void aBaselineThatIsNotThereIsAnError() {
    file = top.resolve("none.json");
    assertThatThrownBy(this::report).hasMessageContaining("none.json");
  }
}

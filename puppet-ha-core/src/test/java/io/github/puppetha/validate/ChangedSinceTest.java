package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedSinceTest {
  @TempDir Path directory;
  private ValidateDirectory repo = new ValidateDirectory(Path.of("."));
  private TestGit git = new TestGit(Path.of("."));

  @BeforeEach
  void aRepoWithOldProblems() throws IOException {
    repo = new ValidateDirectory(directory);
    git = new TestGit(directory).init();
    repo.with("data/a.yaml", "a: 2026-01-31\n").with("data/b.yaml", "b: 2026-01-31\n");
    git.commit();
  }

  private Validator.Builder validator(String since) {
    return Validator.builder(directory).changedSince(since);
  }

  @Test
  void onlyProblemsOfChangedFilesAreReported() throws IOException {
    assertThat(validator("HEAD").build().validate().problems()).isEmpty();
    repo.with("data/b.yaml", "x: 1\nb: 2026-01-31\n");
    ValidationReport report = validator("main").build().validate();
    assertThat(report.problems())
        .extracting(ValidateDirectory::place)
        .containsExactly("data/b.yaml:2:4 hiera/date");
    assertThat(report.files()).isEqualTo(2);
    assertThat(report.omitted().unchanged()).isEqualTo(1);
  }

  @Test
  void inARevisionTheWorkingTreeDoesNotCount() throws IOException {
    repo.with("data/b.yaml", "x: 1\nb: 2026-01-31\n");
    git.commit();
    repo.with("data/a.yaml", "x: 1\na: 2026-01-31\n");
    assertThat(validator("HEAD~1").revision("HEAD").build().validate().problems())
        .extracting(ValidateDirectory::place)
        .containsExactly("data/b.yaml:2:4 hiera/date");
  }

  @Test
  void otherToolsAreToldThePathFromTheTopOfTheWorkingTree() throws IOException {
    repo.with("puppet/data/c.yaml", "c: 2026-01-31\n");
    ValidationReport top = Validator.builder(directory).build().validate();
    assertThat(top.problems()).extracting(top::path).contains("data/a.yaml");
    ValidationReport below = Validator.builder(directory.resolve("puppet")).build().validate();
    assertThat(below.problems()).extracting(Problem::file).containsExactly("data/c.yaml");
    assertThat(below.problems()).extracting(below::path).containsExactly("puppet/data/c.yaml");
  }

  @Test
  void anUnknownCommitIsAnError() {
    assertThatThrownBy(() -> validator("nowhere").build().validate())
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining("there is no commit 'nowhere'");
  }
}

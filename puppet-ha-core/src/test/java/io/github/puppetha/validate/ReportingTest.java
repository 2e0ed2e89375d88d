package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportingTest {
  private static final SourceTexts NONE = file -> Optional.empty();

  @Test
  void onlyWhatChangedOrWasCausedByItIsReported() {
    Problem own = Problem.error("a.pp", null, "hiera/date", "own");
    Problem other = Problem.error("b.pp", null, "hiera/date", "other");
    Problem caused =
        new Problem(
            "c.pp", null, Severity.ERROR, "hiera/date", "caused", List.of("x.pp", "gone.pp"));
    Reporting reporting =
        new Reporting(
            ValidateConfig.NONE, Optional.of(Set.of("a.pp", "gone.pp")), Baseline.EMPTY, "");
    ValidationReport report = reporting.report(3, List.of(own, other, caused), NONE);
    assertThat(report.problems()).containsExactly(own, caused);
    assertThat(report.omitted()).isEqualTo(new Omitted(0, 0, 1));
  }

  @Test
  void aTextIsAskedForOnlyWhereSomethingWasFoundAtAPlace() {
    Problem whole = Problem.error("a.pp", null, "hiera/empty", "…");
    Problem place = Problem.error("b.pp", SourceRange.at(1, 1), "hiera/date", "…");
    SourceTexts texts =
        file -> {
          assertThat(file).isEqualTo("b.pp");
          return Optional.of("text");
        };
    ValidationReport report = Reporting.PLAIN.report(9, List.of(whole, place), texts);
    assertThat(report.line(place)).contains("text");
    assertThat(report.line(whole)).isEmpty();
  }

  @Test
  void commentsSilenceInManifestsAndYaml(@TempDir Path directory) throws IOException {
    ValidateDirectory repo =
        new ValidateDirectory(directory)
            .with(
                "data/a.yaml",
                "a: 2026-01-31 # lint:ignore:hiera/date it is meant\nb: 2026-01-31\n")
            .with("Puppetfile", "mod 'ntp', git: 'x' # lint:ignore:puppetfile/ref\n");
    assertThat(repo.places()).containsExactly("data/a.yaml:2:4 hiera/date");
    assertThat(repo.report().omitted().suppressed()).isEqualTo(2);
  }
}

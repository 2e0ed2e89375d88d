package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** Whatever a file of Hiera data or a hiera.yaml holds, it is read or refused. */
class HieraFuzzTest {
  @FuzzTest
  void data(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    Findings findings = new Findings("data/common.yaml");
    HieraDataCheck.yaml(root(), 8, text, findings);
    assertThat(findings.problems()).allMatch(problem -> !problem.message().isBlank());
  }

  @FuzzTest
  void configuration(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    Findings findings = new Findings("hiera.yaml");
    HieraConfigCheck.check(root(), 8, text, findings);
    assertThat(findings.problems()).allMatch(problem -> !problem.message().isBlank());
  }

  private static HieraRoot root() {
    return new HieraRoot(new Nothing(new Listing()), "", Optional.empty(), List.of("data"));
  }

  /** A tree without files. */
  private record Nothing(Listing listing) implements SourceTree {
    @Override
    public String description() {
      return "nothing";
    }

    @Override
    public long size(SourceFile file) throws IOException {
      throw new NoSuchFileException(file.name());
    }

    @Override
    public byte[] read(SourceFile file) throws IOException {
      throw new NoSuchFileException(file.name());
    }
  }
}

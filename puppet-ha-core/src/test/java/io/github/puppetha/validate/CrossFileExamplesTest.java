package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule that looks across files finds its example, where it is, and nothing else. */
class CrossFileExamplesTest {
  @TempDir Path directory;

  static Stream<CrossFileExamples.Example> examples() {
    return CrossFileExamples.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void eachRuleFindsItsExample(CrossFileExamples.Example example) throws IOException {
    ValidateDirectory repo = new ValidateDirectory(directory);
    repo.with("manifests/site.pp", "").with("environment.conf", "modulepath = site:modules\n");
    for (String file : example.files().split("(?m)^== ")) {
      if (!file.isEmpty()) {
        int end = file.indexOf('\n');
        repo.with(file.substring(0, end), file.substring(end + 1));
      }
    }
    List<String> expected =
        example.places().stream().map(place -> place + " " + example.rule().id()).toList();
    assertThat(repo.places().stream().filter(place -> !place.contains(" environment/")))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void everyReferenceRuleHasAnExample() {
    assertThat(CrossFileExamples.rules("reference"))
        .containsExactlyInAnyOrder(ReferenceRule.values());
  }
}

package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made to hurt: none may take long, take all memory, or make the validator throw. */
class HostileInputTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void anAliasBombIsASyntaxProblem() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a"
              + i
              + ": &a"
              + i
              + " ["
              + String.join(
                  ", ", List.of(alias, alias, alias, alias, alias, alias, alias, alias, alias))
              + "]\n");
    }
    assertThat(places("data/a.yaml", bomb.toString()))
        .singleElement()
        .asString()
        .matches("data/a.yaml:[0-9]+:[0-9]+ hiera/yaml_syntax");
    assertThat(places("data/a.yaml", "a: &a [*a]\n"))
        .singleElement()
        .asString()
        .matches("data/a.yaml:[0-9]+:[0-9]+ hiera/yaml_syntax");
  }

  @Test
  void deepNestingIsASyntaxProblem() throws IOException {
    assertThat(places("data/a.yaml", "[".repeat(1_000_000)))
        .singleElement()
        .asString()
        .matches("data/a.yaml:[0-9]+:[0-9]+ hiera/yaml_syntax");
    assertThat(places("data/a.yaml", "- ".repeat(100_000)))
        .singleElement()
        .asString()
        .matches("data/a.yaml:[0-9]+:[0-9]+ hiera/yaml_syntax");
    assertThat(places("metadata.json", "[".repeat(1_000_000)))
        .containsExactly("metadata.json metadata/json_syntax");
  }

  @Test
  void tenMegabytesInOneLineAreRead() throws IOException {
    String line = "x".repeat(10_000_000);
    assertThat(places("data/a.yaml", "a: " + line + "\n")).isEmpty();
    assertThat(places("data/a.yaml", "a: '" + "%{".repeat(5_000_000) + "'\n")).isEmpty();
    assertThat(places("data/a.yaml", "a: '" + "%{x(".repeat(2_500_000) + "}'\n")).isEmpty();
    assertThat(places("data/a.yaml", line + ": 1\n")).hasSize(1);
    assertThat(places("data/a.yaml", "{}\n")).isEmpty();
    assertThat(places("environment.conf", "manifest = /" + line + "\n")).isEmpty();
    assertThat(places("environment.conf", line + "\n"))
        .containsExactly("environment.conf:1:1 environment/syntax");
    assertThat(places("environment.conf", "manifest = " + line + "\n"))
        .containsExactly("environment.conf:1:12 environment/manifest");
  }

  @Test
  void longVersionsAreRefused() throws IOException {
    String dots = "1.0.0-" + "a.".repeat(200_000);
    String json =
        "{\"version\": \""
            + dots
            + "\", \"dependencies\": [{\"name\": \"a/b\","
            + " \"version_requirement\": \""
            + ">= 1 ".repeat(100_000)
            + "\"}]}";
    assertThat(places("metadata.json", json))
        .anyMatch(place -> place.endsWith("metadata/version"))
        .anyMatch(place -> place.endsWith("metadata/version_requirement"));
  }

  @Test
  void randomBytesNeverThrow() throws IOException {
    Random random = new Random(42);
    String alphabet = "{}[]:,-&*!%@'\"#|> \n\t?abc5\u0000\u0085\u2028é😀<~";
    String[] files = {"data/a.yaml", "hiera.yaml", "metadata.json", "environment.conf", "x.yml"};
    for (int round = 0; round < 60; round++) {
      ValidateDirectory repo = new ValidateDirectory(directory);
      for (String file : files) {
        StringBuilder text = new StringBuilder(round % 2 == 0 ? "" : "version: 5\nhierarchy:\n");
        for (int i = random.nextInt(60); i > 0; i--) {
          text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        repo.with(file, text.toString());
      }
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      repo.with("data/b.yaml", bytes);
      assertThat(repo.report().files()).isEqualTo(6);
    }
  }

  private List<String> places(String file, String text) throws IOException {
    long start = System.nanoTime();
    List<String> places = new ValidateDirectory(directory).with(file, text).places();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    return places.stream().filter(place -> place.startsWith(file)).toList();
  }
}

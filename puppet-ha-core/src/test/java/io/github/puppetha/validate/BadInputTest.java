package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.Processes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories made to hurt: each thing in them is a problem, or a clear error. */
class BadInputTest {
  @TempDir Path directory;
  private ValidateDirectory repo;

  @BeforeEach
  void open() {
    repo = new ValidateDirectory(directory);
  }

  @Test
  void anEmptyDirectoryHasNothingWrong() {
    assertThat(repo.report().problems()).isEmpty();
    assertThat(repo.report().files()).isZero();
  }

  @Test
  void pipesAreNotWaitedFor() throws IOException {
    repo.with("manifests/site.pp", "");
    for (String name : List.of("manifests/pipe.pp", "data.yaml", "hiera.yaml", "Puppetfile")) {
      Processes.Result made =
          Processes.run(List.of("mkfifo", name), directory, Map.of(), Duration.ofSeconds(10));
      assertThat(made.ok()).isTrue();
    }
    assertThat(repo.report().problems()).isEmpty();
    assertThat(repo.report().files()).isEqualTo(1);
  }

  @Test
  void loopsOfLinksEnd() throws IOException {
    repo.with("modules/a/manifests/init.pp", "class a { }\n");
    Files.createSymbolicLink(directory.resolve("modules/a/manifests/up"), Path.of(".."));
    Files.createSymbolicLink(directory.resolve("modules/b"), Path.of("a"));
    Files.createSymbolicLink(directory.resolve("modules/c"), Path.of("c"));
    assertThat(repo.places()).containsExactly("modules/c layout/broken_link");
    assertThat(repo.repo().missing()).containsOnlyKeys("b");
  }

  @Test
  void binaryFilesAreProblems() throws IOException {
    byte[] bytes = new byte[200_000];
    new Random(3).nextBytes(bytes);
    for (String name : List.of("a.pp", "a.epp", "a.erb", "a.yaml", "a.json", "a.eyaml")) {
      repo.with("site/x/manifests/" + name, bytes);
    }
    assertThat(repo.report().problems())
        .hasSize(6)
        .allMatch(p -> p.rule().equals("syntax/error") || p.rule().equals("layout/not_utf8"));
  }

  @Test
  void veryLargeManifestsAreNamedAndNotRead() throws IOException {
    repo.with("manifests/site.pp", "");
    Path file = directory.resolve("manifests/site.pp");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(3L << 30);
    }
    assertThat(repo.places()).containsExactly("manifests/site.pp layout/too_large");
    Validator cached = Validator.builder(directory).resultCache(directory.resolve("out")).build();
    assertThat(cached.validate().problems()).hasSize(1);
  }

  @Test
  void aFileThatNeedsMoreMemoryThanThereIsIsAProblem() throws IOException {
    repo.with("manifests/small.pp", "$a = 1\n")
        .with("manifests/large.pp", "# x\n".repeat(1_100_000));
    Keeping greedy = new Keeping(new OutOfMemoryError("greedy"), "manifests/large.pp");
    assertThat(find(greedy, 2).problems())
        .extracting(ValidateDirectory::place)
        .containsExactly("manifests/large.pp layout/too_large");
  }

  @Test
  void aMistakeOfOursNamesTheFile() throws IOException {
    repo.with("manifests/site.pp", "$a = 1\n");
    for (int threads : List.of(1, 3)) {
      Keeping broken = new Keeping(new IllegalStateException("oops"), "manifests/site.pp");
      assertThatThrownBy(() -> find(broken, threads))
          .isInstanceOf(PuppetHaException.class)
          .hasMessageContaining("manifests/site.pp")
          .hasMessageContaining("oops");
    }
  }

  @Test
  void aFileThatVanishesIsAProblem() throws IOException {
    repo.with("manifests/site.pp", "$a = 1\n").with("data/a.yaml", "a: 1\n");
    Settings settings = Validator.builder(directory).build().settings();
    try (Shared shared = new Shared(settings);
        Inputs inputs = Inputs.open(settings, shared)) {
      Files.delete(directory.resolve("manifests/site.pp"));
      assertThat(found(settings, new NoCrossFileRules(), shared, inputs).problems())
          .extracting(ValidateDirectory::place)
          .containsExactly("manifests/site.pp layout/unreadable");
    }
  }

  @Test
  void factsComeInTheOrderOfFilesOnAnyNumberOfThreads() throws IOException {
    for (int i = 0; i < 300; i++) {
      repo.with("manifests/m" + i + ".pp", "$a = " + i + "\n" + (i % 7 == 0 ? "}" : ""));
    }
    Found one = find(new Keeping(null, ""), 1);
    assertThat(find(new Keeping(null, ""), 5)).isEqualTo(one);
    assertThat(one.problems()).filteredOn(p -> p.rule().equals("facts")).hasSize(1);
    assertThat(one.problems()).filteredOn(p -> p.rule().equals("syntax/syntax_error")).hasSize(43);
  }

  @Test
  void oddNamesAreNames() throws IOException {
    repo.with("data/line\nbreak.yaml", "a: [\n".getBytes(StandardCharsets.UTF_8))
        .with("data/ .yaml", "a: [\n")
        .with("data/-rf.yaml", "a: [\n")
        .with("a/".repeat(200) + "x.yaml", "a: [\n");
    assertThat(repo.report().problems()).hasSize(4);
  }

  private Found find(CrossFileRules<?> rules, int threads) {
    Settings settings = Validator.builder(directory).threads(threads).build().settings();
    try (Shared shared = new Shared(settings);
        Inputs inputs = Inputs.open(settings, shared)) {
      return found(settings, rules, shared, inputs);
    }
  }

  private static Found found(
      Settings settings, CrossFileRules<?> rules, Shared shared, Inputs inputs) {
    return new Validation<>(settings, rules, shared.cache(), new ConcurrentHashMap<>())
        .find(inputs);
  }

  /** Keeps names, and throws for one of them. */
  private record Keeping(Throwable thrown, String file) implements CrossFileRules<String> {
    @Override
    public Optional<String> collect(RepoFile place, FileContent content) {
      if (place.name().equals(file)) {
        if (thrown instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) thrown;
      }
      return Optional.of(place.name());
    }

    @Override
    public void write(String facts, DataOutput out) throws IOException {
      out.writeUTF(facts);
    }

    @Override
    public String read(DataInput in) throws IOException {
      return in.readUTF();
    }

    @Override
    public List<Problem> check(ControlRepo model, Map<RepoFile, String> facts) {
      return thrown != null
          ? List.of()
          : List.of(Problem.error("x", null, "facts", String.join(" ", facts.values())));
    }
  }
}

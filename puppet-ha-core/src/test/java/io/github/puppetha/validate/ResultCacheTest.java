package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has not changed is not looked into again; at any doubt all is. */
class ResultCacheTest {
  @TempDir Path directory;
  @TempDir Path cache;
  private ValidateDirectory repo;

  @BeforeEach
  void open() throws IOException {
    repo =
        new ValidateDirectory(directory)
            .with("manifests/site.pp", "$a = 1\n")
            .with("modules/web/manifests/init.pp", "class web {\n")
            .with("hiera.yaml", "version: 5\nhierarchy: [{name: a, path: common.yaml}]\n")
            .with("data/common.yaml", "a: 1\na: 2\n");
  }

  @Test
  void nothingIsLookedIntoWhenNothingHasChanged() throws IOException {
    Counting first = new Counting();
    Found found = find(first);
    assertThat(first.collected)
        .contains("manifests/site.pp", "modules/web/manifests/init.pp", "data/common.yaml");
    assertThat(first.checks).isEqualTo(1);
    Counting second = new Counting();
    assertThat(find(second).problems()).containsExactlyElementsOf(found.problems());
    assertThat(second.collected).isEmpty();
    assertThat(second.checks).isZero();
  }

  @Test
  void onlyWhatHasChangedIsLookedInto() throws IOException {
    find(new Counting());
    repo.with("data/common.yaml", "a: 1\n");
    Counting second = new Counting();
    Found found = find(second);
    assertThat(second.collected).containsExactlyInAnyOrder("data/common.yaml", "hiera.yaml");
    assertThat(second.read).isEqualTo(2);
    assertThat(found.problems())
        .extracting(ValidateDirectory::place)
        .contains("seen/2 rule")
        .doesNotContain("data/common.yaml:2:1 hiera/yaml_duplicate_key");
    Files.move(directory.resolve("data/common.yaml"), directory.resolve("data/other.yaml"));
    Counting third = new Counting();
    assertThat(find(third).problems())
        .extracting(ValidateDirectory::place)
        .contains("hiera.yaml:2:29 hiera/path_missing");
    assertThat(third.collected).containsExactlyInAnyOrder("data/other.yaml", "hiera.yaml");
  }

  @Test
  void whatIsFoundIsTheSameWithACacheAndWithout() throws IOException {
    List<Problem> plain = repo.report().problems();
    Validator cached = Validator.builder(directory).resultCache(cache).build();
    assertThat(cached.validate().problems()).isEqualTo(plain);
    assertThat(cached.validate().problems()).isEqualTo(plain);
    Validator seven = Validator.builder(directory).resultCache(cache).puppetVersion(7).build();
    repo.with("data/list.yaml", "- a\n");
    assertThat(cached.validate().problems()).isEqualTo(repo.report().problems());
    assertThat(seven.validate().problems())
        .isEqualTo(Validator.builder(directory).puppetVersion(7).build().validate().problems())
        .isNotEqualTo(repo.report().problems());
    Validator less =
        Validator.builder(directory).resultCache(cache).excludes(List.of("data")).build();
    assertThat(less.validate().problems()).hasSizeLessThan(cached.validate().problems().size());
  }

  @Test
  void aDamagedCacheIsAsGoodAsNone() throws IOException {
    find(new Counting());
    Path file = cache.resolve("validate.bin");
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
      assertRedone(i % 2 == 0 ? bad : Arrays.copyOf(good, random.nextInt(good.length)));
    }
    assertRedone(new byte[0]);
    assertRedone(new byte[100_000]);
  }

  private void assertRedone(byte[] content) throws IOException {
    Files.write(cache.resolve("validate.bin"), content);
    Counting counting = new Counting();
    find(counting);
    assertThat(counting.collected).hasSize(4);
  }

  @Test
  void valuesThatMakeNoSenseAreNotUsed() throws IOException {
    find(new Counting());
    Counting refusing = new Counting();
    refusing.refuses = true;
    repo.with("data/new.yaml", "b: 1\n");
    find(refusing);
    assertThat(refusing.collected).hasSize(5);
  }

  @Test
  void whatChangesMeanwhileIsNotKept() throws IOException {
    Counting touching =
        new Counting() {
          @Override
          public Optional<Integer> collect(RepoFile file, FileContent content) {
            if (file.name().equals("manifests/site.pp")) {
              rewrite("data/common.yaml", "a: 1\n");
              rewrite("hiera.yaml", "version: 5\n");
            }
            return super.collect(file, content);
          }
        };
    find(touching);
    Counting after = new Counting();
    assertThat(find(after).problems()).noneMatch(p -> p.rule().startsWith("hiera/"));
    assertThat(after.collected).contains("hiera.yaml");
    assertThat(after.checks).isEqualTo(1);
  }

  private void rewrite(String name, String text) {
    try {
      repo.with(name, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCacheThatCannotBeWrittenHarmsNobody() throws IOException {
    Path blocked = cache.resolve("file");
    Files.writeString(blocked, "");
    Validator validator = Validator.builder(directory).resultCache(blocked).build();
    assertThat(validator.validate().problems()).isEqualTo(repo.report().problems());
  }

  private Found find(CrossFileRules<?> rules) {
    Settings settings =
        Validator.builder(directory).resultCache(cache).threads(1).build().settings();
    try (Shared shared = new Shared(settings);
        Inputs inputs = Inputs.open(settings, shared)) {
      Found found =
          new Validation<>(settings, rules, shared.cache(), new ConcurrentHashMap<>()).find(inputs);
      shared.cache().save();
      return found;
    }
  }

  /** Keeps the length of each text, and counts. */
  private static class Counting implements CrossFileRules<Integer> {
    private final List<String> collected = new ArrayList<>();
    private int checks;
    private int read;
    private boolean refuses;

    @Override
    public Optional<Integer> collect(RepoFile file, FileContent content) {
      collected.add(file.name());
      return Optional.of(content.text().length());
    }

    @Override
    public void write(Integer facts, DataOutput out) throws IOException {
      out.writeInt(facts);
    }

    @Override
    public Integer read(DataInput in) throws IOException {
      if (refuses) {
        throw new IllegalArgumentException("no");
      }
      read++;
      return in.readInt();
    }

    @Override
    public List<Problem> check(ControlRepo model, Map<RepoFile, Integer> facts) {
      checks++;
      int sum = facts.values().stream().mapToInt(i -> i).sum();
      return List.of(
          Problem.error("seen", SourceRange.at(sum, 1), "rule", "x"),
          Problem.error("seen/" + read, null, "rule", "x"));
    }
  }
}

package io.github.puppetha.sameness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.sameness.Comparison.Apart;
import io.github.puppetha.sameness.Comparison.Gap;
import io.github.puppetha.soak.Soak;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Beside the real Puppets: over all of Debian's modules, and over what slips of the hand make of
 * them and of the tables. What differs is printed made small; what is listed in
 * known-differences.txt may.
 */
class SamenessInteropTest {
  private static final int MUTANTS_OF_FILES = Soak.rounds(50_000);
  private static final int MUTANTS_OF_ROWS = Soak.rounds(20_000);

  @BeforeAll
  static void need() {
    RealPuppet.need();
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8})
  void modules(int version) throws IOException {
    Corpus corpus = Corpus.of(RealPuppet.modules());
    assertThat(corpus.files()).hasSizeGreaterThan(1_900);
    try (RealPuppet puppet = RealPuppet.start(version)) {
      Comparison comparison = new Comparison(puppet, new OurParser(version));
      for (int i = 0; i < corpus.files().size(); i++) {
        comparison.compare(corpus.files().get(i).toString(), corpus.texts().get(i));
      }
      System.out.println("modules, Puppet " + version + ": " + comparison);
      assertThat(comparison.apart()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8})
  void mutantsOfModules(int version) throws IOException {
    mutants(version, Corpus.of(RealPuppet.modules()), MUTANTS_OF_FILES);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8})
  void mutantsOfTables(int version) throws IOException {
    mutants(version, Corpus.ofTables(), MUTANTS_OF_ROWS);
  }

  private static void mutants(int version, Corpus corpus, int count) throws IOException {
    try (RealPuppet puppet = RealPuppet.start(version)) {
      Comparison comparison = new Comparison(puppet, new OurParser(version));
      Mutator mutator = new Mutator(Soak.random(SamenessInteropTest.class));
      mutator.over(corpus, count, comparison);
      System.out.println("mutants, Puppet " + version + ": " + comparison);
      assertThat(unknown(comparison, Gap.VERDICT)).isEmpty();
      int lines = unknown(comparison, Gap.LINE).size();
      assertThat(lines).isLessThanOrEqualTo(comparison.bad() / 200);
    }
  }

  /** What differs in this way and is not listed, made small. */
  private static List<String> unknown(Comparison comparison, Gap gap) throws IOException {
    Map<String, String> known = Differences.known();
    List<String> unknown = new ArrayList<>();
    for (Apart one : comparison.apart(gap)) {
      Apart small = comparison.minimised(one);
      if (!known.containsKey(small.row())) {
        unknown.add(small.toString());
        System.out.println(small);
      }
    }
    return unknown;
  }
}

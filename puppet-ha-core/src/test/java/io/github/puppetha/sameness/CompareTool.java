package io.github.puppetha.sameness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * {@code CompareTool 7|8 DIRECTORY MUTANTS SEED}: compares over a directory's files, or over so
 * many mutants of them when that is not 0, and prints what differs, made small.
 */
final class CompareTool {
  private CompareTool() {}

  /** See above. */
  public static void main(String[] args) throws IOException {
    int version = Integer.parseInt(args[0]);
    Corpus corpus = Corpus.of(Path.of(args[1]));
    int mutants = Integer.parseInt(args[2]);
    long seed = args.length > 3 ? Long.parseLong(args[3]) : System.nanoTime();
    System.out.println("seed " + seed);
    try (RealPuppet puppet = RealPuppet.start(version)) {
      Comparison comparison = new Comparison(puppet, new OurParser(version));
      if (mutants == 0) {
        for (int i = 0; i < corpus.files().size(); i++) {
          comparison.compare(corpus.files().get(i).toString(), corpus.texts().get(i));
        }
      } else {
        mutants(corpus, mutants, new Random(seed), comparison);
      }
      System.out.println(comparison);
      print(comparison);
    }
  }

  static void mutants(Corpus corpus, int count, Random random, Comparison comparison)
      throws IOException {
    Mutator mutator = new Mutator(random);
    for (int i = 0; i < count; i++) {
      int file = random.nextInt(corpus.files().size());
      Judge.Text text = corpus.texts().get(file);
      byte[] mutant = mutator.mutate(text.string()).getBytes(StandardCharsets.UTF_8);
      comparison.compare(corpus.files().get(file).toString(), new Judge.Text(text.kind(), mutant));
    }
  }

  private static void print(Comparison comparison) throws IOException {
    Set<String> seen = new HashSet<>();
    for (Comparison.Gap gap : Comparison.Gap.values()) {
      for (Comparison.Apart one : comparison.apart(gap)) {
        Comparison.Apart small = comparison.minimised(one);
        if (small.gap() != gap) {
          System.out.printf("%s: not so again%n    puppet %s%n", one.name(), one.puppet());
          continue;
        }
        String text =
            small.text().string().replace("\n", "␊").replace("\r", "␍").replace("\t", "␉");
        if (seen.add(text)) {
          System.out.printf(
              "%s %s%n%s: %s%n    puppet %s%n    ours   %s%n",
              gap, one.name(), small.text().kind(), text, small.puppet(), small.ours());
        }
        if (seen.size() > 40) {
          return;
        }
      }
    }
  }
}

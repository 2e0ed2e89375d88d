package io.github.puppetha.sameness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * {@code CompareTool 7|8 DIRECTORY MUTANTS SEED}: compares over a directory's files, or over so
 * many mutants of them when that is not 0, and prints what differs, made small. With {@code table}
 * for the directory: over the rows of the tables.
 */
final class CompareTool {
  private CompareTool() {}

  /** See above. */
  public static void main(String[] args) throws IOException {
    int version = Integer.parseInt(args[0]);
    Corpus corpus = args[1].equals("table") ? Corpus.ofTables() : Corpus.of(Path.of(args[1]));
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
        new Mutator(new Random(seed)).over(corpus, mutants, comparison);
      }
      System.out.println(comparison);
      print(comparison);
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
        if (seen.add(small.row())) {
          System.out.println(small);
        }
        if (seen.size() > 40) {
          return;
        }
      }
    }
  }
}

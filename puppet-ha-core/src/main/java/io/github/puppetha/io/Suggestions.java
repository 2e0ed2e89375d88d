package io.github.puppetha.io;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Suggestions {
  private Suggestions() {}

  /**
   * The known word nearest to what was written: the same but for case, hyphens and underscores, or
   * at most two changed letters away (one for words of up to four letters).
   */
  public static Optional<String> nearest(String written, Collection<String> known) {
    if (written.length() > 100) {
      return Optional.empty();
    }
    String plain = plain(written);
    int least = plain.length() > 4 ? 2 : 1;
    String nearest = null;
    for (String word : known) {
      int distance = distance(plain, plain(word), least);
      if (distance < least
          || distance == least && (nearest == null || word.compareTo(nearest) < 0)) {
        nearest = word;
        least = distance;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** {@code "; did you mean 'x'?"}, or nothing when no known word is near. */
  public static String hint(String written, Collection<String> known) {
    return nearest(written, known).map(word -> "; did you mean '" + word + "'?").orElse("");
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** How many letters differ; at once some number above the limit when the lengths say enough. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

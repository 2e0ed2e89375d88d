package io.github.puppetha.validate;

import io.github.puppetha.io.Suggestions;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the name that was probably meant, among many. Only so many times in one run, as each takes
 * time that grows with the number of names.
 */
final class NearNames {
  /** How much longer one may be: two letters, and hyphens or underscores. */
  private static final int FAR = 5;

  private final Map<String, Optional<String>> found = new HashMap<>();

  /** How many names may still be compared. */
  private int left = 200_000;

  /**
   * The nearest of some names.
   *
   * @param where what the names are of: the same for the same names
   */
  Optional<String> nearest(String where, String written, Collection<String> known) {
    String key = where + " " + written;
    Optional<String> before = found.get(key);
    if (before != null) {
      return before;
    }
    if (left < known.size()) {
      return Optional.empty();
    }
    left -= known.size();
    List<String> alike =
        known.stream().filter(name -> Math.abs(name.length() - written.length()) <= FAR).toList();
    Optional<String> near = Suggestions.nearest(written, alike).or(() -> shuffled(written, alike));
    found.put(key, near);
    return near;
  }

  /** As a part of a message; empty when nothing is near. */
  String hint(String where, String written, Collection<String> known) {
    return nearest(where, written, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /** The same letters in another order. */
  private static Optional<String> shuffled(String written, List<String> known) {
    String letters = letters(written);
    return known.stream().filter(name -> letters(name).equals(letters)).sorted().findFirst();
  }

  private static String letters(String name) {
    char[] letters = name.toCharArray();
    Arrays.sort(letters);
    return new String(letters);
  }
}

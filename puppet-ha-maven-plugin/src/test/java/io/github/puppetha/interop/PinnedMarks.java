package io.github.puppetha.interop;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each part of one run says of its revision. */
final class PinnedMarks {
  private static final Pattern MARK = Pattern.compile("(\\w+)=(\\d+)");

  private final Map<String, Integer> revisions = new TreeMap<>();
  private final Map<String, Integer> libraries = new TreeMap<>();

  /** Of a part that changes with every revision. */
  void revision(String part, String mark) {
    revisions.put(part, Integer.valueOf(mark.strip()));
  }

  /** Of a part that changes with the library. */
  void library(String part, String mark) {
    libraries.put(part, Integer.valueOf(mark.strip()));
  }

  /** The line of marks that a catalog has. */
  void line(String text) {
    Matcher match = MARK.matcher(text);
    while (match.find()) {
      if (match.group(1).equals("library")) {
        library("library", match.group(2));
      } else {
        revision(match.group(1), match.group(2));
      }
    }
  }

  /** How many parts told theirs. */
  int size() {
    return revisions.size() + libraries.size();
  }

  /** Are all of one revision? */
  boolean agree() {
    if (revisions.isEmpty() || revisions.values().stream().distinct().count() != 1) {
      return false;
    }
    int library = PinnedRepo.library(revisions.values().iterator().next());
    return libraries.values().stream().allMatch(mark -> mark == library);
  }

  @Override
  public String toString() {
    return revisions + " " + libraries;
  }
}

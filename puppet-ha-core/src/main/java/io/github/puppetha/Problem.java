package io.github.puppetha;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a check found, in any kind of file. Sorted by file, then place, then rule.
 *
 * @param file path as the user knows it, with {@code /} between its parts
 * @param range where, or null when the problem concerns the file as a whole
 * @param severity how grave
 * @param rule {@code group/name}
 * @param message what was found and what to do, one sentence, no final newline
 */
public record Problem(
    String file, @Nullable SourceRange range, Severity severity, String rule, String message)
    implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file)
          .thenComparing(Problem::range, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Problem::severity)
          .thenComparing(Problem::rule)
          .thenComparing(Problem::message);

  /** An error at a place. */
  public static Problem error(
      String file, @Nullable SourceRange range, String rule, String message) {
    return new Problem(file, range, Severity.ERROR, rule, message);
  }

  /** A warning at a place. */
  public static Problem warning(
      String file, @Nullable SourceRange range, String rule, String message) {
    return new Problem(file, range, Severity.WARNING, rule, message);
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line:column: severity: message [rule]}, as compilers print it. */
  @Override
  public String toString() {
    String place = range == null ? file : file + ":" + range.line() + ":" + range.column();
    return place + ": " + severity.label() + ": " + message + " [" + rule + "]";
  }
}

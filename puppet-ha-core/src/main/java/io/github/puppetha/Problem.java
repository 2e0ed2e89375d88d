package io.github.puppetha;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a check found, in any kind of file. Sorted by file, then place, then rule.
 *
 * @param file path as the user knows it, with {@code /} between its parts
 * @param range where, or null when the problem concerns the file as a whole
 * @param severity how grave
 * @param rule {@code group/name}
 * @param message what was found and what to do, one sentence, no final newline
 * @param causes other files whose change may have made it, named as {@code file} is; also files
 *     that are not there and ought to be
 */
public record Problem(
    String file,
    @Nullable SourceRange range,
    Severity severity,
    String rule,
    String message,
    List<String> causes)
    implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file)
          .thenComparing(Problem::range, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Problem::severity)
          .thenComparing(Problem::rule)
          .thenComparing(Problem::message);

  /** Copies the causes. */
  public Problem {
    causes = List.copyOf(causes);
  }

  /** One that hangs on its own file alone. */
  public Problem(
      String file, @Nullable SourceRange range, Severity severity, String rule, String message) {
    this(file, range, severity, rule, message, List.of());
  }

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

  /** The same, but as grave as this. */
  public Problem withSeverity(Severity other) {
    return new Problem(file, range, other, rule, message, causes);
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

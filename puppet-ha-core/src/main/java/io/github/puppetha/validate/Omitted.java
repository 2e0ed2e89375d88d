package io.github.puppetha.validate;

/**
 * How many problems were found but are not reported.
 *
 * @param suppressed silenced by a comment in the source
 * @param known counted in the baseline
 * @param unchanged in files that have not changed, and not caused by one that has
 */
public record Omitted(int suppressed, int known, int unchanged) {
  /** All are reported. */
  public static final Omitted NOTHING = new Omitted(0, 0, 0);

  /** Why problems are not reported. */
  enum Reason {
    SUPPRESSED,
    KNOWN,
    UNCHANGED
  }

  Omitted plus(Reason reason, int count) {
    return switch (reason) {
      case SUPPRESSED -> new Omitted(suppressed + count, known, unchanged);
      case KNOWN -> new Omitted(suppressed, known + count, unchanged);
      case UNCHANGED -> new Omitted(suppressed, known, unchanged + count);
    };
  }
}

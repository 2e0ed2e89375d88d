package io.github.puppetha;

import java.util.Locale;

/** How grave a {@link Problem} is; the gravest comes first. */
public enum Severity {
  /** Puppet would refuse it, or it would break a run. */
  ERROR,
  /** It works, but not as its author will expect. */
  WARNING,
  /** Worth knowing. */
  INFO;

  /** Is this at least as grave as the other? */
  public boolean atLeast(Severity other) {
    return compareTo(other) <= 0;
  }

  /** The name as result files carry it, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

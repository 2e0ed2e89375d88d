package io.github.puppetha.site;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * For how long the last decided deployment has been known here: by our own clock that nobody can
 * set, from when it was first seen, so never more than it is old.
 */
final class DecisionAge {
  private final LongSupplier nanos;
  private long number;
  private long since;

  DecisionAge(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** The last decision has this number now. */
  synchronized void see(long last) {
    if (last != number) {
      number = last;
      since = nanos.getAsLong();
    }
  }

  /** Zero while there is none. */
  synchronized Duration age() {
    return number == 0 ? Duration.ZERO : Duration.ofNanos(nanos.getAsLong() - since);
  }
}

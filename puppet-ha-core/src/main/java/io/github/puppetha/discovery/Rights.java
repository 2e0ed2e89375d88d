package io.github.puppetha.discovery;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a server was found to let us do, so that it need not forbid the same, and log that as an
 * error, at each probe. Used by one thread at a time.
 */
final class Rights {
  /** Rules are read when a server starts, so that asking again soon is of no use. */
  private static final int PROBES_WITHOUT = 30;

  private final AtomicBoolean byHeaders = new AtomicBoolean();
  private int without;

  /** Does it take identities from headers? */
  AtomicBoolean byHeaders() {
    return byHeaders;
  }

  /** Was it refused lately? */
  boolean lacking() {
    if (without > 0) {
      without--;
      return true;
    }
    return false;
  }

  void refused() {
    without = PROBES_WITHOUT;
    byHeaders.set(false);
  }
}

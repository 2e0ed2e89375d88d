package io.github.puppetha.discovery.monitor;

import java.time.Duration;

/**
 * At most one removal a minute, whoever makes it. One who has just taken the lease waits for that
 * minute too, as its predecessor may have removed a record in its last moment. Not for several
 * threads.
 */
final class Pace {
  private static final Duration BETWEEN = Duration.ofMinutes(1);
  private static final long NONE = -1;

  private Duration last = Duration.ZERO;
  private long perhaps = NONE;

  /** The lease was taken. */
  void begin(Duration now) {
    last = now;
    perhaps = NONE;
  }

  /** A record was removed. */
  void removed(Duration now) {
    last = now;
    perhaps = NONE;
  }

  /** A removal that writes this beat was sent and not answered. */
  void perhapsRemoved(long beat, Duration now) {
    last = now;
    perhaps = beat;
  }

  /** The zone was read with this beat: an unanswered removal may have been done as late as now. */
  void see(long beat, Duration now) {
    if (perhaps != NONE && beat >= perhaps) {
      removed(now);
    }
  }

  boolean mayRemove(Duration now) {
    return now.minus(last).compareTo(BETWEEN) >= 0;
  }
}

package io.github.puppetha.discovery;

/**
 * Tells a JRuby pool that is stuck from one that is only full: requests wait, and no JRuby has come
 * back for as long as it takes to be sure. Used by one thread at a time.
 */
final class Pulse {
  private final long stuckAfter;
  private boolean waiting;
  private long returns;
  private long since;

  /** The time in nanoseconds of a monotonic clock. */
  Pulse(long stuckAfter) {
    this.stuckAfter = stuckAfter;
  }

  /** Nothing is known for now, so that the time begins again. */
  void lost() {
    waiting = false;
  }

  /**
   * Takes what the pool says now.
   *
   * @return for how long it has been stuck, in nanoseconds, or 0 when it is not
   */
  long beat(Jrubies pool, long now) {
    boolean still = pool.free() == 0 && pool.waiting() > 0;
    if (!still || !waiting || pool.returns() != returns) {
      waiting = still;
      returns = pool.returns();
      since = now;
      return 0;
    }
    long silent = now - since;
    return silent >= stuckAfter ? Math.max(silent, 1) : 0;
  }
}

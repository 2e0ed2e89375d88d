package io.github.puppetha.discovery;

/**
 * How well a server does, worse ones later. What could not be found out is {@link #UNKNOWN}, never
 * a bad grade: a missing right is no fault of the server.
 */
public enum Grade {
  /** It answers, has what should be live, and a JRuby is free. */
  GOOD,
  /** All its JRubies are at work, and requests get on: it is preferred less, but stays in DNS. */
  BUSY,
  /** Requests wait and no JRuby has come back for as long as {@code stuckAfter}. */
  STUCK,
  /** It serves older code than was decided. */
  BEHIND,
  /** An environment that should be live is gone, or it cannot list its environments. */
  NO_ENVIRONMENT,
  /** It is being taken out of service by a person. */
  DRAINING,
  /** No TCP, no TLS under its own name, or it says itself that it does not run. */
  DEAD,
  /** Not asked yet, or it answers but what it has could not be found out. */
  UNKNOWN;

  /** Is it known that it should not serve while others can? */
  public boolean bad() {
    return this != GOOD && this != BUSY && this != UNKNOWN;
  }
}

package io.github.puppetha.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a server, as a value: {@code master.fault(new Fault.Refuse())}. A fault
 * holds from the call that sets it until it is cleared or another takes its place.
 */
public sealed interface Fault {
  /**
   * The server is down: what is open is cut, new connections are refused. The same port listens
   * again when the fault is cleared.
   */
  record Refuse() implements Fault {}

  /**
   * Packets vanish: new connections are not accepted (on Linux a connect gets no answer at all, as
   * from a host that is cut off), and a request on an open connection is never answered. What hangs
   * is cut when the fault is cleared.
   */
  record Drop() implements Fault {}

  /**
   * Every answer comes late. Nothing else waits meanwhile.
   *
   * @param delay how late
   */
  record Slow(Duration delay) implements Fault {}

  /** The head and half the body of every answer, then the connection is cut. */
  record HalfAnswer() implements Fault {}

  /**
   * Every request gets this status, whoever asks.
   *
   * @param status for example 503
   * @param retryAfter value of the {@code Retry-After} header in whole seconds; null for none
   */
  record Status(int status, @Nullable Duration retryAfter) implements Fault {
    /** Without {@code Retry-After}, which agents take as a plain error. */
    public Status(int status) {
      this(status, null);
    }
  }

  /** New connections are shown a certificate, right in all else, that ended yesterday. */
  record ExpiredCertificate() implements Fault {}
}

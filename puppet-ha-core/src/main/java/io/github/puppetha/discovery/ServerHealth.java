package io.github.puppetha.discovery;

import java.time.Duration;

/**
 * What is remembered of one server. A failure postpones it, each further one for longer; a success
 * forgives everything. All times are milliseconds of the selector's clock.
 */
final class ServerHealth {
  private static final Duration FAILED = Duration.ofSeconds(5);
  private static final Duration OVERTAKEN = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 10;

  private volatile long goodUntil;
  private volatile long postponedUntil;
  private volatile String reason = "";
  private int failures;

  /** Has it lately been seen to be good? */
  boolean good(long now) {
    return now < goodUntil;
  }

  /** Is it to be used only when others fail? */
  boolean postponed(long now) {
    return now < postponedUntil;
  }

  /** Why it is postponed. */
  String reason() {
    return reason;
  }

  synchronized void succeeded(long now, Duration trust) {
    failures = 0;
    postponedUntil = 0;
    goodUntil = now + trust.toMillis();
  }

  /** It does not answer. */
  void failed(long now, String why) {
    postpone(now, why, FAILED);
  }

  /** Another one was tried later and answered sooner; it may be slow, or dead. */
  void overtaken(long now, String why) {
    postpone(now, why, OVERTAKEN);
  }

  /** It asks to be left alone for a while; that is granted up to five minutes. */
  synchronized void busy(long now, String why, Duration retryAfter) {
    Duration wait = retryAfter.compareTo(LONGEST) > 0 ? LONGEST : retryAfter;
    goodUntil = 0;
    reason = why;
    postponedUntil = Math.max(postponedUntil, now + Math.max(wait.toMillis(), 1));
  }

  private synchronized void postpone(long now, String why, Duration first) {
    goodUntil = 0;
    reason = why;
    if (now < postponedUntil) {
      return; // the same outage, seen by another request
    }
    long wait = first.toMillis() << Math.min(failures, MOST_DOUBLINGS);
    postponedUntil = now + Math.min(wait, LONGEST.toMillis());
    failures++;
  }
}

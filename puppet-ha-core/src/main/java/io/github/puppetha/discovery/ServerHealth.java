package io.github.puppetha.discovery;

import java.time.Duration;

/**
 * What is remembered of one server. A failure postpones it, each further one for longer; a success
 * forgives everything, and quiet time a little. All times are milliseconds of the selector's clock.
 */
final class ServerHealth {
  /** No server is ever postponed for longer. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration FAILED = Duration.ofSeconds(5);
  private static final Duration OVERTAKEN = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 10;

  /**
   * What outlives the process.
   *
   * @param changedAt when it came to be so
   * @param postponedUntil until when it is used only where others fail; 0 when it was forgiven
   * @param failures how many failures count
   * @param reason of the last one
   */
  record Kept(long changedAt, long postponedUntil, int failures, String reason) {}

  private final Runnable onChange;
  private volatile long goodUntil;
  private volatile long postponedUntil;
  private volatile String reason = "";
  private int failures;
  private long changedAt;

  /** Tells of each change that is worth being kept. */
  ServerHealth(Runnable onChange) {
    this.onChange = onChange;
  }

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

  void succeeded(long now, Duration trust) {
    if (forgive(now, trust)) {
      onChange.run();
    }
  }

  private synchronized boolean forgive(long now, Duration trust) {
    boolean known = failures > 0 || postponedUntil > 0;
    failures = 0;
    postponedUntil = 0;
    goodUntil = now + trust.toMillis();
    changedAt = known ? now : changedAt;
    return known;
  }

  /** A probe of its health found it there; that spares the next probe, but forgives nothing. */
  synchronized void seen(long now, Duration trust) {
    if (!postponed(now)) {
      goodUntil = now + trust.toMillis();
    }
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
  void busy(long now, String why, Duration retryAfter) {
    Duration wait = retryAfter.compareTo(LONGEST) > 0 ? LONGEST : retryAfter;
    synchronized (this) {
      goodUntil = 0;
      reason = why;
      postponedUntil = Math.max(postponedUntil, now + Math.max(wait.toMillis(), 1));
      changedAt = now;
    }
    onChange.run();
  }

  private void postpone(long now, String why, Duration first) {
    synchronized (this) {
      goodUntil = 0;
      reason = why;
      if (now < postponedUntil) {
        return; // the same outage, seen by another request
      }
      failures = decayed(failures, postponedUntil, now);
      long wait = first.toMillis() << Math.min(failures, MOST_DOUBLINGS);
      postponedUntil = now + Math.min(wait, LONGEST.toMillis());
      failures++;
      changedAt = now;
    }
    onChange.run();
  }

  /** Each longest postponement that it could have failed in, and did not, forgives one failure. */
  private static int decayed(int failures, long postponedUntil, long now) {
    long quiet = Math.max(now - postponedUntil, 0) / LONGEST.toMillis();
    return (int) Math.max(failures - quiet, 0);
  }

  synchronized Kept kept() {
    return new Kept(changedAt, postponedUntil, failures, reason);
  }

  /** What another process knows counts when it is newer. */
  synchronized void adopt(Kept other) {
    if (other.changedAt() > changedAt) {
      changedAt = other.changedAt();
      failures = other.failures();
      postponedUntil = other.postponedUntil();
      reason = other.reason();
      if (other.failures() > 0) {
        goodUntil = 0;
      }
    }
  }
}

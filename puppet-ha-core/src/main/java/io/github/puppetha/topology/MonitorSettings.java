package io.github.puppetha.topology;

import java.time.Duration;

/**
 * How patient the monitor of a site's zone is, which takes servers and gateways out of DNS that are
 * not well.
 *
 * @param every the time between two looks, whole seconds, positive
 * @param outAfter how long a server must have been bad without a break before it is taken out
 * @param inAfter how long it must have been well without a break before it is put back
 * @param settleTime how old a decided deployment must be before a server that is behind on it
 *     counts as bad
 * @param lease after what time without a sign of life of the monitor that may change the zone
 *     another one takes over; whole seconds, at least four times {@code every}, at most a day
 */
public record MonitorSettings(
    Duration every, Duration outAfter, Duration inAfter, Duration settleTime, Duration lease) {
  /** 5 s, 15 s, and one minute for the others. */
  public static final MonitorSettings DEFAULT =
      new MonitorSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60));

  /** Checks the ranges. */
  public MonitorSettings {
    if (outAfter.isNegative() || inAfter.isNegative() || settleTime.isNegative()) {
      throw new IllegalArgumentException(
          "times must not be negative: " + outAfter + ", " + inAfter + ", " + settleTime);
    }
    if (every.isZero() || every.isNegative()) {
      throw new IllegalArgumentException("the time between two looks must be positive: " + every);
    }
    if (lease.toNanosPart() > 0 || lease.toSeconds() < 1 || lease.toSeconds() > 86_400) {
      throw new IllegalArgumentException("a lease takes whole seconds, 1 s to a day: " + lease);
    }
    if (!isLongEnough(lease, every)) {
      throw new IllegalArgumentException(
          "a lease must be at least four times as long as the time between two looks: "
              + lease
              + ", "
              + every);
    }
  }

  /** A holder must have the time to renew it, also when a look or two fail. */
  static boolean isLongEnough(Duration lease, Duration every) {
    return lease.compareTo(every.multipliedBy(4)) >= 0;
  }
}

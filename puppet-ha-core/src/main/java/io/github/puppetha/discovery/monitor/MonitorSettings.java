package io.github.puppetha.discovery.monitor;

import java.time.Duration;

/**
 * How patient the monitor is.
 *
 * @param outAfter how long a server must have been bad without a break before it is taken out
 * @param inAfter how long it must have been well without a break before it is put back
 * @param settleTime how old a decided deployment must be before a server that is behind on it
 *     counts as bad
 * @param lease after what time without a sign of life of the monitor that may change the zone
 *     another one takes over; whole seconds, 1 s to a day
 */
public record MonitorSettings(
    Duration outAfter, Duration inAfter, Duration settleTime, Duration lease) {
  /** 15 s, 60 s, 60 s, 60 s. */
  public static final MonitorSettings DEFAULT =
      new MonitorSettings(
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60));

  /** At most one record is taken out in this time: a minute. */
  public static final Duration REMOVAL_EVERY = Duration.ofMinutes(1);

  /** Checks the ranges. */
  public MonitorSettings {
    if (outAfter.isNegative() || inAfter.isNegative() || settleTime.isNegative()) {
      throw new IllegalArgumentException(
          "times must not be negative: " + outAfter + ", " + inAfter + ", " + settleTime);
    }
    if (lease.toSeconds() < 1 || lease.toDays() > 1 || lease.toNanosPart() > 0) {
      throw new IllegalArgumentException("a lease takes whole seconds, 1 s to a day: " + lease);
    }
  }
}

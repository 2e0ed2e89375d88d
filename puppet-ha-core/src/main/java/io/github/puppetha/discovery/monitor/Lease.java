package io.github.puppetha.discovery.monitor;

import io.github.puppetha.discovery.zone.TxtSet;
import io.github.puppetha.discovery.zone.ZoneChange;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneLease;
import java.time.Duration;
import java.util.List;

/**
 * One monitor's view of a zone's lease. Whoever reads the same value for its whole period on its
 * own clock takes over from its holder; each change of the holder expects the value as it read it,
 * so that one who was overtaken without knowing changes nothing. Not for several threads.
 */
final class Lease {
  /** Seconds that our TXT records may be cached: only their primary is ever asked. */
  static final long TTL = 0;

  private static final int BEATS_IN_A_PERIOD = 3;

  private final String holder;
  private final Duration period;
  private List<String> seen = List.of();
  private Duration seenSince = Duration.ZERO;

  /**
   * A view.
   *
   * @param holder a name that no other monitor has, nor had before
   * @param period after what silence others may take over
   */
  Lease(String holder, Duration period) {
    this.holder = new ZoneLease(holder, 0, period).holder();
    this.period = period;
  }

  /** What a reading means. */
  enum Standing {
    /** The zone is ours to change. */
    HELD,
    /** Another one's, as far as can be seen. */
    ANOTHERS,
    /** Nobody's, or the other one has been silent for long enough. */
    FREE
  }

  /**
   * Takes notice of a reading.
   *
   * @param began when it was begun
   * @param ended when its answer was there
   */
  Standing see(ZoneContent zone, Duration began, Duration ended) {
    List<String> values = values(zone);
    if (!values.equals(seen)) {
      seen = values;
      seenSince = ended;
    }
    if (isOurs(zone)) {
      return Standing.HELD;
    }
    boolean over = values.isEmpty() || began.minus(seenSince).compareTo(periodOf(zone)) >= 0;
    return over ? Standing.FREE : Standing.ANOTHERS;
  }

  /** Is the value so old that it is time for the next beat? Only asked of an own one. */
  boolean isDue(Duration now) {
    return now.minus(seenSince).compareTo(period.dividedBy(BEATS_IN_A_PERIOD)) >= 0;
  }

  /** Ours, with a beat higher than the one in the zone. */
  ZoneLease next(ZoneContent zone) {
    long beat = zone.lease().map(ZoneLease::beat).filter(b -> b < Long.MAX_VALUE).orElse(0L);
    return new ZoneLease(holder, beat + 1, period);
  }

  /** Takes or renews it, if it is still as read. */
  ZoneChange renewal(ZoneContent zone) {
    return ZoneChange.of(zone).set(only(zone, next(zone))).build();
  }

  /** Gives it up, if it is still ours, so that another one need not wait. */
  static ZoneChange release(ZoneContent zone) {
    return ZoneChange.of(zone).set(TxtSet.none(zone.names().lease())).build();
  }

  /** The lease's TXT records with this one alone. */
  static TxtSet only(ZoneContent zone, ZoneLease lease) {
    return new TxtSet(zone.names().lease(), TTL, List.of(lease.value()));
  }

  private boolean isOurs(ZoneContent zone) {
    return zone.lease().map(ZoneLease::holder).filter(holder::equals).isPresent();
  }

  private Duration periodOf(ZoneContent zone) {
    return zone.lease().map(ZoneLease::period).orElse(period);
  }

  private static List<String> values(ZoneContent zone) {
    return zone.txt(zone.names().lease()).values();
  }
}

package io.github.puppetha.discovery.monitor;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.discovery.monitor.DnsAlarm.Kind;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.TakenOut;
import io.github.puppetha.discovery.zone.ZoneContent;
import java.util.Optional;

/** What may be taken out of a set at all, whatever is wrong with its servers. */
final class Limits {
  private final ZoneContent zone;
  private final Steadiness health;

  Limits(ZoneContent zone, Steadiness health) {
    this.zone = zone;
    this.health = health;
  }

  /** Why a record must stay; empty when it may go. */
  Optional<Kind> objection(SrvSet set, SrvRecord record, TakenOut.Why why) {
    if (set.records().size() < 2) {
      return Optional.of(Kind.LAST_RECORD);
    }
    if (why == TakenOut.Why.DRAIN) {
      return Optional.empty();
    }
    long out = outByHealth(set);
    if (2 * (out + 1) > set.records().size() + out) {
      return Optional.of(Kind.HALF_OUT);
    }
    return someoneElseIsWell(set, record) ? Optional.empty() : Optional.of(Kind.NOBODY_WELL);
  }

  /** What a person has drained since is no longer out by health alone. */
  private long outByHealth(SrvSet set) {
    return zone.out().stream()
        .filter(out -> out.why() == TakenOut.Why.HEALTH)
        .filter(out -> zone.names().srv(out.service()).equals(set.name()))
        .filter(out -> server(out.record()).filter(zone::isDrained).isEmpty())
        .count();
  }

  /**
   * A change must gain something: a monitor that is cut off itself finds nobody well, and then
   * leaves DNS as it is.
   */
  private boolean someoneElseIsWell(SrvSet set, SrvRecord record) {
    return set.records().stream()
        .filter(other -> !other.equals(record))
        .flatMap(other -> server(other).stream())
        .anyMatch(other -> health.of(other).verdict() == Verdict.WELL);
  }

  /** Who a record names; nobody when its target is {@code .} or no host's name. */
  static Optional<HostPort> server(SrvRecord record) {
    try {
      return Optional.of(new HostPort(record.target(), record.port()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package io.github.puppetha.discovery.monitor;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.discovery.monitor.DnsAlarm.Kind;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.TakenOut;
import io.github.puppetha.discovery.zone.ZoneContent;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What may be taken out of a set at all, whatever is wrong with its servers. */
final class Limits {
  private final ZoneContent zone;
  private final List<TakenOut> out;
  private final Predicate<HostPort> drained;
  private final Steadiness health;

  Limits(ZoneContent zone, List<TakenOut> out, Predicate<HostPort> drained, Steadiness health) {
    this.zone = zone;
    this.out = out;
    this.drained = drained;
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
    long gone = outByHealth(set);
    if (2 * (gone + 1) > set.records().size() + gone) {
      return Optional.of(Kind.HALF_OUT);
    }
    return someoneElseIsWell(set, record) ? Optional.empty() : Optional.of(Kind.NOBODY_WELL);
  }

  /** What a person has drained since is no longer out by health alone. */
  private long outByHealth(SrvSet set) {
    return out.stream()
        .filter(taken -> taken.why() == TakenOut.Why.HEALTH)
        .filter(taken -> zone.names().srv(taken.service()).equals(set.name()))
        .filter(taken -> server(taken.record()).filter(drained).isEmpty())
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

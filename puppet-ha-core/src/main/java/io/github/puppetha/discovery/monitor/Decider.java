package io.github.puppetha.discovery.monitor;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.discovery.monitor.Decision.Step;
import io.github.puppetha.discovery.monitor.DnsAlarm.Kind;
import io.github.puppetha.discovery.zone.Drain;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.TakenOut;
import io.github.puppetha.discovery.zone.ZoneChange;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneLease;
import io.github.puppetha.discovery.zone.ZoneNames;
import io.github.puppetha.topology.MonitorSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the holder of a zone's lease does about it: a function of what is in the zone and what is
 * known of the servers. One record a change; who is well comes back before anyone is taken out.
 */
final class Decider {
  private final Set<HostPort> own;
  private final MonitorSettings settings;

  /** Takes out records of these servers and gateways only. */
  Decider(Set<HostPort> own, MonitorSettings settings) {
    this.own = Set.copyOf(own);
    this.settings = settings;
  }

  /**
   * What to do.
   *
   * @param zone as read
   * @param health of the servers
   * @param mayRemove whether the last removal is long enough ago
   * @param renewed the own lease with its next beat, which every change writes
   * @param at the time that is written beside what is taken out
   */
  Decision decide(
      ZoneContent zone, Steadiness health, boolean mayRemove, ZoneLease renewed, Instant at) {
    return new Round(zone, health, mayRemove, renewed, at).decide();
  }

  /** A record that should not be in its set. */
  private record Candidate(
      Service service, SrvSet set, SrvRecord record, TakenOut.Why why, Steadiness.Streak streak) {

    /** Who a person drained first; then the gravest, then who has been bad for longest. */
    static final Comparator<Candidate> ORDER =
        Comparator.comparing(Candidate::why)
            .thenComparing(c -> c.streak.grade(), Comparator.reverseOrder())
            .thenComparing(c -> c.streak.since())
            .thenComparing(Candidate::service);

    String name() {
      return record.target() + ":" + record.port();
    }

    String reason() {
      return why == TakenOut.Why.DRAIN ? "drained" : streak.why();
    }
  }

  private final class Round {
    private final ZoneContent zone;
    private final ZoneNames names;
    private final List<TakenOut> taken;
    private final Set<HostPort> drained;
    private final Steadiness health;
    private final boolean mayRemove;
    private final ZoneLease renewed;
    private final Instant at;

    Round(ZoneContent zone, Steadiness health, boolean mayRemove, ZoneLease renewed, Instant at) {
      this.zone = zone;
      this.names = zone.names();
      this.taken = zone.out();
      this.drained = zone.drains().stream().map(Drain::server).collect(Collectors.toSet());
      this.health = health;
      this.mayRemove = mayRemove;
      this.renewed = renewed;
      this.at = at;
    }

    Decision decide() {
      Blocked blocked = new Blocked();
      List<Candidate> allowed = new ArrayList<>();
      Limits limits = new Limits(zone, taken, drained::contains, health);
      for (Candidate candidate : candidates()) {
        Optional<Kind> objection = limits.objection(candidate.set, candidate.record, candidate.why);
        if (objection.isEmpty()) {
          allowed.add(candidate);
        } else if (candidate.why == TakenOut.Why.HEALTH) { // who drained it knows why it stays
          blocked.add(objection.get(), candidate.set, candidate.name(), candidate.reason());
        }
      }
      Optional<Step> step = back();
      if (step.isEmpty() && mayRemove) {
        step = allowed.stream().min(Candidate.ORDER).map(this::takeOut);
      }
      List<DnsAlarm> alarms = new ArrayList<>(blocked.alarms());
      alarms.addAll(Unreadable.alarms(zone));
      return new Decision(step, alarms);
    }

    private List<Candidate> candidates() {
      List<Candidate> candidates = new ArrayList<>();
      for (Service service : Service.values()) {
        SrvSet set = zone.srv(service);
        for (SrvRecord record : set.records()) {
          Limits.server(record)
              .filter(own::contains)
              .flatMap(server -> candidate(service, set, record, server))
              .ifPresent(candidates::add);
        }
      }
      return candidates;
    }

    private Optional<Candidate> candidate(
        Service service, SrvSet set, SrvRecord record, HostPort server) {
      Steadiness.Streak streak = health.of(server);
      if (drained.contains(server)) {
        return Optional.of(new Candidate(service, set, record, TakenOut.Why.DRAIN, streak));
      }
      return health.is(server, Verdict.BAD, settings.outAfter())
          ? Optional.of(new Candidate(service, set, record, TakenOut.Why.HEALTH, streak))
          : Optional.empty();
    }

    private Step takeOut(Candidate c) {
      TakenOut out = new TakenOut(c.service, c.record, ttlBefore(c), c.why, at);
      List<SrvRecord> rest = c.set.records().stream().filter(r -> !r.equals(c.record)).toList();
      ZoneChange change =
          begun()
              .set(new SrvSet(c.set.name(), c.set.ttl(), rest))
              .set(zone.txt(names.out()).with(out.value(), Lease.TTL))
              .build();
      return new Step(new Deed.TakeOut(out, c.reason()), change);
    }

    /** The set's time to live before the first one was taken out of it. */
    private long ttlBefore(Candidate c) {
      return taken.stream()
          .filter(out -> out.service() == c.service)
          .mapToLong(TakenOut::ttl)
          .reduce(c.set.ttl(), Math::max);
    }

    private Optional<Step> back() {
      return taken.stream()
          .filter(out -> out.why() == TakenOut.Why.HEALTH)
          .sorted(Comparator.comparing(TakenOut::since))
          .flatMap(out -> Limits.server(out.record()).flatMap(s -> back(out, s)).stream())
          .findFirst();
    }

    private Optional<Step> back(TakenOut out, HostPort server) {
      SrvSet set = zone.srv(out.service());
      if (set.of(server).stream().anyMatch(r -> r.priority() == out.record().priority())) {
        return Optional.of(
            new Step(new Deed.Forget(out, "somebody has put it back"), without(out).build()));
      }
      if (drained.contains(server) || !health.is(server, Verdict.WELL, settings.inAfter())) {
        return Optional.empty();
      }
      // All of a set have one time to live (RFC 2181, 5.2): that of those that are there.
      long ttl = set.isEmpty() ? out.ttl() : set.ttl();
      SrvSet whole = set.with(out.record()).withTtl(ttl);
      return Optional.of(
          new Step(
              new Deed.PutBack(out, health.of(server).why()), without(out).set(whole).build()));
    }

    private ZoneChange.Builder without(TakenOut out) {
      return begun().set(zone.txt(names.out()).without(out.value()));
    }

    /** Every change also renews the lease, and holds only if nobody drained anything meanwhile. */
    private ZoneChange.Builder begun() {
      return ZoneChange.of(zone).set(Lease.only(zone, renewed)).expectTxt(names.drains());
    }
  }
}

package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a drain by hand, or its end, changes in one zone: computed of what was read, without asking
 * anyone.
 *
 * @param change one message; with no edits when nothing is to change
 * @param steps what happens to which SRV record, in the order of services
 * @param drained those whose drain is written, or taken away
 * @param objection why it must not be done; empty when it may
 */
public record ZoneDrain(
    ZoneChange change, List<Step> steps, List<HostPort> drained, Optional<String> objection) {
  /** Copies the lists. */
  public ZoneDrain {
    steps = List.copyOf(steps);
    drained = List.copyOf(drained);
  }

  /** What happens to a record. */
  public enum Kind {
    /** It is taken out, and written down so that it can come back. */
    OUT,
    /** It stays, though its server is drained: it is the last of its service. */
    LAST,
    /** It is put back. */
    BACK,
    /** It stays out: the monitor took it out, and puts it back when its server is well. */
    UNWELL
  }

  /**
   * One record's fate.
   *
   * @param service whose record it is
   * @param record the record
   * @param kind what happens
   * @param ttl the set's time to live before, in seconds: so long resolvers may give the old answer
   */
  public record Step(Service service, SrvRecord record, Kind kind, long ttl) {}

  /** Does this change anything? */
  public boolean changes() {
    return !change.edits().isEmpty();
  }

  /**
   * Takes servers out of every set. A drain is written for those that the zone has or had a record
   * of, and for those that are {@code ours} in any case, as gateways read it. The last record of
   * {@code _x-puppet} is never taken: that is an objection. The last one of another service stays.
   *
   * @param drains what is to be drained
   * @param ours the servers of the zone's own sites
   * @param lowTtl seconds, for the sets that lose a record
   */
  public static ZoneDrain of(
      ZoneContent read, List<Drain> drains, Collection<HostPort> ours, long lowTtl) {
    ZoneChange.Builder change = ZoneChange.of(read);
    List<Step> steps = new ArrayList<>();
    TxtSet out = read.txt(read.names().out());
    Optional<String> objection = Optional.empty();
    for (Service service : Service.values()) {
      SrvSet set = read.srv(service);
      List<SrvRecord> hit =
          set.records().stream().filter(r -> drains.stream().anyMatch(d -> names(d, r))).toList();
      boolean last = set.records().stream().allMatch(r -> hit.contains(r) || isNone(r));
      if (hit.isEmpty()) {
        continue;
      }
      if (last && service == Service.PUPPET) {
        objection = Optional.of(lastOne(set, hit));
      }
      Kind kind = last ? Kind.LAST : Kind.OUT;
      hit.forEach(r -> steps.add(new Step(service, r, kind, set.ttl())));
      if (!last) {
        long ttl = usualTtl(read, service);
        for (SrvRecord r : hit) {
          Drain drain = drains.stream().filter(d -> names(d, r)).findFirst().orElseThrow();
          out =
              out.with(
                  new TakenOut(service, r, ttl, TakenOut.Why.DRAIN, drain.since()).value(), lowTtl);
        }
        List<SrvRecord> left = set.records().stream().filter(r -> !hit.contains(r)).toList();
        change.set(new SrvSet(set.name(), Math.min(set.ttl(), lowTtl), left));
      }
    }
    return finish(read, change, steps, out, marked(read, drains, ours), lowTtl, objection);
  }

  private static ZoneDrain finish(
      ZoneContent read,
      ZoneChange.Builder change,
      List<Step> steps,
      TxtSet out,
      List<Drain> marked,
      long lowTtl,
      Optional<String> objection) {
    TxtSet txt = read.txt(read.names().drains());
    for (Drain drain : marked) {
      txt = txt.with(drain.value(), lowTtl);
    }
    setIfChanged(read, change, txt);
    setIfChanged(read, change, out);
    List<HostPort> drained = marked.stream().map(Drain::server).toList();
    return new ZoneDrain(change.build(), steps, drained, objection);
  }

  private static List<Drain> marked(
      ZoneContent read, List<Drain> drains, Collection<HostPort> ours) {
    return drains.stream()
        .filter(d -> !read.isDrained(d.server()))
        .filter(
            d ->
                ours.contains(d.server())
                    || read.srv().stream().anyMatch(set -> set.names(d.server()))
                    || read.out().stream().anyMatch(o -> o.names(d.server())))
        .toList();
  }

  /** Puts back what drains of these servers took out, and takes the drains away. */
  public static ZoneDrain end(ZoneContent read, Collection<HostPort> servers) {
    ZoneChange.Builder change = ZoneChange.of(read);
    List<Step> steps = new ArrayList<>();
    TxtSet out = read.txt(read.names().out());
    for (Service service : Service.values()) {
      SrvSet before = read.srv(service);
      SrvSet set = before;
      boolean othersDrained = false;
      for (TakenOut taken : read.out()) {
        boolean ours = servers.stream().anyMatch(taken::names);
        if (taken.service() == service && taken.why() == TakenOut.Why.DRAIN) {
          othersDrained |= !ours;
        }
        if (taken.service() != service || !ours) {
          continue;
        }
        boolean back = taken.why() == TakenOut.Why.DRAIN;
        Kind kind = back ? Kind.BACK : Kind.UNWELL;
        steps.add(new Step(service, taken.record(), kind, before.ttl()));
        if (back) {
          out = out.without(taken.value());
          set = isBack(before, taken) ? set : set.with(taken.record());
        }
      }
      if (!set.equals(before)) {
        change.set(
            set.withTtl(
                othersDrained && !before.isEmpty() ? before.ttl() : usualTtl(read, service)));
      }
    }
    TxtSet txt = read.txt(read.names().drains());
    List<HostPort> ended = new ArrayList<>();
    for (Drain drain : read.drains()) {
      if (servers.contains(drain.server())) {
        txt = txt.without(drain.value());
        ended.add(drain.server());
      }
    }
    setIfChanged(read, change, txt);
    setIfChanged(read, change, out);
    return new ZoneDrain(change.build(), steps, ended, Optional.empty());
  }

  /** Has somebody put it back, perhaps with another weight? */
  private static boolean isBack(SrvSet set, TakenOut taken) {
    return set.of(taken.server()).stream().anyMatch(r -> r.priority() == taken.record().priority());
  }

  private static void setIfChanged(ZoneContent read, ZoneChange.Builder change, TxtSet txt) {
    if (!read.txt(txt.name()).equals(txt)) {
      change.set(txt);
    }
  }

  /** The set's time to live before anything was taken out of it. */
  private static long usualTtl(ZoneContent read, Service service) {
    return read.out().stream()
        .filter(o -> o.service() == service)
        .mapToLong(TakenOut::ttl)
        .reduce(read.srv(service).ttl(), Math::max);
  }

  private static boolean names(Drain drain, SrvRecord r) {
    return r.port() == drain.server().port() && r.target().equals(drain.server().host());
  }

  private static boolean isNone(SrvRecord r) {
    return r.target().equals(".");
  }

  private static String lastOne(SrvSet set, List<SrvRecord> hit) {
    return "%s would have no record left (it has %s): agents would fall back to their 'server' setting; put another server there first, or undrain one"
        .formatted(
            set.name(),
            hit.size() == 1 ? "only " + hit.get(0).target() : "only these " + hit.size());
  }
}

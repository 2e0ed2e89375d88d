package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one server has beside what the topology wants. */
final class ZoneDiff {
  /** Something found. */
  record Finding(ZoneRule rule, String message) {}

  private final DomainRecords wanted;
  private final ZoneContent live;
  private final List<Finding> findings = new ArrayList<>();

  private ZoneDiff(DomainRecords wanted, ZoneContent live) {
    this.wanted = wanted;
    this.live = live;
  }

  static List<Finding> of(DomainRecords wanted, ZoneContent live) {
    ZoneDiff diff = new ZoneDiff(wanted, live);
    for (Service service : Service.values()) {
      diff.compare(service);
    }
    return diff.findings;
  }

  private void compare(Service service) {
    SrvSet want = wanted.set(service);
    SrvSet have = live.srv(service);
    if (service == Service.CA && have.isEmpty() && !live.srv(Service.PUPPET).isEmpty()) {
      add(
          ZoneRule.NO_CA_SET,
          "%s has records and %s has none, so agents send certificate requests to compilers; publish %s"
              .formatted(live.srv(Service.PUPPET).name(), have.name(), text(want)));
    } else if (!want.isEmpty() && have.isEmpty()) {
      add(ZoneRule.MISSING_SET, have.name() + " has no SRV records; publish " + text(want));
    } else if (want.isEmpty() && !have.isEmpty()) {
      add(
          ZoneRule.HIDES_GENERIC,
          "%s has records (%s), so agents do not look at %s for that; remove them"
              .formatted(have.name(), text(have), live.srv(Service.PUPPET).name()));
    } else {
      want.records().forEach(r -> wanted(service, have, r));
    }
    if (!want.isEmpty()) {
      have.records().forEach(r -> unwanted(want, have, r));
      ttl(service, want, have);
    }
  }

  private void wanted(Service service, SrvSet have, SrvRecord r) {
    if (have.records().contains(r)) {
      return;
    }
    Optional<SrvRecord> other = have.records().stream().filter(h -> same(h, r)).findFirst();
    Optional<TakenOut> out =
        live.out().stream().filter(o -> o.service() == service && same(o.record(), r)).findFirst();
    if (other.isPresent()) {
      add(
          ZoneRule.WRONG_RECORD,
          "%s has %s; by the topology it is %s".formatted(have.name(), text(other.get()), text(r)));
    } else if (out.isPresent()) {
      String why =
          out.get().why() == TakenOut.Why.DRAIN
              ? "drained" + by(out.get()) + " since "
              : "not well since ";
      add(
          ZoneRule.TAKEN_OUT,
          "%s lacks %s: %s%s".formatted(have.name(), text(r), why, out.get().since()));
    } else {
      add(ZoneRule.MISSING_RECORD, have.name() + " lacks " + text(r));
    }
  }

  private String by(TakenOut out) {
    return live.drains().stream()
        .filter(drain -> out.names(drain.server()))
        .findFirst()
        .map(drain -> " by " + drain.by())
        .orElse("");
  }

  private void unwanted(SrvSet want, SrvSet have, SrvRecord r) {
    if (r.target().equals(".")) {
      add(
          ZoneRule.NOT_OFFERED,
          have.name() + " has the target '.', at which agents end their run; remove it");
    } else if (want.records().stream().noneMatch(w -> same(w, r))) {
      add(
          ZoneRule.UNWANTED_RECORD,
          have.name() + " has " + text(r) + ", which the topology does not name there");
    }
  }

  private void ttl(Service service, SrvSet want, SrvSet have) {
    boolean drained = live.out().stream().anyMatch(o -> o.service() == service);
    boolean wrong = drained ? have.ttl() > want.ttl() : have.ttl() != want.ttl();
    if (wrong && !have.isEmpty()) {
      add(
          ZoneRule.TTL,
          "%s has a time to live of %d s; by the topology it is %d s"
              .formatted(have.name(), have.ttl(), want.ttl()));
    }
  }

  private static boolean same(SrvRecord one, SrvRecord other) {
    return one.port() == other.port() && one.target().equals(other.target());
  }

  private void add(ZoneRule rule, String message) {
    findings.add(new Finding(rule, message));
  }

  private static String text(SrvSet set) {
    return String.join(", ", set.records().stream().map(ZoneDiff::text).toList());
  }

  private static String text(SrvRecord r) {
    return "%d %d %d %s".formatted(r.priority(), r.weight(), r.port(), r.target());
  }

  /** The hosts that the records of a content name. */
  static List<HostPort> targets(ZoneContent content) {
    return content.srv().stream()
        .flatMap(set -> set.records().stream())
        .filter(r -> !r.target().equals(".") && r.port() > 0)
        .map(r -> new HostPort(r.target(), r.port()))
        .distinct()
        .sorted()
        .toList();
  }
}

package io.github.puppetha.operations;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.ZoneDrain;
import io.github.puppetha.discovery.zone.ZoneDrain.Kind;
import io.github.puppetha.discovery.zone.ZoneDrain.Step;
import io.github.puppetha.operations.Drainer.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan of draining, for people. */
final class DrainText {
  private final boolean draining;
  private final DrainTargets targets;
  private final List<ZoneWork> zones;

  DrainText(boolean draining, DrainTargets targets, List<ZoneWork> zones) {
    this.draining = draining;
    this.targets = targets;
    this.zones = zones;
  }

  String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("domain", "name server", "service", "record", "change"));
    for (ZoneWork zone : zones) {
      ZoneDrain edit = zone.edit;
      if (edit == null) {
        rows.add(
            row(zone, "-", "-", zone.byHand() ? "none: not ours to change" : "none: unreachable"));
        continue;
      }
      for (Step step : edit.steps()) {
        String service = step.service().srvName("x").replace(".x", "");
        rows.add(row(zone, service, record(step.record()), change(step)));
      }
      for (HostPort server : edit.drained()) {
        String change = draining ? "written" : "removed";
        rows.add(row(zone, "_puppet-ha-drain", "drain of " + server, change));
      }
      if (edit.steps().isEmpty() && edit.drained().isEmpty()) {
        rows.add(row(zone, "-", "-", "none"));
      }
    }
    return (draining ? "Drain " : "Undrain ") + targets.title() + "\n" + TextTable.of(rows);
  }

  private static List<String> row(ZoneWork zone, String service, String record, String change) {
    return List.of(zone.domain.domain(), zone.at, service, record, change);
  }

  private static String record(SrvRecord r) {
    return "%d %d %d %s".formatted(r.priority(), r.weight(), r.port(), r.target());
  }

  private static String change(Step step) {
    return switch (step.kind()) {
      case OUT -> "taken out";
      case LAST -> "stays: the last of its name";
      case BACK -> "put back";
      case UNWELL -> "stays out until it is well";
    };
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (ZoneWork zone : zones) {
      if (zone.edit == null) {
        warnings.add(zone.failure + byHand(zone));
      } else {
        warnings(zone, zone.edit).forEach(warnings::add);
      }
    }
    if (draining) {
      warnings.addAll(behindGateways());
    }
    return warnings;
  }

  private String byHand(ZoneWork zone) {
    List<String> named =
        zone.domain.sets().stream()
            .flatMap(set -> targets.addresses().stream().flatMap(t -> lines(set, t)))
            .toList();
    if (named.isEmpty()) {
      return "; by the topology it names none of them";
    }
    return "; "
        + (draining ? "take out there: " : "see to it that it has: ")
        + String.join(", ", named);
  }

  private static Stream<String> lines(SrvSet set, HostPort target) {
    return set.of(target).stream().map(r -> set.name() + " SRV " + record(r));
  }

  private static List<String> warnings(ZoneWork zone, ZoneDrain edit) {
    List<String> warnings = new ArrayList<>();
    for (Step step : edit.steps()) {
      if (step.kind() == Kind.LAST) {
        warnings.add(
            "%s stays in %s, whose last record it is: agents go on to it for that service"
                .formatted(step.record().target(), step.service().srvName(zone.domain.domain())));
      } else if (step.kind() == Kind.UNWELL) {
        warnings.add(
            "%s stays out of %s: it was not well when the monitor took it out, and the monitor puts it back when it is"
                .formatted(step.record().target(), step.service().srvName(zone.domain.domain())));
      }
    }
    long longest =
        edit.steps().stream()
            .filter(step -> step.kind() == Kind.OUT)
            .mapToLong(Step::ttl)
            .max()
            .orElse(0);
    if (longest > 0) {
      warnings.add(
          "resolvers may give the old records of %s for up to %d s more, and a run that has begun keeps its server"
              .formatted(zone.domain.domain(), longest));
    }
    return warnings;
  }

  /** What DNS can do for a server that no SRV record names, and what it cannot. */
  private List<String> behindGateways() {
    List<String> behind =
        targets.targets().stream()
            .filter(Target::behindGateway)
            .map(t -> t.address().toString())
            .collect(Collectors.toList());
    if (behind.isEmpty()) {
      return List.of();
    }
    return List.of(
        String.join(", ", behind)
            + (behind.size() == 1 ? " stands" : " stand")
            + " behind gateways, so no SRV record names it: the drain is for the gateways of its"
            + " site, which pass it over once they have read it; DNS"
            + " cannot keep away agents that name it themselves");
  }
}

package io.github.puppetha.operations;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.zone.DomainRecords;
import io.github.puppetha.discovery.zone.Drain;
import io.github.puppetha.discovery.zone.ZoneAccess;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneDrain;
import io.github.puppetha.operations.Drainer.Target;
import io.github.puppetha.topology.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads every zone of the topology, and works out what changes in each. */
final class DrainPlanner {
  private final boolean draining;
  private final DrainTargets targets;
  private final Drainer.Builder settings;

  private DrainPlanner(boolean draining, DrainTargets targets, Drainer.Builder settings) {
    this.draining = draining;
    this.targets = targets;
    this.settings = settings;
  }

  static DrainPlan plan(boolean draining, DrainTargets targets, Drainer.Builder settings) {
    List<ZoneWork> zones = new DrainPlanner(draining, targets, settings).zones();
    if (zones.stream().allMatch(ZoneWork::byHand)) {
      throw new PuppetHaException(
          "no zone may be changed: say in "
              + settings.topology.file()
              + " how a site's is, by dns: {update: {server: …, tsig: …}}");
    }
    return new DrainPlan(draining, targets, zones, settings);
  }

  private List<ZoneWork> zones() {
    List<ZoneWork> zones = new ArrayList<>();
    for (DomainRecords domain : DomainRecords.of(settings.topology)) {
      List<Site> sites = domain.sites().stream().flatMap(this::site).toList();
      Optional<Site> changed =
          sites.stream().filter(site -> site.dns().update().isPresent()).findFirst();
      Optional<ZoneAccess> access = changed.flatMap(ZoneAccess::of);
      if (access.isPresent()) {
        long lowTtl = changed.get().dns().drainTtl().toSeconds();
        zones.add(
            ZoneWork.read(
                domain,
                access.get().primary(),
                settings.zones.apply(access.get()),
                edit(domain, lowTtl)));
      } else {
        zones.add(ZoneWork.byHand(domain));
      }
    }
    return zones;
  }

  private Stream<Site> site(String name) {
    return settings.topology.site(name).stream();
  }

  private Function<ZoneContent, ZoneDrain> edit(DomainRecords domain, long lowTtl) {
    if (!draining) {
      return ZoneWork.ending(targets.addresses());
    }
    Instant now = settings.clock.instant();
    List<Drain> drains =
        targets.addresses().stream().map(t -> new Drain(t, now, settings.by)).toList();
    List<HostPort> ours =
        targets.targets().stream()
            .filter(t -> domain.sites().contains(t.site()))
            .map(Target::address)
            .toList();
    return ZoneWork.draining(drains, ours, lowTtl);
  }
}

package io.github.puppetha.discovery.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.soak.Soak;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Drains in any order, of any servers, in any zone: what comes back is what was there. */
class ZoneDrainSoakTest {
  private static final ZoneNames NAMES = new ZoneNames("ams.example.com");
  private static final int STEPS = 12;

  @Test
  void nothingIsLostAndPuppetNeverEmpties() {
    RandomGenerator random = Soak.random(ZoneDrainSoakTest.class);
    int refused = 0;
    int drained = 0;
    for (int round = 0; round < Soak.rounds(800); round++) {
      List<HostPort> servers = servers(1 + random.nextInt(5));
      MemoryZone zone = zone(random, servers);
      ZoneContent before = zone.read();
      for (int step = 0; step < STEPS; step++) {
        Set<HostPort> some = some(random, servers);
        if (random.nextInt(3) == 0) {
          zone.update(ZoneDrain.end(zone.read(), some).change());
        } else {
          ZoneDrain drain = ZoneDrain.of(zone.read(), drains(some), servers, 30);
          if (drain.objection().isPresent()) {
            refused++;
          } else {
            drained++;
            zone.update(drain.change());
          }
        }
        invariants(before, zone.read());
      }
      zone.update(ZoneDrain.end(zone.read(), servers).change());
      assertThat(zone.read().srv()).isEqualTo(before.srv());
      assertThat(zone.read().txt()).isEqualTo(before.txt());
    }
    assertThat(refused).as("the rule was met, too").isPositive();
    assertThat(drained).isPositive();
  }

  /** A record is in its set or among those taken out, never both, never neither. */
  private static void invariants(ZoneContent before, ZoneContent now) {
    for (Service service : Service.values()) {
      List<SrvRecord> all = new ArrayList<>(now.srv(service).records());
      now.out().stream()
          .filter(out -> out.service() == service)
          .forEach(out -> all.add(out.record()));
      assertThat(all).containsExactlyInAnyOrderElementsOf(before.srv(service).records());
      assertThat(now.srv(service).isEmpty()).isEqualTo(before.srv(service).isEmpty());
      assertThat(now.srv(service).ttl()).isIn(before.srv(service).ttl(), 30L);
    }
  }

  private static MemoryZone zone(RandomGenerator random, List<HostPort> servers) {
    MemoryZone zone = new MemoryZone(ZoneContent.empty(NAMES));
    for (Service service : Service.values()) {
      SrvSet set = SrvSet.none(NAMES.srv(service));
      for (HostPort server : servers) {
        if (service == Service.PUPPET || random.nextInt(3) == 0) {
          set =
              set.with(
                  new SrvRecord(
                      random.nextInt(3), random.nextInt(100), server.port(), server.host()));
        }
      }
      zone.put(set.withTtl(300));
    }
    return zone;
  }

  private static List<HostPort> servers(int count) {
    List<HostPort> servers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      servers.add(new HostPort("puppet" + i + ".example.com", 8140 + i % 2));
    }
    return servers;
  }

  private static Set<HostPort> some(RandomGenerator random, List<HostPort> servers) {
    Set<HostPort> some = new TreeSet<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      some.add(servers.get(random.nextInt(servers.size())));
    }
    return some;
  }

  private static List<Drain> drains(Set<HostPort> servers) {
    return servers.stream().map(s -> new Drain(s, Instant.EPOCH, "soak")).toList();
  }
}

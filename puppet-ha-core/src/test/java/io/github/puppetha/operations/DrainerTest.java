package io.github.puppetha.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.discovery.zone.DomainRecords;
import io.github.puppetha.discovery.zone.MemoryZone;
import io.github.puppetha.discovery.zone.ServerView;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.TakenOut;
import io.github.puppetha.discovery.zone.TxtSet;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneVerifier;
import io.github.puppetha.topology.Topology;
import io.github.puppetha.topology.TopologyReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrainerTest {
  private static final Instant NOW = Instant.parse("2026-11-29T21:00:00Z");
  private static final String TOPOLOGY =
      """
      ca: {server: puppet1.ams.example.com}
      sites:
        ams:
          domain: ams.example.com
          servers:
            - {host: puppet1.ams.example.com, weight: 30}
            - {host: puppet2.ams.example.com}
          dns: {update: {server: 127.0.0.1}}
        fra:
          domain: fra.example.com
          servers: [{host: puppet1.fra.example.com}]
          gateways: [{host: gw1.fra.example.com}, {host: gw2.fra.example.com}]
          dns: {update: {server: 127.0.0.2}, drainTtl: 10s}
      """;
  private static final HostPort ONE = new HostPort("puppet1.ams.example.com", 8140);

  private final Topology topology = topology(TOPOLOGY);
  private final Map<String, MemoryZone> zones = zones(topology);

  @Test
  void aServerIsTakenOutOfEveryZoneAndComesBackAsItWas() {
    ZoneContent ams = zone("ams").read();
    ZoneContent fra = zone("fra").read();
    DrainPlan plan = drainer("puppet1.ams.example.com").drain();
    assertThat(plan.text())
        .contains(
            "Drain puppet1.ams.example.com:8140",
            "ams.example.com  127.0.0.1:53  _x-puppet._tcp     0 30 8140 puppet1.ams.example.com",
            "taken out");
    assertThat(zone("ams").read()).as("a plan changes nothing").isEqualTo(ams);

    DrainResult result = plan.execute(ProgressListener.NONE);

    assertThat(result.ok()).isTrue();
    assertThat(result.zones()).allMatch(DrainResult.ZoneResult::settled);
    ZoneContent drained = zone("ams").read();
    assertThat(drained.srv(Service.PUPPET))
        .isEqualTo(ams.srv(Service.PUPPET).without(ONE).withTtl(30));
    assertThat(drained.drains())
        .extracting(d -> d.server() + " " + d.since() + " " + d.by())
        .containsExactly(ONE + " " + NOW + " alice");
    assertThat(drained.out())
        .contains(
            new TakenOut(
                Service.PUPPET,
                new SrvRecord(0, 30, 8140, ONE.host()),
                300,
                TakenOut.Why.DRAIN,
                NOW));
    assertThat(zone("fra").read().srv(Service.PUPPET).names(ONE)).isFalse();
    assertThat(zone("fra").read().srv(Service.PUPPET).ttl()).isEqualTo(10);
    assertThat(zone("ams").changes()).as("one message").hasSize(1);

    DrainResult back = drainer(ONE.toString()).undrain().execute(ProgressListener.NONE);

    assertThat(back.ok()).isTrue();
    assertThat(zone("ams").read().srv()).isEqualTo(ams.srv());
    assertThat(zone("ams").read().txt()).isEqualTo(ams.txt());
    assertThat(zone("fra").read().srv()).isEqualTo(fra.srv());
  }

  @Test
  void theTtlStaysLowUntilTheLastDrainEnds() {
    ZoneContent ams = zone("ams").read();
    run(drainer("puppet1.ams.example.com").drain());
    run(drainer("puppet2.ams.example.com").drain());
    run(drainer("puppet1.ams.example.com").undrain());
    assertThat(zone("ams").read().srv(Service.PUPPET).ttl()).isEqualTo(30);
    run(drainer("puppet2.ams.example.com").undrain());
    assertThat(zone("ams").read().srv()).isEqualTo(ams.srv());
  }

  @Test
  void aSiteIsDrainedWithItsGatewaysAndTheServersBehindThem() {
    DrainPlan plan = drainer().sites(List.of("fra")).build().drain();
    assertThat(plan.warnings())
        .anyMatch(w -> w.startsWith("puppet1.fra.example.com:8140 stands behind gateways"))
        .anyMatch(w -> w.contains("old records of fra.example.com for up to 300 s more"));
    run(plan);
    ZoneContent fra = zone("fra").read();
    assertThat(fra.srv(Service.PUPPET).records())
        .extracting(SrvRecord::target)
        .allMatch(target -> target.endsWith("ams.example.com"));
    assertThat(fra.drains()).hasSize(3);
    assertThat(zone("ams").read().drains())
        .as("only those that ams has records of")
        .extracting(d -> d.server().host())
        .containsExactlyInAnyOrder("gw1.fra.example.com", "gw2.fra.example.com");
    run(drainer().sites(List.of("fra")).build().undrain());
    assertThat(zone("fra").read().srv()).isEqualTo(zones(topology).get("fra").read().srv());
  }

  @Test
  void aServerBehindAGatewayIsDrainedForTheGatewaysOnly() {
    List<SrvSet> before = zone("fra").read().srv();
    run(drainer("puppet1.fra.example.com").drain());
    assertThat(zone("fra").read().srv()).isEqualTo(before);
    assertThat(zone("fra").read().isDrained(new HostPort("puppet1.fra.example.com", 8140)))
        .isTrue();
    assertThat(zone("ams").changes()).isEmpty();
  }

  @Test
  void neverTheLastRecordOfPuppet() {
    SrvSet puppet = zone("ams").read().srv(Service.PUPPET);
    zone("ams").put(new SrvSet(puppet.name(), 300, puppet.of(ONE)));
    ZoneContent fra = zone("fra").read();
    DrainPlan plan = drainer(ONE.toString()).drain();
    assertThat(plan.objections())
        .singleElement()
        .asString()
        .contains("_x-puppet._tcp.ams.example.com would have no record left", ONE.host());
    assertThat(plan.execute(ProgressListener.NONE).zones()).isEmpty();
    assertThat(zone("ams").changes()).isEmpty();
    assertThat(zone("fra").read()).as("nor anything elsewhere").isEqualTo(fra);
  }

  @Test
  void theLastRecordOfAnotherServiceStaysAndThatIsSaid() {
    DomainRecords alone = DomainRecords.of(topology).get(0);
    zone("ams").put(new SrvSet(alone.ca().name(), 300, alone.ca().of(ONE)));
    DrainPlan plan = drainer(ONE.toString()).drain();
    assertThat(plan.warnings())
        .anyMatch(w -> w.contains("stays in _x-puppet-ca._tcp.ams.example.com"));
    run(plan);
    assertThat(zone("ams").read().srv(Service.CA).names(ONE)).isTrue();
    assertThat(zone("ams").read().srv(Service.PUPPET).names(ONE)).isFalse();
  }

  @Test
  void whoWritesMeanwhileIsNotUndone() {
    TxtSet lease =
        TxtSet.none("_puppet-ha-lease.ams.example.com").with("v=1 lease=x beat=1 period=30", 30);
    SrvRecord more = new SrvRecord(0, 5, 8140, "puppet3.ams.example.com");
    DrainPlan plan = drainer(ONE.toString()).drain();
    zone("ams")
        .before(
            content -> {
              MemoryZone other = new MemoryZone(content);
              other.put(content.srv(Service.PUPPET).with(more));
              other.put(lease);
              return other.read();
            });
    DrainResult result = run(plan);
    assertThat(zone("ams").changes()).as("a conflict, then again").hasSize(2);
    ZoneContent ams = zone("ams").read();
    assertThat(ams.srv(Service.PUPPET).records()).contains(more);
    assertThat(ams.srv(Service.PUPPET).names(ONE)).isFalse();
    assertThat(ams.lease()).isPresent();
    assertThat(result.zones().get(0).state()).isEqualTo(DrainResult.State.DONE);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatIsLostIsLookedFor(MemoryZone.Silence silence) {
    zone("ams").silent(silence);
    DrainResult result = run(drainer(ONE.toString()).drain());
    assertThat(result.zones().get(0).state()).isEqualTo(DrainResult.State.DONE);
    assertThat(zone("ams").read().drains()).hasSize(1);
    assertThat(zone("ams").read().srv(Service.PUPPET).names(ONE)).isFalse();
    assertThat(zone("ams").changes())
        .hasSize(silence == MemoryZone.Silence.BEFORE_IT_WAS_DONE ? 2 : 1);
  }

  @Test
  void aSecondaryThatLagsIsNamed() {
    HostPort second = new HostPort("ns2.ams.example.com", 53);
    zone("ams").secondaries(List.of(ServerView.of(second, zone("ams").read())), () -> {});
    DrainResult result = run(drainer(ONE.toString()).drain());
    assertThat(result.zones().get(0).state()).isEqualTo(DrainResult.State.LAGGING);
    assertThat(result.zones().get(0).settled()).isFalse();
    assertThat(result.zones().get(0).message())
        .contains("not yet at every authoritative server: ns2.ams.example.com:53 still has serial");
    assertThat(result.ok()).isTrue();
  }

  @Test
  void whatTheMonitorTookOutStaysOutWhenADrainEnds() {
    ZoneContent ams = zone("ams").read();
    SrvSet puppet = ams.srv(Service.PUPPET);
    zone("ams").put(puppet.without(ONE));
    TakenOut unwell =
        new TakenOut(Service.PUPPET, puppet.of(ONE).get(0), 300, TakenOut.Why.HEALTH, NOW);
    zone("ams").put(ams.txt(ams.names().out()).with(unwell.value(), 30));
    run(drainer(ONE.toString()).drain());
    assertThat(zone("ams").read().isDrained(ONE)).isTrue();
    DrainPlan back = drainer(ONE.toString()).undrain();
    assertThat(back.warnings()).anyMatch(w -> w.contains("was not well"));
    run(back);
    assertThat(zone("ams").read().srv(Service.PUPPET).names(ONE)).isFalse();
    assertThat(zone("ams").read().out()).containsExactly(unwell);
    assertThat(zone("ams").read().isDrained(ONE)).isFalse();
  }

  @Test
  void whatIsNotDrainedCannotBePutBack() {
    run(drainer("puppet2.ams.example.com").drain());
    assertThat(drainer(ONE.toString()).undrain().objections())
        .singleElement()
        .asString()
        .contains(ONE + " is not drained in any zone", "drained are puppet2.ams.example.com:8140");
  }

  @Test
  void whatTheTopologyForgotCanStillBePutBack() {
    run(drainer("puppet2.ams.example.com").drain());
    Topology later = topology(TOPOLOGY.replace("      - {host: puppet2.ams.example.com}\n", ""));
    DrainPlan plan = drainer(later).servers(List.of("puppet2.ams.example.com")).build().undrain();
    assertThat(run(plan).ok()).isTrue();
    assertThat(zone("ams").read().drains()).isEmpty();
  }

  @Test
  void drainingTwiceChangesNothingMore() {
    run(drainer(ONE.toString()).drain());
    ZoneContent once = zone("ams").read();
    assertThat(run(drainer(ONE.toString()).drain()).zones())
        .extracting(DrainResult.ZoneResult::state)
        .containsOnly(DrainResult.State.UNCHANGED);
    assertThat(zone("ams").read()).isEqualTo(once);
  }

  @Test
  void namesThatCannotBeAreToldWithThoseThatCan() {
    assertThatThrownBy(() -> drainer("pupet1.ams.example.com").drain())
        .hasMessageContaining("there is no server or gateway 'pupet1.ams.example.com'");
    assertThatThrownBy(() -> drainer().sites(List.of("paris")).build().drain())
        .hasMessageContaining("there is no site 'paris'; there are: ams, fra");
    assertThatThrownBy(() -> drainer().build()).hasMessageContaining("puppet-ha.servers");
    assertThatThrownBy(
            () ->
                drainer(topology("sites: {a: {domain: a.example, servers: [{host: a}]}}"))
                    .sites(List.of("a"))
                    .build()
                    .drain())
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining("no zone may be changed: say in");
  }

  @Test
  void aZoneThatNobodySaidHowToChangeIsLeftToPeople() {
    Topology half = topology(TOPOLOGY.replace("dns: {update: {server: 127.0.0.1}}", "dns: {}"));
    DrainPlan plan = drainer(half).servers(List.of(ONE.toString())).build().drain();
    assertThat(plan.warnings())
        .anyMatch(
            w ->
                w.contains("nothing says how the zone ams.example.com is changed")
                    && w.contains("take out there: _x-puppet._tcp.ams.example.com SRV 0 30 8140"));
    assertThat(run(plan).zones().get(0).state()).isEqualTo(DrainResult.State.BY_HAND);
  }

  private MemoryZone zone(String site) {
    return zones.get(site);
  }

  private static DrainResult run(DrainPlan plan) {
    assertThat(plan.objections()).isEmpty();
    return plan.execute(ProgressListener.NONE);
  }

  private Drainer drainer(String server) {
    return drainer().servers(List.of(server)).build();
  }

  private Drainer.Builder drainer() {
    return drainer(topology);
  }

  private Drainer.Builder drainer(Topology of) {
    return Drainer.builder(of)
        .by("alice")
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .verify(Duration.ZERO, new ZoneVerifier(() -> 0, time -> {}))
        .zones(access -> zones.get(access.domain().substring(0, 3)));
  }

  private static Map<String, MemoryZone> zones(Topology topology) {
    Map<String, MemoryZone> zones = new HashMap<>();
    DomainRecords.of(topology)
        .forEach(domain -> zones.put(domain.domain().substring(0, 3), MemoryZone.of(domain)));
    return zones;
  }

  private static Topology topology(String text) {
    return TopologyReader.read(Path.of("puppet-ha.yaml"), text).topology().orElseThrow();
  }
}

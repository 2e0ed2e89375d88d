package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.Problem;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.Severity;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.zone.DomainRecords;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.UpdateResult;
import io.github.puppetha.discovery.zone.ZoneChange;
import io.github.puppetha.discovery.zone.ZoneCheck;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneServer;
import io.github.puppetha.operations.DrainPlan;
import io.github.puppetha.operations.DrainResult;
import io.github.puppetha.operations.DrainResult.State;
import io.github.puppetha.operations.Drainer;
import io.github.puppetha.topology.Topology;
import io.github.puppetha.topology.TopologyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two sites, each with a BIND of its own that serves what was rendered; drained by hand. */
class DrainInteropIT {
  private static final HostPort ONE = new HostPort("puppet1.ams.localhost", 8140);
  private static final String AMS = "ams." + RealLab.DOMAIN;
  private static final String FRA = "fra." + RealLab.DOMAIN;

  private RealLab lab;
  private RealZone ams;
  private RealZone fra;
  private Topology topology;

  @BeforeEach
  void open() throws IOException {
    lab = RealLab.open("drain");
    String text =
        """
        ca: {server: ca.localhost}
        sites:
          ams:
            domain: %1$s
            servers: [{host: puppet1.ams.localhost, weight: 30}, {host: puppet2.ams.localhost}]
            dns: {update: {server: "%3$s", tsig: ns-ams/key}, resolvers: ["%3$s"], authoritative: ["%3$s", "%4$s"]}
          fra:
            domain: %2$s
            servers: [{host: puppet1.fra.localhost}]
            dns: {update: {server: "%5$s", tsig: ns-fra/key}, resolvers: ["%5$s"], authoritative: ["%5$s"]}
        """
            .formatted(AMS, FRA, lab.address(54), lab.address(55), lab.address(56));
    Path file = lab.directory().resolve("puppet-ha.yaml");
    Files.writeString(file, text);
    topology = TopologyReader.load(file);
    List<DomainRecords> domains = DomainRecords.of(topology);
    ams =
        RealZone.primary(lab, AMS, domains.get(0).fragment())
            .named("ns-ams", 54)
            .withSecondary(55, true)
            .start();
    RealZone.secondary(lab, ams, 55);
    fra =
        RealZone.primary(lab, FRA, domains.get(1).fragment())
            .named("ns-fra", 56)
            .signing("hmac-sha512")
            .start();
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void theGoalsTakeAServerOutEverywhereAndPutItBack() throws IOException {
    assertThat(ZoneCheck.run(topology)).as("BIND serves what was rendered").isEmpty();
    ZoneContent before = read(ams);
    MavenGoal maven = new MavenGoal(lab);

    maven.run("drain", "-Dpuppet-ha.servers=" + ONE.host(), "-Dpuppet-ha.dryRun");
    assertThat(Files.readString(lab.directory().resolve("drain.log")))
        .containsPattern(
            AMS + " +\\S+:53 +_x-puppet._tcp +0 30 8140 puppet1.ams.localhost +taken out")
        .contains("resolvers may give the old records of " + AMS + " for up to 300 s more");
    assertThat(read(ams)).isEqualTo(before);

    maven.run("drain", "-Dpuppet-ha.servers=" + ONE.host());
    assertThat(read(ams).srv(Service.PUPPET))
        .isEqualTo(before.srv(Service.PUPPET).without(ONE).withTtl(30));
    assertThat(read(fra).srv(Service.PUPPET).names(ONE)).isFalse();
    assertThat(Files.readString(lab.directory().resolve("target/puppet-ha/failover.json")))
        .contains("\"state\" : \"done\"", "all 2 authoritative servers have it")
        .doesNotContain("\"ok\" : false");
    assertThat(ZoneCheck.run(topology))
        .isNotEmpty()
        .allMatch(p -> p.severity() == Severity.INFO)
        .extracting(Problem::message)
        .anyMatch(m -> m.contains("drained by"));

    ZoneContent drained = read(ams);
    assertThat(
            maven.fail("drain", "-Dpuppet-ha.servers=puppet2.ams.localhost,puppet1.fra.localhost"))
        .contains(
            "Nothing was changed: _x-puppet._tcp." + AMS + " would have no record left",
            "put another server there first, or undrain one");
    assertThat(Files.readString(lab.directory().resolve("target/puppet-ha/failover.json")))
        .contains("\"ok\" : false", "would have no record left");
    assertThat(read(ams)).isEqualTo(drained);

    maven.run("undrain", "-Dpuppet-ha.servers=" + ONE);
    assertThat(read(ams).srv()).isEqualTo(before.srv());
    assertThat(read(ams).txt()).isEqualTo(before.txt());
    assertThat(ZoneCheck.run(topology)).isEmpty();
  }

  @Test
  void renderSaysWhatLiveDnsLacks() throws IOException {
    try (ZoneServer server = ZoneServer.at(ams.access())) {
      ZoneContent read = server.read();
      SrvSet none = SrvSet.none(read.names().srv(Service.CA));
      assertThat(server.update(ZoneChange.of(read).set(none).build()))
          .isInstanceOf(UpdateResult.Done.class);
    }
    ams.await("a secondary that follows", () -> ZoneCheck.run(topology).size() == 1);
    assertThat(new MavenGoal(lab).fail("render", "-Dpuppet-ha.checkDns"))
        .contains(
            "_x-puppet-ca._tcp."
                + AMS
                + " has none, so agents send certificate requests to compilers",
            "[dns/no_ca_set]",
            "DNS is not as");
    assertThat(lab.directory().resolve("target/puppet-ha/render/dns/" + AMS + ".zone"))
        .hasContent(DomainRecords.of(topology).get(0).fragment());
  }

  @Test
  void aBurntSiteIsDrainedWhereverAZoneStillAnswers() throws IOException {
    ams.close();
    DrainPlan plan = Drainer.builder(topology).sites(List.of("ams")).build().drain();
    assertThat(plan.warnings())
        .anyMatch(w -> w.contains("cannot read the zone " + AMS) && w.contains("cannot connect"));
    DrainResult result = plan.execute(ProgressListener.NONE);
    assertThat(result.ok()).isFalse();
    assertThat(result.zones())
        .extracting(DrainResult.ZoneResult::state)
        .containsExactly(State.UNREACHABLE, State.DONE);
    assertThat(read(fra).srv(Service.PUPPET).records())
        .extracting(r -> r.target())
        .containsExactly("puppet1.fra.localhost");
    ams.start();
    assertThat(read(ams).serial()).as("nothing half done").isEqualTo(1);
    assertThat(
            Drainer.builder(topology)
                .sites(List.of("ams"))
                .build()
                .drain()
                .execute(ProgressListener.NONE)
                .ok())
        .as("run again, it ends where it would have")
        .isTrue();
    assertThat(read(ams).srv(Service.PUPPET).records())
        .extracting(r -> r.target())
        .containsExactly("puppet1.fra.localhost");
  }

  @Test
  void aKeyThatTheServerDoesNotTakeAndAServerThatFallsSilentBetween() throws IOException {
    DrainPlan plan = drain();
    fra.close();
    Files.copy(ams.key(), fra.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    DrainResult result = plan.execute(ProgressListener.NONE);
    assertThat(result.zones().get(1).state()).isEqualTo(State.UNREACHABLE);
    assertThat(result.zones().get(1).message()).contains("cannot connect", "nothing was changed");

    Files.writeString(
        ams.key(), Files.readString(ams.key()).replaceFirst("secret \"....", "secret \"AAAA"));
    DrainPlan wrong = drain();
    assertThat(wrong.warnings()).anyMatch(w -> w.contains("BADSIG") && w.contains(AMS));
    assertThat(wrong.execute(ProgressListener.NONE).zones().get(0).state())
        .isEqualTo(State.UNREACHABLE);
  }

  private DrainPlan drain() {
    return Drainer.builder(topology).servers(List.of(ONE.host())).build().drain();
  }

  private static ZoneContent read(RealZone zone) throws IOException {
    try (ZoneServer server = ZoneServer.at(zone.access())) {
      return server.read();
    }
  }
}

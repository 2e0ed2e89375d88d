package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.discovery.zone.Drain;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.UpdateResult;
import io.github.puppetha.discovery.zone.ZoneChange;
import io.github.puppetha.discovery.zone.ZoneDrain;
import io.github.puppetha.discovery.zone.ZoneServer;
import io.github.puppetha.site.SiteMonitor;
import io.github.puppetha.site.SiteProcess;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.Fault;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A site with two gateways in BIND's zone, each with its monitor: by clocks that run sixty times as
 * fast, so that a second of the test is their minute.
 */
class SiteDnsInteropIT {
  private static final String ZONE = "ams." + RealLab.DOMAIN;

  private RealLab lab;
  private RealZone bind;
  private ZoneServer zone;
  private FakeMaster server;
  private HostPort one;
  private HostPort two;
  private Topology topology;

  @BeforeEach
  void open() throws IOException {
    lab = RealLab.open("site-dns");
    server =
        FakeMaster.builder()
            .name("puppet1." + ZONE)
            .headerIdentity()
            .environments(
                Files.createDirectories(lab.directory("environments").resolve("production"))
                    .getParent())
            .start();
    lab.closeLater(server);
    one = new HostPort("gw1." + ZONE, freePort());
    two = new HostPort("gw2." + ZONE, freePort());
    bind =
        RealZone.primary(
                lab,
                ZONE,
                "_x-puppet._tcp IN SRV 0 10 %d gw1".formatted(one.port()),
                "_x-puppet._tcp IN SRV 0 10 %d gw2".formatted(two.port()))
            .start();
    zone = ZoneServer.at(bind.access());
    lab.closeLater(zone);
    topology = topology("every: 1s, lease: 5m");
  }

  private Topology topology(String monitor) throws IOException {
    Path file = lab.directory().resolve("puppet-ha.yaml");
    Files.writeString(
        file,
        """
        sites:
          ams:
            domain: %1$s
            servers: [{ host: "puppet1.%1$s:%2$d" }]
            gateways:
              - { host: "%3$s", listen: "127.0.0.1:%4$d" }
              - { host: "%5$s", listen: "127.0.0.1:%6$d" }
            dns:
              update: { server: "%7$s", tsig: "%8$s" }
              monitor: { %9$s }
        """
            .formatted(
                ZONE,
                server.port(),
                one.host(),
                one.port(),
                two.host(),
                two.port(),
                bind.address(),
                bind.key(),
                monitor));
    return Topology.load(file);
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private SiteProcess gateway(HostPort address) {
    SiteProcess process =
        SiteProcess.builder(topology, "ams")
            .gateway(address.host())
            .identity(server.issue(address.host()))
            .trust(server.trust())
            .resolver(FakeMaster.loopback())
            .ticks(() -> System.nanoTime() * 60)
            .build()
            .start();
    lab.closeLater(process);
    return process;
  }

  private List<SrvRecord> records(Service service) {
    return zone.read().srv(service).records();
  }

  private boolean named(HostPort gateway) {
    return zone.read().srv(Service.PUPPET).names(gateway);
  }

  private void await(String what, BooleanSupplier so) throws IOException {
    bind.await(what, so);
  }

  @Test
  void aGatewayThatEndsLeavesDnsAndComesBackWhoeverHoldsTheLease() throws IOException {
    SrvSet whole = zone.read().srv(Service.PUPPET);
    SiteProcess first = gateway(one);
    await("a holder", () -> first.dns().orElseThrow().holds());
    SiteProcess second = gateway(two);

    second.close();
    await("gw2 to leave DNS", () -> !named(two));
    assertThat(named(one)).isTrue();
    SiteProcess again = gateway(two);
    await("gw2 to come back", () -> named(two));
    assertThat(zone.read().srv(Service.PUPPET)).isEqualTo(whole);

    first.close();
    await("the other one to take over", () -> again.dns().orElseThrow().holds());
    await("gw1 to leave DNS", () -> !named(one));
    assertThat(zone.read().out())
        .singleElement()
        .satisfies(out -> assertThat(out.names(one)).isTrue());
  }

  @Test
  void aSiteWithoutServersStaysInDnsWithAnAlarm() throws IOException {
    // Longer than one gateway may see it before the other: else that one is out, and rightly.
    topology = topology("every: 1s, lease: 5m, outAfter: 4m");
    SiteProcess first = gateway(one);
    SiteProcess second = gateway(two);
    await("a holder", () -> holds(first) || holds(second));
    server.close();
    await("an alarm", () -> !alarms(first).isEmpty() || !alarms(second).isEmpty());
    assertThat(named(one) && named(two)).isTrue();
    assertThat(alarms(first).isEmpty() ? alarms(second) : alarms(first))
        .singleElement()
        .asString()
        .contains("_x-puppet._tcp." + ZONE, one.toString(), two.toString());
  }

  @Test
  void aGatewayThatAPersonDrainedStaysOut() throws IOException {
    SiteProcess first = gateway(one);
    gateway(two);
    await("a holder", () -> holds(first));
    Drain drain = new Drain(two, Instant.now(), "alice");
    ZoneDrain plan = ZoneDrain.of(zone.read(), List.of(drain), List.of(one, two), 30);
    UpdateResult result = zone.update(plan.change());
    assertThat(result).as(result.inWords()).isInstanceOf(UpdateResult.Done.class);
    long beat = zone.read().lease().orElseThrow().beat();
    await("more rounds", () -> zone.read().lease().orElseThrow().beat() > beat + 1);
    assertThat(named(two)).isFalse();
    assertThat(zone.read().out()).hasSize(1);
  }

  @Test
  void serversWithoutGatewaysHaveAMonitorInAProcessOfItsOwn() throws IOException {
    FakeMaster other = FakeMaster.builder().name("puppet2." + ZONE).caOf(server).start();
    lab.closeLater(other);
    Path file = lab.directory().resolve("servers.yaml");
    Files.writeString(
        file,
        """
        ca: { server: "puppet1.%1$s:%2$d" }
        sites:
          ams:
            domain: %1$s
            servers: [{ host: "puppet1.%1$s:%2$d" }, { host: "puppet2.%1$s:%3$d" }]
            dns:
              update: { server: "%4$s", tsig: "%5$s" }
              monitor: { every: 1s, lease: 5m }
        """
            .formatted(ZONE, server.port(), other.port(), bind.address(), bind.key()));
    List<SrvRecord> records =
        List.of(
            new SrvRecord(0, 30, server.port(), "puppet1." + ZONE),
            new SrvRecord(0, 10, other.port(), "puppet2." + ZONE));
    String name = zone.names().srv(Service.PUPPET);
    UpdateResult result =
        zone.update(ZoneChange.of(zone.read()).set(new SrvSet(name, 300, records)).build());
    assertThat(result).as(result.inWords()).isInstanceOf(UpdateResult.Done.class);
    SiteMonitor monitor =
        SiteProcess.builder(Topology.load(file), "ams")
            .identity(server.issue("monitor.example.test"))
            .trust(server.trust())
            .resolver(FakeMaster.loopback())
            .ticks(() -> System.nanoTime() * 60)
            .every(Duration.ofSeconds(1))
            .buildMonitor()
            .start();
    lab.closeLater(monitor);
    await("a holder", () -> monitor.status().holds());
    other.fault(new Fault.Refuse());
    await("puppet2 to leave DNS", () -> records(Service.PUPPET).size() == 1);
    assertThat(records(Service.PUPPET)).containsExactly(records.get(0));
    assertThat(monitor.status().alarms()).isEmpty();
    other.clearFault();
    await("puppet2 to come back", () -> records(Service.PUPPET).size() == 2);
    server.ca().revoke(other.name());
    await("a revoked puppet2 to leave DNS", () -> records(Service.PUPPET).size() == 1);
    assertThat(records(Service.PUPPET)).containsExactly(records.get(0));
  }

  private static boolean holds(SiteProcess process) {
    return process.dns().orElseThrow().holds();
  }

  private static List<String> alarms(SiteProcess process) {
    return process.dns().orElseThrow().alarms().stream().map(alarm -> alarm.message()).toList();
  }
}

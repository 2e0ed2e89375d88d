package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Grade;
import io.github.puppetha.discovery.HealthReport;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.monitor.DnsAlarm;
import io.github.puppetha.discovery.monitor.DnsMonitor;
import io.github.puppetha.discovery.zone.Drain;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.UpdateResult;
import io.github.puppetha.discovery.zone.ZoneAccess;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneDrain;
import io.github.puppetha.discovery.zone.ZoneLease;
import io.github.puppetha.discovery.zone.ZoneServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Monitors of a zone of BIND, by a clock of the test's own. */
class DnsMonitorInteropIT {
  private static final String ZONE = "ams." + RealLab.DOMAIN;
  private static final HostPort[] SERVERS = {
    new HostPort("puppet1." + ZONE, 8140),
    new HostPort("puppet2." + ZONE, 8140),
    new HostPort("puppet3." + ZONE, 8140)
  };
  private static final int ROUND = 5;

  private final Map<HostPort, HealthReport> health = new ConcurrentHashMap<>();
  private final AtomicLong seconds = new AtomicLong();
  private final List<DnsMonitor> monitors = new ArrayList<>();
  private final List<ZoneServer> open = new ArrayList<>();
  private RealLab lab;
  private RealZone bind;
  private ZoneServer zone;
  private SrvSet whole;

  @BeforeEach
  void begin() throws IOException {
    lab = RealLab.open("dns-monitor");
    bind =
        RealZone.primary(
                lab,
                ZONE,
                "_x-puppet._tcp IN SRV 0 30 8140 puppet1",
                "_x-puppet._tcp IN SRV 0 10 8140 puppet2",
                "_x-puppet._tcp IN SRV 5 0 8140 puppet3",
                "_x-puppet-ca._tcp 60 IN SRV 0 0 8140 puppet1")
            .start();
    zone = ZoneServer.at(bind.access());
    open.add(zone);
    for (HostPort server : SERVERS) {
      grade(server, Grade.GOOD);
    }
    whole = read().srv(Service.PUPPET);
    assertThat(whole.records()).hasSize(3);
  }

  @AfterEach
  void close() {
    open.forEach(ZoneServer::close);
    if (lab != null) {
      lab.close();
    }
  }

  private void grade(HostPort server, Grade grade) {
    health.put(server, new HealthReport(server, grade, "as told", Instant.EPOCH));
  }

  private DnsMonitor monitor(String name, ZoneAccess access) {
    ZoneServer way = ZoneServer.at(access);
    open.add(way);
    DnsMonitor monitor =
        DnsMonitor.builder(way)
            .own(List.of(SERVERS))
            .health(health::get)
            .name(name)
            .clock(Clock.systemUTC(), () -> TimeUnit.SECONDS.toNanos(seconds.get()))
            .build();
    monitors.add(monitor);
    return monitor;
  }

  /** Rounds of every monitor, one after the other, until so much time has passed. */
  private void pass(int time) {
    for (long end = seconds.get() + time; seconds.get() < end; ) {
      seconds.addAndGet(ROUND);
      monitors.forEach(DnsMonitor::run);
    }
  }

  private ZoneContent read() {
    return zone.read();
  }

  private String holder() {
    return read().lease().map(ZoneLease::holder).orElse("").replaceFirst("[+].*", "");
  }

  private List<String> hosts() {
    return read().srv(Service.PUPPET).records().stream()
        .map(r -> r.target().replace("." + ZONE, ""))
        .toList();
  }

  @Test
  void whoIsDeadLeavesTheZoneAndComesBackAsItWas() throws IOException {
    DnsMonitor monitor = monitor("gw1", bind.access());
    monitor("gw2", bind.access());
    pass(90);
    assertThat(holder()).isEqualTo("gw1");

    grade(SERVERS[0], Grade.DEAD);
    pass(20);
    assertThat(hosts()).containsExactly("puppet2", "puppet3");
    assertThat(bind.dig("_x-puppet._tcp." + ZONE, "SRV")).doesNotContain("puppet1");
    assertThat(bind.dig("_puppet-ha-out." + ZONE, "TXT"))
        .contains("weight=30", "target=puppet1." + ZONE, "ttl=300", "why=health");
    assertThat(monitor.status().alarms())
        .extracting(DnsAlarm::kind)
        .as("the last record of _x-puppet-ca stays")
        .containsExactly(DnsAlarm.Kind.LAST_RECORD);
    assertThat(read().srv(Service.CA).records()).hasSize(1);

    grade(SERVERS[0], Grade.GOOD);
    pass(70);
    assertThat(read().srv(Service.PUPPET)).isEqualTo(whole);
    assertThat(read().out()).isEmpty();
    assertThat(monitor.status().alarms()).isEmpty();
  }

  @Test
  void aHolderThatIsKilledIsSucceededAfterTheWholePeriodAndWhatItTookComesBack() throws Exception {
    Process killed =
        MonitorProcess.start(bind, ZONE, lab.directory().resolve("killed.log"), SERVERS);
    lab.closeLater(killed::destroyForcibly);
    RealLab.await(
        "a monitor that takes a record out",
        killed,
        lab.directory().resolve("killed.log"),
        30,
        () -> bind.dig("_puppet-ha-out." + ZONE, "TXT").contains("puppet1." + ZONE));
    DnsMonitor next = monitor("gw2", bind.access());
    pass(ROUND);
    assertThat(next.status().holds()).isFalse();
    killed.destroyForcibly().waitFor(); // SIGKILL
    assertThat(killed.exitValue()).isEqualTo(128 + 9);

    assertThat(hosts()).containsExactly("puppet2", "puppet3");
    pass(60 - ROUND);
    assertThat(holder()).isEqualTo("killed.example.test");
    pass(3 * ROUND); // its last beat was seen before it was killed, or in the next round
    assertThat(holder()).isEqualTo("gw2");
    assertThat(read().srv(Service.PUPPET)).isEqualTo(whole);
    assertThat(read().out()).isEmpty();
  }

  @Test
  void ofManyThatTakeOverAtOnceOneHoldsTheZone() throws Exception {
    List<DnsMonitor> many = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      many.add(monitor("gw" + i, bind.access()));
    }
    grade(SERVERS[1], Grade.STUCK);
    ExecutorService threads = Executors.newFixedThreadPool(many.size());
    try {
      for (int round = 0; round < 24; round++) {
        seconds.addAndGet(ROUND);
        List<Future<?>> running = new ArrayList<>();
        many.forEach(monitor -> running.add(threads.submit(monitor::run)));
        for (Future<?> each : running) {
          each.get(30, TimeUnit.SECONDS);
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(many.stream().filter(m -> m.status().holds())).hasSize(1);
    assertThat(hosts()).containsExactly("puppet1", "puppet3");
    assertThat(read().out()).hasSize(1);
  }

  @Test
  void whileBindIsStoppedNothingChangesAndThenItGoesOn() throws IOException {
    DnsMonitor monitor = monitor("gw1", bind.access());
    pass(90);
    bind.close();
    grade(SERVERS[0], Grade.DEAD);
    pass(60);
    assertThat(monitor.status().alarms())
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.kind()).isEqualTo(DnsAlarm.Kind.NO_ANSWER);
              assertThat(alarm.message()).contains(ZONE, bind.address().toString());
            });
    bind.start();
    assertThat(read().srv(Service.PUPPET)).isEqualTo(whole);
    pass(ROUND);
    assertThat(monitor.status().alarms()).isEmpty();
    pass(20);
    assertThat(hosts()).containsExactly("puppet2", "puppet3");
    assertThat(holder()).isEqualTo("gw1");
  }

  @Test
  void whatAPersonDrainsInTheMomentOfPuttingBackStaysOut() throws IOException {
    monitor("gw1", bind.access());
    pass(90);
    grade(SERVERS[0], Grade.DEAD);
    pass(20);
    grade(SERVERS[0], Grade.GOOD);
    Drain drain = new Drain(SERVERS[0], Instant.now(), "alice");
    ZoneDrain plan = ZoneDrain.of(zone.read(), List.of(drain), List.of(SERVERS), 30);
    assertThat(zone.update(plan.change())).isInstanceOf(UpdateResult.Done.class);
    pass(300);
    assertThat(hosts()).containsExactly("puppet2", "puppet3");
    ZoneDrain end = ZoneDrain.end(zone.read(), List.of(SERVERS[0]));
    assertThat(zone.update(end.change())).isInstanceOf(UpdateResult.Done.class);
    pass(ROUND);
    assertThat(read().srv(Service.PUPPET)).isEqualTo(whole);
  }

  @Test
  void aPrimaryThatRefusesIsAnAlarmWithItsReason() throws IOException {
    ZoneAccess unsigned = ZoneAccess.of(bind.address(), ZONE).within(Duration.ofSeconds(2));
    DnsMonitor monitor = monitor("gw1", unsigned);
    grade(SERVERS[0], Grade.DEAD);
    pass(120);
    assertThat(hosts()).hasSize(3);
    assertThat(monitor.status().alarms())
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.kind()).isEqualTo(DnsAlarm.Kind.REFUSED);
              assertThat(alarm.message()).contains("REFUSED", "unsigned");
            });
  }
}

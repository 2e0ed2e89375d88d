package io.github.puppetha.discovery.monitor;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Grade;
import io.github.puppetha.discovery.HealthReport;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.discovery.zone.SrvSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Monitors of one zone in memory, with a clock of the test's own: 5 s from round to round. */
final class MonitorBench {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final int ROUND = 5;

  final FakeZone zone = new FakeZone();
  final List<Deed> deeds = new ArrayList<>();
  final List<DnsAlarm> raised = new ArrayList<>();
  final List<DnsAlarm> cleared = new ArrayList<>();
  final List<DnsMonitor> monitors = new ArrayList<>();
  private final Map<HostPort, HealthReport> health = new HashMap<>();
  private final Random random = new Random(1);
  private Duration decided = Duration.ofDays(1);
  private long seconds;
  private int begun;

  static HostPort server(String name) {
    return new HostPort(name + ".ams.example.com", 8140);
  }

  static SrvRecord record(String name, int priority, int weight) {
    return new SrvRecord(priority, weight, 8140, server(name).host());
  }

  /** A set of these servers, weight 10, and each of them well. */
  MonitorBench of(Service service, String... names) {
    List<SrvRecord> records = new ArrayList<>();
    for (String name : names) {
      records.add(record(name, 0, 10));
      grade(name, Grade.GOOD);
    }
    zone.with(service, 300, records);
    return this;
  }

  MonitorBench grade(String name, Grade grade) {
    HostPort server = server(name);
    health.put(server, new HealthReport(server, grade, grade.name().toLowerCase(), now()));
    return this;
  }

  MonitorBench decided(Duration ago) {
    decided = ago;
    return this;
  }

  /** One more monitor, whose own are these. */
  DnsMonitor monitor(String... own) {
    return monitor(zone.new Way(), own);
  }

  DnsMonitor monitor(FakeZone.Way way, String... own) {
    DnsMonitor monitor =
        DnsMonitor.builder(way)
            .own(Arrays.stream(own).map(MonitorBench::server).toList())
            .others(health.keySet())
            .health(health::get)
            .decidedFor(() -> decided)
            .name("gw" + ++begun)
            .random(random)
            .clock(Clock.fixed(START, ZoneOffset.UTC), () -> seconds * 1_000_000_000L)
            .listener(listener())
            .build();
    monitors.add(monitor);
    return monitor;
  }

  private MonitorListener listener() {
    return new MonitorListener() {
      @Override
      public void done(Deed deed) {
        deeds.add(deed);
      }

      @Override
      public void holds(String domain, boolean held) {}

      @Override
      public void raised(DnsAlarm alarm) {
        raised.add(alarm);
      }

      @Override
      public void cleared(DnsAlarm alarm) {
        cleared.add(alarm);
      }
    };
  }

  /** Rounds of every monitor, until so much time has passed. */
  MonitorBench pass(Duration time) {
    for (long end = seconds + time.toSeconds(); seconds < end; ) {
      seconds += ROUND;
      decided = decided.plusSeconds(ROUND);
      List.copyOf(monitors).forEach(DnsMonitor::run);
    }
    return this;
  }

  /** The first monitor has the lease, and its first minute is over. */
  MonitorBench settled() {
    return pass(Duration.ofSeconds(90));
  }

  /** Its process is killed: it is never heard of again. */
  void kill(DnsMonitor monitor) {
    monitors.remove(monitor);
  }

  Instant now() {
    return START.plusSeconds(seconds);
  }

  SrvSet set(Service service) {
    return zone.content().srv(service);
  }

  /** The hosts in a set, without the domain. */
  List<String> hosts(Service service) {
    return set(service).records().stream()
        .map(r -> r.target().replace(".ams.example.com", ""))
        .toList();
  }

  List<DnsAlarm.Kind> kinds() {
    return raised.stream().map(DnsAlarm::kind).toList();
  }
}

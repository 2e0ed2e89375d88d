package io.github.puppetha.discovery.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Grade;
import io.github.puppetha.discovery.HealthReport;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.TakenOut;
import io.github.puppetha.discovery.zone.ZoneChange;
import io.github.puppetha.discovery.zone.ZoneContent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** A site with some monitors, in which things happen at random; checks what the monitors do. */
final class MonitorWorld {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final MonitorListener SILENT =
      new MonitorListener() {
        @Override
        public void done(Deed deed) {}

        @Override
        public void holds(String domain, boolean held) {}

        @Override
        public void raised(DnsAlarm alarm) {}

        @Override
        public void cleared(DnsAlarm alarm) {}
      };

  /** Kills a monitor where it stands. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private record Late(Mind sender, ZoneChange change) {}

  private final Random random;
  private final FakeZone zone = new FakeZone();
  private final List<HostPort> own = new ArrayList<>();
  private final List<HostPort> others = new ArrayList<>();
  private final Map<HostPort, HealthReport> health = new HashMap<>();
  private final List<Mind> minds = new ArrayList<>();
  private final List<Late> late = new ArrayList<>();
  private final Map<HostPort, Boolean> drained = new HashMap<>();
  private final List<SrvSet> whole;
  private boolean calm;
  private int records;
  private double seconds;
  private double lastRemoval = -1000;
  private boolean arriving;
  int removals;
  int putBack;
  int takeovers;

  MonitorWorld(long seed) {
    random = new Random(seed);
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      own.add(new HostPort("p" + i + ".ams.example.com", random.nextInt(4) == 0 ? 8141 : 8140));
    }
    for (int i = 0; i < random.nextInt(3); i++) {
      others.add(new HostPort("p" + i + ".fra.example.com", 8140));
    }
    everyone().forEach(server -> grade(server, Grade.GOOD));
    for (Service service : Service.values()) {
      if (service == Service.PUPPET || random.nextInt(3) == 0) {
        zone.with(service, 1 + random.nextInt(3600), records());
      }
    }
    whole = zone.content().srv();
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      minds.add(new Mind());
    }
  }

  private List<HostPort> everyone() {
    return Stream.concat(own.stream(), others.stream()).toList();
  }

  private List<SrvRecord> records() {
    List<SrvRecord> records = new ArrayList<>();
    for (HostPort server : everyone()) {
      if (random.nextInt(5) > 0) {
        records.add(record(server));
        if (random.nextInt(20) == 0) {
          records.add(record(server));
        }
      }
    }
    if (records.isEmpty()) {
      records.add(record(own.get(0)));
    }
    return records;
  }

  private SrvRecord record(HostPort server) {
    return new SrvRecord(
        random.nextInt(3) * 10 + records++, random.nextInt(100), server.port(), server.host());
  }

  private void grade(HostPort server, Grade grade) {
    boolean answers = grade != Grade.DEAD && (grade != Grade.UNKNOWN || random.nextBoolean());
    health.put(server, new HealthReport(server, grade, "so it is", now(), answers));
  }

  private Instant now() {
    return START.plusMillis((long) (seconds * 1000));
  }

  /** One monitor's process: its own clock's origin, its own view, its way to the zone. */
  private final class Mind extends FakeZone.Way {
    private final double origin = random.nextDouble() * 1e6;
    final DnsMonitor monitor;
    boolean cutOff;
    boolean busy;
    boolean dead;

    Mind() {
      zone.super();
      monitor =
          DnsMonitor.builder(this)
              .own(own)
              .others(others)
              .health(this::health)
              .decidedFor(() -> Duration.ofSeconds((long) seconds % 300))
              .name("gw")
              .listener(SILENT)
              .random(random)
              .clock(
                  Clock.fixed(START, ZoneOffset.UTC),
                  () -> (long) ((seconds + origin) * 1_000_000_000))
              .build();
    }

    private HealthReport health(HostPort server) {
      return cutOff ? new HealthReport(server, Grade.DEAD, "cut off", START) : health.get(server);
    }

    void round() {
      busy = true;
      try {
        monitor.run();
      } catch (Killed e) {
        dead = true;
      }
      busy = false;
    }

    @Override
    public ZoneContent read() {
      ZoneContent read = super.read();
      seconds += random.nextDouble();
      return read;
    }

    @Override
    void sending(ZoneChange change) {
      if (calm) {
        return;
      }
      if (random.nextInt(4) == 0) {
        puttingBack(change).ifPresent(MonitorWorld.this::drain);
      }
      switch (random.nextInt(60)) {
        case 0 -> throw new Killed();
        case 1 -> step(random.nextInt(200)); // a long pause, in which everything else goes on
        case 2 -> person();
        default -> {}
      }
    }

    @Override
    Fate fate(ZoneChange change) {
      if (calm) {
        return Fate.ARRIVES;
      }
      boolean records = change.edits().stream().anyMatch(e -> e instanceof ZoneChange.Edit.Srv);
      return switch (random.nextInt(records ? 6 : 30)) {
        case 0 -> Fate.ANSWER_LOST;
        case 1 -> Fate.LOST;
        case 2 -> {
          late.add(new Late(this, change));
          yield Fate.LOST;
        }
        default -> Fate.ARRIVES;
      };
    }

    @Override
    void done(ZoneContent before, ZoneChange change, ZoneContent after) {
      check(this, before, change, after);
    }
  }

  /** Lets so many rounds go by, with whatever happens in them. */
  void live(int rounds) {
    for (int i = 0; i < rounds; i++) {
      happen();
      step(2 + random.nextInt(8));
    }
  }

  private void step(double time) {
    seconds += time;
    for (Mind mind : List.copyOf(minds)) {
      if (!mind.busy && !mind.dead && (calm || random.nextInt(10) > 0)) {
        mind.round();
      }
    }
    minds.removeIf(mind -> mind.dead);
    while (minds.size() < 2) {
      minds.add(new Mind());
    }
  }

  private void happen() {
    HostPort server = everyone().get(random.nextInt(everyone().size()));
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> grade(server, Grade.values()[random.nextInt(Grade.values().length)]);
      case 3, 4 -> grade(server, Grade.GOOD);
      case 5 -> everyone().forEach(each -> grade(each, Grade.GOOD));
      case 6 -> person();
      case 7 -> zone.down(random.nextInt(3) == 0);
      case 8 -> minds.get(random.nextInt(minds.size())).cutOff = random.nextInt(3) == 0;
      case 9 -> minds.get(random.nextInt(minds.size())).dead |= random.nextInt(5) == 0;
      case 10, 11, 12, 13 -> arrive();
      case 14 -> stop(minds.get(random.nextInt(minds.size())));
      default -> {}
    }
  }

  /** A monitor is ended in good order, and another one begins. */
  private void stop(Mind mind) {
    if (random.nextInt(5) == 0 && !mind.dead) {
      mind.dead = true;
      try {
        mind.monitor.close();
      } catch (Killed e) {
        // killed while it ended
      }
    }
  }

  private Optional<HostPort> puttingBack(ZoneChange change) {
    return zone.content().out().stream()
        .filter(o -> o.why() == TakenOut.Why.HEALTH)
        .filter(
            o ->
                change.edits().stream()
                    .anyMatch(
                        e ->
                            e instanceof ZoneChange.Edit.Srv s
                                && s.set().records().contains(o.record())))
        .map(TakenOut::server)
        .findFirst();
  }

  private void arrive() {
    if (!late.isEmpty()) {
      Late each = late.remove(random.nextInt(late.size()));
      arriving = true;
      each.sender.deliver(each.change);
      arriving = false;
    }
  }

  private void person() {
    HostPort server = own.get(random.nextInt(own.size()));
    if (drained.remove(server) != null) {
      zone.undrain(server);
    } else {
      drain(server);
    }
  }

  private void drain(HostPort server) {
    if (zone.drain(server, now())) {
      drained.put(server, true);
    }
  }

  /** Ends all trouble; then everything must become as it was in the beginning. */
  void heal() {
    calm = true;
    zone.down(false);
    minds.forEach(mind -> mind.cutOff = false);
    drained.keySet().forEach(zone::undrain);
    everyone().forEach(server -> grade(server, Grade.GOOD));
    for (int i = 0; i < 120; i++) {
      step(5);
    }
    assertThat(zone.content().srv()).isEqualTo(whole);
    assertThat(zone.content().out()).isEmpty();
    assertThat(minds.stream().filter(mind -> mind.monitor.status().holds())).hasSize(1);
  }

  private void check(Mind mind, ZoneContent before, ZoneChange change, ZoneContent after) {
    String lease = FakeZone.NAMES.lease();
    assertThat(change.expects())
        .as("the lease as read")
        .contains(new ZoneChange.Expect.Txt(before.txt(lease)));
    boolean anotherHolder =
        !before.lease().map(l -> l.holder()).equals(after.lease().map(l -> l.holder()));
    takeovers += anotherHolder ? 1 : 0;
    if (before.srv().equals(after.srv())) {
      return;
    }
    assertThat(anotherHolder).as("records changed by one who holds no lease").isFalse();
    Service changed = null;
    for (Service service : Service.values()) {
      if (!before.srv(service).equals(after.srv(service))) {
        assertThat(changed).as("one set a message").isNull();
        changed = service;
        assertThat(change.expects())
            .as("the whole set as read")
            .anyMatch(
                e ->
                    e instanceof ZoneChange.Expect.Srv s
                        && s.set().sameRecords(before.srv(service)));
      }
    }
    assertThat(changed).isNotNull();
    List<SrvRecord> gone = new ArrayList<>(before.srv(changed).records());
    gone.removeAll(after.srv(changed).records());
    List<SrvRecord> come = new ArrayList<>(after.srv(changed).records());
    come.removeAll(before.srv(changed).records());
    assertThat(gone.size() + come.size()).as("one record a message").isEqualTo(1);
    if (come.isEmpty()) {
      removed(mind, changed, gone.get(0), before, after);
    } else {
      putBack(changed, come.get(0), before, after);
    }
  }

  private void removed(
      Mind mind, Service service, SrvRecord record, ZoneContent before, ZoneContent after) {
    removals++;
    HostPort server = new HostPort(record.target(), record.port());
    assertThat(after.srv(service).records()).as("the last record of its name").isNotEmpty();
    assertThat(seconds - lastRemoval).as("one a minute").isGreaterThanOrEqualTo(60);
    lastRemoval = seconds;
    assertThat(own).contains(server);
    TakenOut out =
        after.out().stream().filter(o -> !before.out().contains(o)).findFirst().orElseThrow();
    assertThat(out.service()).isEqualTo(service);
    assertThat(out.record()).isEqualTo(record);
    if (before.isDrained(server)) {
      assertThat(out.why()).isEqualTo(TakenOut.Why.DRAIN);
      return;
    }
    assertThat(out.why()).isEqualTo(TakenOut.Why.HEALTH);
    long byHealth =
        after.out().stream()
            .filter(o -> o.service() == service && o.why() == TakenOut.Why.HEALTH)
            .filter(o -> !after.isDrained(o.server()))
            .count();
    assertThat(byHealth)
        .as("half of a set")
        .isLessThanOrEqualTo(after.srv(service).records().size());
    if (!arriving) {
      assertThat(mind.cutOff).as("taken out by one who is cut off itself").isFalse();
      assertThat(health.get(server).grade().bad()).as("%s was never bad", server).isTrue();
    }
  }

  private void putBack(Service service, SrvRecord record, ZoneContent before, ZoneContent after) {
    putBack++;
    assertThat(before.isDrained(new HostPort(record.target(), record.port())))
        .as("drained by a person")
        .isFalse();
    TakenOut out =
        before.out().stream().filter(o -> !after.out().contains(o)).findFirst().orElseThrow();
    assertThat(out.why()).isEqualTo(TakenOut.Why.HEALTH);
    assertThat(out.service()).isEqualTo(service);
    assertThat(out.record()).isEqualTo(record);
    assertThat(whole.get(service.ordinal()).records()).contains(record);
  }
}

package io.github.puppetha.discovery.monitor;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Grade;
import io.github.puppetha.discovery.HealthReport;
import io.github.puppetha.discovery.zone.ZoneServer;
import io.github.puppetha.topology.MonitorSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What a {@link DnsMonitor} is made of. Not for several threads. */
public final class DnsMonitorBuilder {
  private static final int LONGEST_NAME = 80;

  final ZoneServer server;
  Set<HostPort> own = Set.of();
  Function<HostPort, HealthReport> health =
      s -> new HealthReport(s, Grade.UNKNOWN, "never asked", Instant.EPOCH);
  Supplier<Duration> decidedFor = () -> Duration.ZERO;
  MonitorSettings settings = MonitorSettings.DEFAULT;
  MonitorListener listener = MonitorListener.LOGGED;
  Clock clock = Clock.systemUTC();
  private Set<HostPort> others = Set.of();
  private String name = "monitor";
  private RandomGenerator random = new SecureRandom();
  private LongSupplier nanos = System::nanoTime;

  DnsMonitorBuilder(ZoneServer server) {
    this.server = server;
  }

  /**
   * Whose records may be taken out: the servers and gateways of the zone's site. None otherwise.
   */
  public DnsMonitorBuilder own(Collection<HostPort> servers) {
    own = Set.copyOf(servers);
    return this;
  }

  /**
   * Who else stands in the zone: their records are never taken out, but as long as they are well
   * the site's own can be.
   */
  public DnsMonitorBuilder others(Collection<HostPort> servers) {
    others = Set.copyOf(servers);
    return this;
  }

  /** What is known of a server's health; answers at once. */
  public DnsMonitorBuilder health(Function<HostPort, HealthReport> value) {
    health = value;
    return this;
  }

  /** For how long the last decided deployment has been known; zero, the default, for never. */
  public DnsMonitorBuilder decidedFor(Supplier<Duration> value) {
    decidedFor = value;
    return this;
  }

  /** How patient it is; {@link MonitorSettings#DEFAULT} otherwise. */
  public DnsMonitorBuilder settings(MonitorSettings value) {
    settings = value;
    return this;
  }

  /** What the lease calls its holder: this machine's name, to which a random part is added. */
  public DnsMonitorBuilder name(String value) {
    name = value;
    return this;
  }

  /** Hears what is done, in place of the log. */
  public DnsMonitorBuilder listener(MonitorListener value) {
    listener = value;
    return this;
  }

  /** Gives the random part of the holder's name: no two monitors may have the same, ever. */
  public DnsMonitorBuilder random(RandomGenerator value) {
    random = value;
    return this;
  }

  /**
   * Tells the time.
   *
   * @param value for what is written beside a record that was taken out
   * @param nanoTime a clock that nobody can set, as {@link System#nanoTime}: all waiting is by it
   */
  public DnsMonitorBuilder clock(Clock value, LongSupplier nanoTime) {
    clock = value;
    nanos = nanoTime;
    return this;
  }

  /** A monitor that has not looked yet. */
  public DnsMonitor build() {
    return new DnsMonitor(this);
  }

  List<HostPort> watched() {
    return Stream.concat(own.stream(), others.stream()).distinct().sorted().toList();
  }

  String holder() {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    String head = name.substring(0, Math.min(LONGEST_NAME, name.length()));
    return head + "+" + HexFormat.of().formatHex(bytes);
  }

  Supplier<Duration> ticks() {
    long origin = nanos.getAsLong();
    LongSupplier now = nanos;
    return () -> Duration.ofNanos(now.getAsLong() - origin);
  }
}

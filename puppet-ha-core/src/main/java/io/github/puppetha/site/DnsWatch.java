package io.github.puppetha.site;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.HealthCheck;
import io.github.puppetha.discovery.monitor.DnsMonitor;
import io.github.puppetha.discovery.monitor.MonitorListener;
import io.github.puppetha.discovery.monitor.MonitorStatus;
import io.github.puppetha.discovery.zone.DrainedServers;
import io.github.puppetha.discovery.zone.ZoneAccess;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneServer;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.io.Threads;
import io.github.puppetha.topology.GatewayNode;
import io.github.puppetha.topology.MonitorSettings;
import io.github.puppetha.topology.Server;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the gateway what people drained in the site's zone and, where the topology has a monitor,
 * keeps the zone in step with the health of servers and gateways: in a thread of its own, as name
 * servers may be slow.
 */
final class DnsWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SiteProcess.class);

  private final Duration every;
  private final ZoneServer zone;
  private final DrainedServers drained;
  private final Optional<Monitoring> monitoring;
  private final ScheduledExecutorService timer;
  private String trouble = "";

  private DnsWatch(Parts parts, Site site, CodeState code, ZoneServer zone) {
    this.zone = zone;
    drained = parts.drained;
    every = site.dns().monitor().orElse(MonitorSettings.DEFAULT).every();
    monitoring = site.dns().monitor().map(s -> new Monitoring(parts, site, code, zone, s));
    timer = Threads.timer("puppet-ha-dns-" + site.name());
  }

  /**
   * What a site's process has anyway.
   *
   * @param topology all of it
   * @param name what the lease calls this process
   * @param transport to ask for health by
   * @param drained is told what is drained
   * @param clock the time of day
   * @param nanos a clock that nobody can set
   */
  record Parts(
      Topology topology,
      String name,
      HttpTransport transport,
      DrainedServers drained,
      Clock clock,
      LongSupplier nanos) {}

  /** Empty when the topology does not say how the site's zone is reached. */
  static Optional<DnsWatch> of(Parts parts, Site site, CodeState code) {
    return ZoneAccess.of(site)
        .map(access -> new DnsWatch(parts, site, code, ZoneServer.at(access.at(parts.clock))));
  }

  /** Health, and what it means to the zone. */
  private static final class Monitoring {
    private final HealthCheck health;
    private final DnsMonitor monitor;

    Monitoring(Parts parts, Site site, CodeState code, ZoneServer zone, MonitorSettings settings) {
      warnOfSharedDomain(parts.topology, site);
      Set<HostPort> gateways =
          parts.topology.gateways().stream()
              .map(GatewayNode::address)
              .collect(Collectors.toUnmodifiableSet());
      health =
          HealthCheck.builder()
              .transport(parts.transport)
              .statusOnly(gateways::contains)
              .environments(code::live)
              .behind(server -> isBehind(server, site, code))
              .interval(settings.every())
              .clock(parts.clock)
              .build();
      monitor =
          DnsMonitor.builder(zone)
              .own(addresses(site).toList())
              .others(parts.topology.sites().stream().flatMap(DnsWatch::addresses).toList())
              .health(health::of)
              .decidedFor(code::decidedFor)
              .settings(settings)
              .name(parts.name)
              .clock(parts.clock, parts.nanos)
              .listener(drains(parts.drained))
              .build();
    }

    void close() {
      health.close();
      monitor.close();
    }
  }

  private static void warnOfSharedDomain(Topology topology, Site site) {
    List<String> sharing =
        topology.sites().stream()
            .filter(other -> other.domain().equals(site.domain()))
            .map(Site::name)
            .toList();
    if (sharing.size() > 1) {
      LOG.warn(
          "the sites {} share the domain {}: the monitor of one of them looks after its own servers"
              + " only; give each site a domain of its own",
          sharing,
          site.domain().orElse(""));
    }
  }

  private static Stream<HostPort> addresses(Site site) {
    return Stream.concat(
        site.gateways().stream().map(GatewayNode::address),
        site.servers().stream().map(Server::address));
  }

  /** A gateway has the code that its servers have: it is behind when none of them is current. */
  private static boolean isBehind(HostPort address, Site site, CodeState code) {
    if (site.gateways().stream().noneMatch(g -> g.address().equals(address))) {
      return !code.mayServe(address);
    }
    return !site.servers().isEmpty()
        && site.servers().stream().map(Server::address).noneMatch(code::mayServe);
  }

  private static MonitorListener drains(DrainedServers drained) {
    return new MonitorListener() {
      @Override
      public void read(ZoneContent content) {
        drained.learn(content.drains());
      }
    };
  }

  /** Looks, and goes on looking. */
  void start() {
    monitoring.ifPresent(m -> m.health.start());
    timer.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    String now = "";
    try {
      if (monitoring.isPresent()) {
        monitoring.get().monitor.run();
      } else {
        drained.learn(zone.read().drains());
      }
    } catch (RuntimeException e) {
      now = String.valueOf(e.getMessage());
    }
    if (!now.isEmpty() && !now.equals(trouble)) {
      LOG.warn("what is drained is known as of before: {}", now);
    }
    trouble = now;
  }

  /** What the monitor knew at the end of its last look; empty where there is none. */
  Optional<MonitorStatus> status() {
    return monitoring.map(m -> m.monitor.status());
  }

  /** Stops looking, and gives up the lease so that another gateway's process goes on at once. */
  @Override
  public void close() {
    timer.shutdownNow();
    monitoring.ifPresent(Monitoring::close);
    zone.close();
  }
}

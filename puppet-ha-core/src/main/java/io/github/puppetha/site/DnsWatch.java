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
import io.github.puppetha.topology.GatewayNode;
import io.github.puppetha.topology.MonitorSettings;
import io.github.puppetha.topology.Server;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the site's zone in step with the health of its servers and gateways, in a thread of its
 * own, and tells the gateway what people drained there.
 */
final class DnsWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SiteProcess.class);

  private final MonitorSettings settings;
  private final ZoneServer zone;
  private final HealthCheck health;
  private final DnsMonitor monitor;
  private final ScheduledExecutorService timer;

  private DnsWatch(
      Parts parts, MonitorSettings settings, ZoneServer zone, CodeState code, Site site) {
    this.settings = settings;
    this.zone = zone;
    Set<HostPort> gateways =
        parts.topology.gateways().stream().map(GatewayNode::address).collect(Collectors.toSet());
    health =
        HealthCheck.builder()
            .transport(parts.transport)
            .statusOnly(gateways::contains)
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
            .name(parts.node.address().host())
            .clock(parts.clock, System::nanoTime)
            .listener(drains(parts.drained))
            .build();
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "puppet-ha-dns-" + site.name());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What a site's process has anyway. */
  record Parts(
      Topology topology,
      GatewayNode node,
      HttpTransport transport,
      DrainedServers drained,
      Clock clock) {}

  /** Empty when the topology has no monitor for this site. */
  static Optional<DnsWatch> of(Parts parts, Site site, CodeState code) {
    Optional<MonitorSettings> settings = site.dns().monitor();
    Optional<ZoneAccess> access = settings.flatMap(s -> ZoneAccess.of(site));
    if (access.isEmpty()) {
      return Optional.empty();
    }
    List<String> sharing =
        parts.topology.sites().stream()
            .filter(other -> other.domain().equals(site.domain()))
            .map(Site::name)
            .toList();
    if (sharing.size() > 1) {
      LOG.warn(
          "the sites {} share the domain {}: the monitor of one of them looks after its own servers"
              + " only; give each site a domain of its own",
          sharing,
          access.get().domain());
    }
    ZoneServer zone = ZoneServer.at(access.get().at(parts.clock));
    return Optional.of(new DnsWatch(parts, settings.get(), zone, code, site));
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
    health.start();
    timer.scheduleWithFixedDelay(this::look, 0, settings.every().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      monitor.run();
    } catch (RuntimeException e) {
      LOG.warn("looking after DNS records: {}", e.getMessage(), e);
    }
  }

  /** What was known at the end of the last look. */
  MonitorStatus status() {
    return monitor.status();
  }

  /** Stops looking, and gives up the lease so that another gateway's process goes on at once. */
  @Override
  public void close() {
    timer.shutdownNow();
    health.close();
    monitor.close();
    zone.close();
  }
}

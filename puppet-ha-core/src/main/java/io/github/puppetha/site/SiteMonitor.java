package io.github.puppetha.site;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.deploy.Reconciler;
import io.github.puppetha.discovery.monitor.MonitorStatus;
import io.github.puppetha.discovery.zone.DrainedServers;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.io.Threads;
import io.github.puppetha.topology.Site;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The monitor of a site's zone in a process of its own, for sites without gateways, whose processes
 * are monitors anyway. It changes nothing but DNS records. Several may run for a site: one holds
 * the lease in its zone. Who builds it closes it.
 *
 * <pre>{@code
 * try (SiteMonitor monitor = SiteProcess.builder(topology, "ams").buildMonitor().start()) {
 *   new CountDownLatch(1).await();
 * }
 * }</pre>
 */
public final class SiteMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SiteMonitor.class);

  private final Duration every;
  private final Duration follow;
  private final IdentityCopy identity;
  private final TrustRefresh trust;
  private final HttpTransport transport;
  private final CodeState code;
  private final DnsWatch dns;
  private final ScheduledExecutorService timer;
  private String trouble = "";

  SiteMonitor(SiteProcessBuilder builder) {
    Site site = builder.site();
    if (site.dns().monitor().isEmpty()) {
      throw new PuppetHaException(
          "%s has no monitor for the site '%s'; add 'monitor: {}' beside 'update' under sites.%s.dns"
              .formatted(builder.topology.file(), site.name(), site.name()));
    }
    identity = new IdentityCopy(builder::identity);
    TrustCopy copy = new TrustCopy(builder.trust());
    every = builder.every;
    follow = builder.follow;
    transport =
        HttpTransport.builder()
            .identity(identity)
            .trust(copy)
            .resolver(builder.resolver(site))
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    trust =
        new TrustRefresh(
            copy, transport, SiteRoutes.caRoute(builder.topology, site), builder::trust);
    code =
        new CodeState(
            new Reconciler(
                builder.topology, site.name(), builder.clock, server -> Optional.empty()),
            builder.nanos);
    DnsWatch.Parts parts =
        new DnsWatch.Parts(
            builder.topology,
            identity.get().certname(),
            transport,
            new DrainedServers(),
            builder.clock,
            builder.nanos);
    dns = DnsWatch.of(parts, site, code).orElseThrow(); // a monitor has 'update' and a domain
    timer = Threads.timer("puppet-ha-code-" + site.name());
  }

  /** Begins to look after the zone. */
  public SiteMonitor start() {
    timer.scheduleWithFixedDelay(this::look, 0, follow.toMillis(), TimeUnit.MILLISECONDS);
    if (!every.isZero()) {
      timer.scheduleWithFixedDelay(this::keepUp, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }
    dns.start();
    return this;
  }

  private void keepUp() {
    identity.refresh();
    trust.refresh();
  }

  private void look() {
    String now = "";
    try {
      code.look();
    } catch (RuntimeException e) {
      now = String.valueOf(e.getMessage());
    }
    if (!now.isEmpty() && !now.equals(trouble)) {
      LOG.warn("whether the servers are current is not known: {}", now);
    }
    trouble = now;
  }

  /** What was known at the end of the last look. */
  public MonitorStatus status() {
    return dns.status().orElseThrow();
  }

  /** Stops looking, and gives up the lease, so that another monitor need not wait for its end. */
  @Override
  public void close() {
    timer.shutdownNow();
    dns.close();
    transport.close();
  }
}

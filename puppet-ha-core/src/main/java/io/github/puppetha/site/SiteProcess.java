package io.github.puppetha.site;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.deploy.GatewaySwitches;
import io.github.puppetha.deploy.Reconciler;
import io.github.puppetha.deploy.ServerResult;
import io.github.puppetha.discovery.HealthCheck;
import io.github.puppetha.discovery.HealthReport;
import io.github.puppetha.discovery.monitor.MonitorStatus;
import io.github.puppetha.discovery.zone.DrainedServers;
import io.github.puppetha.gateway.Gateway;
import io.github.puppetha.gateway.IdentityMode;
import io.github.puppetha.gateway.PinMode;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.http.SwitchNotice;
import io.github.puppetha.io.Threads;
import io.github.puppetha.topology.GatewayNode;
import io.github.puppetha.topology.IdentityRef;
import io.github.puppetha.topology.Server;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process of a site: its gateway, and what runs beside it. Built and started by one thread; who
 * builds it closes it.
 *
 * <pre>{@code
 * try (SiteProcess site = SiteProcess.builder(topology, "ams").build().start()) {
 *   new CountDownLatch(1).await();
 * }
 * }</pre>
 */
public final class SiteProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SiteProcess.class);

  private final Duration every;
  private final Duration follow;
  private final IdentityCopy identity;
  private final TrustRefresh trust;
  private final HttpTransport transport;
  private final SiteRoutes routes;
  private final CodeState code;
  private final HealthCheck health;
  private final Gateway gateway;
  private final ScheduledExecutorService timer;
  private final DrainedServers drained = new DrainedServers();
  private final Optional<DnsWatch> dns;

  SiteProcess(SiteProcessBuilder builder) {
    Site site = builder.site();
    GatewayNode node = builder.node(site);
    identity = new IdentityCopy(builder::identity);
    every = builder.every;
    follow = builder.follow;
    TrustCopy copy = new TrustCopy(builder.trust());
    transport =
        HttpTransport.builder()
            .identity(identity)
            .trust(copy)
            .resolver(builder.resolver(site))
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    Reconciler reconciler =
        new Reconciler(
            builder.topology,
            site.name(),
            builder.clock,
            this::adminApi,
            new GatewaySwitches(builder.topology, to -> switchesOf(to, node.address())));
    code = new CodeState(reconciler, builder.nanos);
    health =
        HealthCheck.builder()
            .transport(transport)
            .servers(site.servers().stream().map(Server::address).toList())
            .environments(code::live)
            .clock(builder.clock)
            .build();
    routes =
        new SiteRoutes(
            builder.topology,
            site,
            server -> code.mayServe(server) && drained.mayServe(server),
            server -> health.of(server).grade(),
            builder.random);
    trust = new TrustRefresh(copy, transport, routes.ca(), builder::trust);
    gateway = gateway(builder, node, copy);
    timer = Threads.timer("puppet-ha-site-" + site.name());
    dns =
        DnsWatch.of(
            new DnsWatch.Parts(
                builder.topology,
                node.address().host(),
                transport,
                drained,
                builder.clock,
                builder.nanos),
            site,
            code);
  }

  private Gateway gateway(SiteProcessBuilder builder, GatewayNode node, TrustCopy copy) {
    Set<String> certnames =
        builder.topology.gateways().stream()
            .map(GatewayNode::certname)
            .collect(Collectors.toUnmodifiableSet());
    return Gateway.builder()
        .listen(node.listen())
        .identity(identity)
        .trust(copy)
        .transport(transport)
        .routes(routes)
        .gateways(certnames)
        .deployers(deployers(builder.topology))
        .pin(PinMode.valueOf(builder.topology.pinning().mode().name()))
        .caMode(caMode(builder.topology))
        .listener(builder.listener)
        .clock(builder.clock)
        .build();
  }

  private static Set<String> deployers(Topology topology) {
    Set<String> certnames = new TreeSet<>(topology.pinning().deployers());
    topology.identity().map(IdentityRef::certname).ifPresent(certnames::add);
    return certnames;
  }

  /** The site's own gateway hears of switches at once, the others over the wire. */
  private Sender switchesOf(HostPort to, HostPort own) {
    if (!to.equals(own)) {
      return transport.to(to);
    }
    return request -> {
      gateway.notice(SwitchNotice.read(new String(request.body(), StandardCharsets.UTF_8)));
      return PuppetResponse.text(204, "");
    };
  }

  /** A CA among a site's servers is told who the client is as they are: by headers. */
  private static IdentityMode caMode(Topology topology) {
    boolean amongServers =
        topology.ca().isPresent()
            && topology.servers().stream()
                .anyMatch(s -> s.address().equals(topology.ca().get().server()));
    return amongServers ? IdentityMode.HEADERS : IdentityMode.NONE;
  }

  /** Begins with the topology's identity, the system's names, and a look at the code every 30 s. */
  public static SiteProcessBuilder builder(Topology topology, String site) {
    return new SiteProcessBuilder(topology, site);
  }

  /**
   * Looks which servers are current, opens the gateway, then keeps both up to date.
   *
   * @throws PuppetHaException when the gateway's address cannot be listened on
   */
  public SiteProcess start() {
    CodeWatch watch = new CodeWatch(code, timer);
    watch.first();
    gateway.start();
    if (!every.isZero()) {
      health.start();
      watch.follow(follow);
      timer.scheduleWithFixedDelay(
          this::keepUp, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
      dns.ifPresent(DnsWatch::start);
    }
    return this;
  }

  /** The gateway's port. */
  public int port() {
    return gateway.port();
  }

  /**
   * What the monitor of the site's zone last knew; empty when the topology has none ({@code
   * sites.<name>.dns.monitor}).
   */
  public Optional<MonitorStatus> dns() {
    return dns.flatMap(DnsWatch::status);
  }

  /** Whether a server of this site is at the last decided deployment, as last seen. */
  public boolean current(HostPort server) {
    return code.mayServe(server);
  }

  /** How well a server of this site does, as last seen; it is asked every 10 s. */
  public HealthReport health(HostPort server) {
    return health.of(server);
  }

  /** Looks what is to be live and asks every server how it does, now, in the caller's thread. */
  public void checkHealth() {
    code.look();
    health.run();
  }

  /**
   * Brings the site's servers to the last decided deployment, now, in the caller's thread; a server
   * that cannot be reached is passed over.
   */
  public List<ServerResult> reconcile() {
    return code.reconcile();
  }

  private Optional<Sender> adminApi(HostPort server) {
    return Optional.of(gateway.self(server));
  }

  /**
   * Asks the CA for its bundle and CRL, now, or reads this machine's own where the topology names
   * no CA; what is held stays when nobody answers.
   *
   * @return true when somebody answered
   */
  public boolean refreshTrust() {
    return trust.refresh();
  }

  private void keepUp() {
    try {
      reconcile();
    } catch (RuntimeException e) {
      LOG.warn("{}", e.getMessage());
    }
    identity.refresh();
    trust.refresh();
  }

  /** Stops looking, lets requests under way end, closes the gateway. */
  @Override
  public void close() {
    timer.shutdownNow();
    dns.ifPresent(DnsWatch::close);
    health.close();
    try {
      gateway.close();
    } finally {
      transport.close();
    }
  }
}

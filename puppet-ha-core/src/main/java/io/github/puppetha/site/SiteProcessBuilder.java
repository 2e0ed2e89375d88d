package io.github.puppetha.site;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.DnsNameResolver;
import io.github.puppetha.discovery.DnsServers;
import io.github.puppetha.gateway.GatewayListener;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.pki.TrustBundle;
import io.github.puppetha.topology.GatewayNode;
import io.github.puppetha.topology.IdentityRef;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a {@link SiteProcess} is made of. */
public final class SiteProcessBuilder {
  final Topology topology;
  private final String siteName;
  private @Nullable String gatewayHost;
  private @Nullable Identity identity;
  private @Nullable TrustBundle trust;
  private @Nullable NameResolver resolver;
  RandomGenerator random = RandomGenerator.getDefault();
  Clock clock = Clock.systemUTC();
  LongSupplier nanos = System::nanoTime;
  Duration every = Duration.ofSeconds(30);
  Duration follow = Duration.ofSeconds(5);
  GatewayListener listener = GatewayListener.NONE;

  SiteProcessBuilder(Topology topology, String siteName) {
    this.topology = topology;
    this.siteName = siteName;
  }

  /** Which of the site's gateways this is, by its host; the first one otherwise. */
  public SiteProcessBuilder gateway(String host) {
    gatewayHost = host;
    return this;
  }

  /** Key and certificate; otherwise the topology's {@code identity}. */
  public SiteProcessBuilder identity(Identity value) {
    identity = value;
    return this;
  }

  /** CA bundle and CRLs to begin with; otherwise those in the topology's ssldir. */
  public SiteProcessBuilder trust(TrustBundle value) {
    trust = value;
    return this;
  }

  /** Looks up the names of servers and gateways; otherwise the site's resolvers, or the system. */
  public SiteProcessBuilder resolver(NameResolver value) {
    resolver = value;
    return this;
  }

  /** Draws among servers by weight. */
  public SiteProcessBuilder random(RandomGenerator value) {
    random = value;
    return this;
  }

  /** Tells the time. */
  public SiteProcessBuilder clock(Clock value) {
    clock = value;
    return this;
  }

  /** A clock that nobody can set, by which the DNS monitor waits, in nanoseconds. */
  public SiteProcessBuilder ticks(LongSupplier value) {
    nanos = value;
    return this;
  }

  /** How often code, own certificate, CA bundle and CRL are looked after; zero: only when asked. */
  public SiteProcessBuilder every(Duration value) {
    every = value;
    return this;
  }

  /**
   * How often it is asked whether something new was decided, which the site's own servers then get;
   * 5 s otherwise.
   */
  public SiteProcessBuilder follow(Duration value) {
    follow = value;
    return this;
  }

  /** Who hears of what the gateway serves. */
  public SiteProcessBuilder listener(GatewayListener value) {
    listener = value;
    return this;
  }

  /**
   * Not yet listening.
   *
   * @throws PuppetHaException when the topology has no such site or gateway, or the identity's
   *     files are missing
   */
  public SiteProcess build() {
    return new SiteProcess(this);
  }

  /**
   * Only the monitor of the site's zone, not yet looking; it needs no gateway.
   *
   * @throws PuppetHaException when the topology has no such site, or no monitor for it, or the
   *     identity's or the zone's key files are missing
   */
  public SiteMonitor buildMonitor() {
    return new SiteMonitor(this);
  }

  Site site() {
    List<String> names = topology.sites().stream().map(Site::name).toList();
    return topology
        .site(siteName)
        .orElseThrow(
            () ->
                new PuppetHaException(
                    topology.file() + " has no site '" + siteName + "', only " + names));
  }

  GatewayNode node(Site site) {
    return site.gateways().stream()
        .filter(g -> gatewayHost == null || g.address().host().equals(gatewayHost))
        .findFirst()
        .orElseThrow(
            () ->
                new PuppetHaException(
                    topology.file()
                        + ": the site '"
                        + siteName
                        + "' has no gateway"
                        + (gatewayHost == null ? "" : " " + gatewayHost)
                        + "; add one under sites."
                        + siteName
                        + ".gateways"));
  }

  NameResolver resolver(Site site) {
    if (resolver != null) {
      return resolver;
    }
    List<HostPort> named = site.dns().resolvers();
    return named.isEmpty() ? NameResolver.system() : DnsNameResolver.of(DnsServers.named(named));
  }

  Identity identity() {
    return identity != null ? identity : ssl().identity();
  }

  TrustBundle trust() {
    return trust != null ? trust : ssl().trustBundle();
  }

  private SslDirectory ssl() {
    IdentityRef ref =
        topology
            .identity()
            .orElseThrow(
                () ->
                    new PuppetHaException(
                        topology.file()
                            + " names no identity; add 'identity: {ssldir, certname}'"));
    return SslDirectory.of(ref.ssldir(), ref.certname());
  }
}

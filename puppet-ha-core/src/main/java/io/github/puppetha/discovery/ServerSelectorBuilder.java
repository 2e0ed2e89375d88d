package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.http.Sender;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Describes a {@link ServerSelector}. A domain, a source or a fallback list is needed. */
public final class ServerSelectorBuilder {
  private @Nullable String srvDomain;
  private @Nullable Supplier<DnsServers> dns;
  private @Nullable ServerSource source;
  private List<WeightedServer> fallback = List.of();
  private final Map<Service, List<WeightedServer>> ownFallback = new EnumMap<>(Service.class);
  private final Set<Service> fallThrough = EnumSet.allOf(Service.class);
  private @Nullable Probe probe;
  private @Nullable Function<HostPort, Sender> senders;
  private @Nullable HttpTransport transport;
  private @Nullable HealthCheck health;
  private @Nullable Path memory;
  private Duration probeTimeout = Duration.ofSeconds(5);
  private Duration stagger = Duration.ofMillis(60);
  private Duration trust = Duration.ofSeconds(30);
  private Clock clock = Clock.systemUTC();
  private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
  private Eligibility eligibility = Eligibility.ALL;
  private boolean ineligibleAsLastResort = true;

  ServerSelectorBuilder() {}

  /**
   * The domain whose SRV records name the servers; without one, DNS is not asked for any.
   *
   * @throws IllegalArgumentException when it is not a domain name
   */
  public ServerSelectorBuilder srvDomain(String domain) {
    srvDomain = SrvSource.domain(domain);
    return this;
  }

  /**
   * Where servers come from, after those of {@link #srvDomain} and before the {@link
   * #fallback(List)}.
   */
  public ServerSelectorBuilder source(ServerSource newSource) {
    source = newSource;
    return this;
  }

  /** The DNS servers to ask; by default those of the operating system, as set at the time. */
  public ServerSelectorBuilder dns(DnsServers settings) {
    return dns(() -> settings);
  }

  /**
   * The same where they may change, such as those of a {@link ResolvConf}.
   *
   * @param settings called for each look-up, by any thread
   */
  public ServerSelectorBuilder dns(Supplier<DnsServers> settings) {
    dns = settings;
    return this;
  }

  /** Servers for every service when DNS names none, or none of those that it names answers. */
  public ServerSelectorBuilder fallback(List<WeightedServer> servers) {
    fallback = List.copyOf(servers);
    return this;
  }

  /** The same for one service, instead of the general list. */
  public ServerSelectorBuilder fallback(Service service, List<WeightedServer> servers) {
    ownFallback.put(service, List.copyOf(servers));
    return this;
  }

  /**
   * Asks for a service's own SRV records only. By default, when there are none, those of {@link
   * Service#PUPPET} are used, as a Puppet agent does; that sends certificate requests to servers
   * without a CA where nobody thought of records for it.
   */
  public ServerSelectorBuilder withoutFallThrough(Service service) {
    fallThrough.remove(service);
    return this;
  }

  /** How to find out whether a server answers; by default it must take a TCP connection. */
  public ServerSelectorBuilder probe(Probe newProbe) {
    probe = newProbe;
    return this;
  }

  /** How to send to one server; needed for {@link ServerSelector#sender} alone. */
  public ServerSelectorBuilder senders(Function<HostPort, Sender> newSenders) {
    senders = newSenders;
    return this;
  }

  /**
   * Probes by TLS and, without {@link #health}, status, and sends, through this transport, which
   * stays the caller's to close. Its own resolver looks the servers' names up.
   */
  public ServerSelectorBuilder transport(HttpTransport transport) {
    this.transport = transport;
    return senders(transport::to);
  }

  /**
   * Heeds what this check finds of servers, which stays the caller's to start and close: a busy one
   * is preferred less among those of its priority; one that is stuck, behind, draining or without
   * an environment is used only when no other can be reached; one that is dead comes after those
   * that are not. Then a selection itself counts TCP and TLS alone, unless a {@link #probe} is
   * given. For {@link Service#CA}, whose work needs neither JRubies nor environments, it is not
   * heeded.
   */
  public ServerSelectorBuilder health(HealthCheck check) {
    health = check;
    return this;
  }

  /**
   * A file in which failures are remembered between runs, and which a user's processes may share.
   * It is made when there is something to remember; one that cannot be read counts as empty, one
   * that cannot be written is logged. Without it failures are remembered in memory only.
   */
  public ServerSelectorBuilder memory(Path file) {
    memory = file;
    return this;
  }

  /** How long one probe may take; 5 s by default. It is waited for only while no other is good. */
  public ServerSelectorBuilder probeTimeout(Duration timeout) {
    probeTimeout = positive(timeout, "probeTimeout");
    return this;
  }

  /** How long a server may be silent before the next is probed beside it; 60 ms by default. */
  public ServerSelectorBuilder stagger(Duration delay) {
    stagger = positive(delay, "stagger");
    return this;
  }

  /** How long a server that was good is used without a probe; 30 s by default. */
  public ServerSelectorBuilder trust(Duration duration) {
    trust = positive(duration, "trust");
    return this;
  }

  /** By which DNS answers and memories age; the system's by default. */
  public ServerSelectorBuilder clock(Clock newClock) {
    clock = newClock;
    return this;
  }

  /** What the draws are made with; it need not be safe for several threads. */
  public ServerSelectorBuilder random(RandomGenerator generator) {
    random =
        () -> {
          synchronized (generator) {
            return generator.nextLong();
          }
        };
    return this;
  }

  /** Which servers may serve; all of them by default. */
  public ServerSelectorBuilder eligibility(Eligibility newEligibility) {
    eligibility = newEligibility;
    return this;
  }

  /**
   * Whether a server that may not serve is used when no other can be reached, which is logged; true
   * by default.
   */
  public ServerSelectorBuilder ineligibleAsLastResort(boolean use) {
    ineligibleAsLastResort = use;
    return this;
  }

  /**
   * Makes the selector. DNS is not asked and no server probed until the first selection.
   *
   * @throws IllegalStateException when it would have no source of servers
   */
  public ServerSelector build() {
    boolean listed =
        !fallback.isEmpty() || ownFallback.values().stream().anyMatch(list -> !list.isEmpty());
    if (srvDomain == null && source == null && !listed) {
      throw new IllegalStateException(
          "a selector needs servers: give srvDomain(…), source(…) or fallback(…)");
    }
    SrvResolver srv = null;
    NameResolver names = DnsNameResolver.ofMachine();
    if (srvDomain != null) {
      srv = SrvResolver.of(dns == null ? DnsServers.ofMachine() : dns, clock);
    }
    if (dns != null) {
      names = DnsNameResolver.of(dns, clock);
    }
    return new ServerSelector(
        new SelectorSettings(
            probe == null ? defaultProbe(names) : probe,
            probeTimeout,
            stagger,
            trust,
            clock,
            random,
            eligibility,
            ineligibleAsLastResort,
            senders,
            health,
            memory),
        source(srv));
  }

  private Probe defaultProbe(NameResolver names) {
    if (transport == null) {
      return Probe.connect(names);
    }
    return health == null ? Probe.status(transport) : Probe.tls(transport);
  }

  private ServerSource source(@Nullable SrvResolver srv) {
    ServerListing general = ServerListing.fixed(fallback);
    Map<Service, ServerListing> own = new EnumMap<>(Service.class);
    ownFallback.forEach((service, list) -> own.put(service, ServerListing.fixed(list)));
    ServerSource listed = service -> own.getOrDefault(service, general);
    ServerSource found = source;
    if (srv != null && srvDomain != null) {
      ServerSource records = ServerSource.srv(srvDomain, srv, fallThrough);
      found = found == null ? records : records.orElse(found);
    }
    return found == null ? listed : found.orElse(listed);
  }

  static Duration positive(Duration duration, String what) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(what + " must be positive: " + duration);
    }
    return duration;
  }
}

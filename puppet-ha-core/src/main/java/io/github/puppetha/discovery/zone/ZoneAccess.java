package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.DnsNameResolver;
import io.github.puppetha.discovery.DnsServers;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.topology.DnsSettings;
import io.github.puppetha.topology.Site;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a domain's zone is reached.
 *
 * @param primary the name server that takes updates
 * @param zone the zone's name; the domain, or one above it
 * @param domain the SRV domain
 * @param key what messages to the primary are signed with; empty for unsigned ones
 * @param authoritative the servers to verify at; empty for those that the zone's NS records name,
 *     at port 53
 * @param timeout for each connection, and for each answer
 * @param resolver finds the addresses of name servers
 * @param clock for signatures
 */
public record ZoneAccess(
    HostPort primary,
    String zone,
    String domain,
    Optional<TsigKey> key,
    List<HostPort> authoritative,
    Duration timeout,
    NameResolver resolver,
    Clock clock) {
  /** Checks that the domain lies in the zone. */
  public ZoneAccess {
    zone = ZoneNames.absolute(zone);
    domain = ZoneNames.absolute(domain);
    authoritative = List.copyOf(authoritative);
    if (!contains(zone, domain)) {
      throw new IllegalArgumentException(
          "the domain '" + domain + "' is not in the zone '" + zone + "'");
    }
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException("a time-out must be positive: " + timeout);
    }
  }

  /** The zone of the domain itself, unsigned, 3 s, names looked up by the operating system. */
  public static ZoneAccess of(HostPort primary, String domain) {
    return new ZoneAccess(
        primary,
        domain,
        domain,
        Optional.empty(),
        List.of(),
        Duration.ofSeconds(3),
        NameResolver.system(),
        Clock.systemUTC());
  }

  /**
   * As the topology says for a site; names are looked up at the site's resolvers, where it has
   * some.
   *
   * @return empty when the site has no domain, or nothing is said of how its zone may be changed
   * @throws PuppetHaException when the key cannot be read
   */
  public static Optional<ZoneAccess> of(Site site) {
    if (site.domain().isEmpty() || site.dns().update().isEmpty()) {
      return Optional.empty();
    }
    DnsSettings dns = site.dns();
    DnsSettings.Update update = dns.update().get();
    String domain = site.domain().get();
    ZoneAccess access = of(update.server(), domain).inZone(dns.zone().orElse(domain));
    access = access.verifiedAt(dns.authoritative());
    if (!dns.resolvers().isEmpty()) {
      access = access.resolvedBy(DnsNameResolver.of(DnsServers.named(dns.resolvers())));
    }
    return Optional.of(
        update.tsig().isPresent() ? access.signedWith(KeyFile.read(update.tsig().get())) : access);
  }

  /** The same, in this zone. */
  public ZoneAccess inZone(String name) {
    return new ZoneAccess(primary, name, domain, key, authoritative, timeout, resolver, clock);
  }

  /** The same, signed. */
  public ZoneAccess signedWith(TsigKey tsig) {
    return new ZoneAccess(
        primary, zone, domain, Optional.of(tsig), authoritative, timeout, resolver, clock);
  }

  /** The same, verified at these servers. */
  public ZoneAccess verifiedAt(List<HostPort> servers) {
    return new ZoneAccess(primary, zone, domain, key, servers, timeout, resolver, clock);
  }

  /** The same, with this time for each connection and each answer. */
  public ZoneAccess within(Duration time) {
    return new ZoneAccess(primary, zone, domain, key, authoritative, time, resolver, clock);
  }

  /** The same, with another way to find addresses. */
  public ZoneAccess resolvedBy(NameResolver names) {
    return new ZoneAccess(primary, zone, domain, key, authoritative, timeout, names, clock);
  }

  /** The same, by another clock. */
  public ZoneAccess at(Clock other) {
    return new ZoneAccess(primary, zone, domain, key, authoritative, timeout, resolver, other);
  }

  static boolean contains(String zone, String name) {
    return name.equals(zone) || name.endsWith("." + zone);
  }
}

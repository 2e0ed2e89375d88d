package io.github.puppetha.topology;

import io.github.puppetha.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A site's DNS.
 *
 * @param resolvers name servers to ask, in this order; empty for those of the machine
 * @param update how its zone may be changed
 * @param zone the zone that the site's domain lies in; empty when the domain is a zone itself
 * @param ttl the time to live of its SRV records; whole seconds
 * @param drainTtl their time to live while a server or gateway is drained; whole seconds, at most
 *     {@code ttl}
 * @param authoritative the name servers at which changes are verified; empty for those that the
 *     zone's NS records name
 * @param monitor how a gateway's process keeps the zone in step with the servers' health; empty
 *     when it does not
 */
public record DnsSettings(
    List<HostPort> resolvers,
    Optional<Update> update,
    Optional<String> zone,
    Duration ttl,
    Duration drainTtl,
    List<HostPort> authoritative,
    Optional<MonitorSettings> monitor) {
  /** The time to live of SRV records unless another is given: 5 minutes. */
  public static final Duration DEFAULT_TTL = Duration.ofMinutes(5);

  /** The time to live while something is drained, unless another is given: 30 seconds. */
  public static final Duration DEFAULT_DRAIN_TTL = Duration.ofSeconds(30);

  /** Nothing set. */
  public static final DnsSettings NONE = new DnsSettings(List.of(), Optional.empty());

  /** The port of name servers: {@value}. */
  public static final int PORT = 53;

  /** Copies the lists. */
  public DnsSettings {
    resolvers = List.copyOf(resolvers);
    authoritative = List.copyOf(authoritative);
  }

  /** With the domain as zone and the default times to live. */
  public DnsSettings(List<HostPort> resolvers, Optional<Update> update) {
    this(
        resolvers,
        update,
        Optional.empty(),
        DEFAULT_TTL,
        DEFAULT_DRAIN_TTL,
        List.of(),
        Optional.empty());
  }

  /**
   * Dynamic update (RFC 2136).
   *
   * @param server the zone's primary name server
   * @param tsig the file with the key (RFC 8945); absolute; empty for unsigned updates
   */
  public record Update(HostPort server, Optional<Path> tsig) {}
}

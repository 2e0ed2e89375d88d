package io.github.puppetha.topology;

import io.github.puppetha.HostPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A site's DNS.
 *
 * @param resolvers name servers to ask, in this order; empty for those of the machine
 * @param update how its zone may be changed
 */
public record DnsSettings(List<HostPort> resolvers, Optional<Update> update) {
  /** Nothing set. */
  public static final DnsSettings NONE = new DnsSettings(List.of(), Optional.empty());

  /** The port of name servers: {@value}. */
  public static final int PORT = 53;

  /** Copies the list. */
  public DnsSettings {
    resolvers = List.copyOf(resolvers);
  }

  /**
   * Dynamic update (RFC 2136).
   *
   * @param server the zone's primary name server
   * @param tsig the file with the key (RFC 8945); absolute; empty for unsigned updates
   */
  public record Update(HostPort server, Optional<Path> tsig) {}
}

package io.github.puppetha.topology;

import java.util.List;
import java.util.Optional;

/**
 * One place with servers, gateways or both.
 *
 * @param name as in the file
 * @param domain its SRV domain and zone: its own, or the topology's
 * @param servers its Puppet Servers, in the order of the file
 * @param gateways its gateways, in the order of the file
 * @param dns how its DNS is asked and changed
 */
public record Site(
    String name,
    Optional<String> domain,
    List<Server> servers,
    List<GatewayNode> gateways,
    DnsSettings dns) {
  /** Copies the lists. */
  public Site {
    servers = List.copyOf(servers);
    gateways = List.copyOf(gateways);
  }
}

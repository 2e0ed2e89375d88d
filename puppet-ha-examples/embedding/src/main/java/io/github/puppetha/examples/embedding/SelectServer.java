package io.github.puppetha.examples.embedding;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.DnsServers;
import io.github.puppetha.discovery.ServerSelector;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.WeightedServer;
import java.net.InetSocketAddress;
import java.util.List;

/** Prints a Puppet server that answers: one of a domain's SRV records, else the one given. */
public final class SelectServer {
  private SelectServer() {}

  /** Takes a domain, the address of a DNS server as {@code host:port}, and a server for need. */
  public static void main(String[] arguments) {
    HostPort dns = HostPort.parse(arguments[1], 53);
    System.out.println(select(arguments[0], dns, HostPort.parse(arguments[2], 8140)));
  }

  static HostPort select(String domain, HostPort dns, HostPort lastResort) {
    // region select
    try (ServerSelector selector =
        ServerSelector.builder()
            .srvDomain(domain)
            .dns(DnsServers.of(new InetSocketAddress(dns.host(), dns.port())))
            .fallback(List.of(WeightedServer.of(lastResort, 1)))
            .build()) {
      return selector.select(Service.PUPPET);
    }
    // endregion
  }
}

package io.github.puppetha.conf;

import io.github.puppetha.HostPort;
import io.github.puppetha.topology.CaNode;
import io.github.puppetha.topology.GatewayNode;
import io.github.puppetha.topology.Server;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A machine that runs a Puppet Server: one of a site's servers, or the CA, or both.
 *
 * @param topology what it is a part of
 * @param address its own name and port
 * @param site where it stands; empty for a CA that is no site's server
 * @param server what the topology says of it; empty for such a CA
 * @param ca whether the CA runs there
 */
record Machine(
    Topology topology, HostPort address, Optional<Site> site, Optional<Server> server, boolean ca) {
  /** All of them, the sites' servers in order, then a CA that is none of these. */
  static List<Machine> of(Topology topology) {
    Optional<HostPort> ca = topology.ca().map(CaNode::server);
    List<Machine> machines = new ArrayList<>();
    for (Site site : topology.sites()) {
      for (Server server : site.servers()) {
        boolean isCa = ca.filter(server.address()::equals).isPresent();
        machines.add(
            new Machine(topology, server.address(), Optional.of(site), Optional.of(server), isCa));
      }
    }
    ca.filter(c -> machines.stream().noneMatch(m -> m.address().equals(c)))
        .ifPresent(
            c -> machines.add(new Machine(topology, c, Optional.empty(), Optional.empty(), true)));
    return machines;
  }

  /**
   * Are clients known by headers there? Where gateways stand before it. A CA that is no site's
   * server is asked by gateways in their own name, and by servers directly.
   */
  boolean behindGateways() {
    return site.filter(s -> !s.gateways().isEmpty()).isPresent();
  }

  /** The site whose gateways alone reach the CA; empty when it is reached directly. */
  static Optional<Site> beforeCa(Topology topology) {
    return topology
        .ca()
        .map(CaNode::server)
        .flatMap(topology::siteOf)
        .filter(home -> !home.gateways().isEmpty());
  }

  /** The gateways that ask it: its site's, and all of them when it is the CA. */
  List<String> gateways() {
    List<GatewayNode> all = ca || site.isEmpty() ? topology.gateways() : site.get().gateways();
    return all.stream().map(gateway -> gateway.address().host()).distinct().toList();
  }

  /** Names in its certificate beside its own: those that agents and proxies may call it by. */
  Set<String> altNames() {
    Set<String> names = new LinkedHashSet<>();
    names.add("puppet");
    site.flatMap(Site::domain).ifPresent(domain -> names.add("puppet." + domain));
    names.remove(address.host());
    return names;
  }

  /** Where the vendors' packages have their configuration, or Debian's when its code lies there. */
  String configuration() {
    boolean debian =
        server
            .flatMap(Server::code)
            .map(code -> code.getPath().startsWith("/etc/puppet/"))
            .orElse(false);
    return debian ? "/etc/puppet/puppetserver" : "/etc/puppetlabs/puppetserver";
  }
}

package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.topology.CaNode;
import io.github.puppetha.topology.GatewayNode;
import io.github.puppetha.topology.Server;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code puppet-ha.yaml} names. */
final class TopologySource implements ServerSource {
  private final ServerListing servers;
  private final ServerListing ca;

  private TopologySource(ServerListing servers, ServerListing ca) {
    this.servers = servers;
    this.ca = ca;
  }

  /** The own site, then the others in the order of the file. */
  static List<Site> sitesFrom(Topology topology, String ownSite) {
    Site own =
        topology
            .site(ownSite)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no site '"
                            + ownSite
                            + "' in "
                            + topology.file()
                            + "; its sites are "
                            + topology.sites().stream().map(Site::name).toList()));
    List<Site> nearestFirst = new ArrayList<>(List.of(own));
    topology.sites().stream().filter(s -> !s.equals(own)).forEach(nearestFirst::add);
    return nearestFirst;
  }

  static TopologySource of(Topology topology, String ownSite) {
    List<Site> nearestFirst = sitesFrom(topology, ownSite);
    List<WeightedServer> serving = new ArrayList<>();
    List<WeightedServer> signing = new ArrayList<>();
    for (Site site : nearestFirst) {
      int priority = nearestFirst.indexOf(site);
      for (GatewayNode gateway : site.gateways()) {
        WeightedServer entry =
            new WeightedServer(gateway.address(), priority, Server.DEFAULT_WEIGHT);
        serving.add(entry);
        signing.add(entry);
      }
      if (site.gateways().isEmpty()) {
        site.servers()
            .forEach(s -> serving.add(new WeightedServer(s.address(), priority, s.weight())));
      }
    }
    caItself(topology)
        .ifPresent(
            server ->
                signing.add(
                    new WeightedServer(server, nearestFirst.size(), Server.DEFAULT_WEIGHT)));
    return new TopologySource(ServerListing.fixed(serving), ServerListing.fixed(signing));
  }

  /** A CA behind gateways is reached through them only, as it trusts whoever reaches it. */
  private static Optional<HostPort> caItself(Topology topology) {
    Optional<HostPort> server = topology.ca().map(CaNode::server);
    boolean hidden =
        server.flatMap(topology::siteOf).filter(home -> !home.gateways().isEmpty()).isPresent();
    return hidden ? Optional.empty() : server;
  }

  @Override
  public ServerListing list(Service service) {
    return service == Service.CA ? ca : servers;
  }
}

package io.github.puppetha.site;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Eligibility;
import io.github.puppetha.discovery.Grade;
import io.github.puppetha.discovery.WeightedDraw;
import io.github.puppetha.gateway.Routes;
import io.github.puppetha.topology.CaNode;
import io.github.puppetha.topology.GatewayNode;
import io.github.puppetha.topology.Server;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Where a site's gateway sends requests: to the site's own servers that are current and well, by
 * weight, those with a free JRuby before those without, and those that do not answer last; then to
 * the gateways of other sites in the order of the file; last to own servers that are behind, stuck,
 * or without what should be live.
 */
final class SiteRoutes implements Routes {
  private final Site site;
  private final Eligibility eligibility;
  private final Function<HostPort, Grade> health;
  private final RandomGenerator random;
  private final List<HostPort> gateways;
  private final List<HostPort> ca;

  SiteRoutes(
      Topology topology,
      Site site,
      Eligibility eligibility,
      Function<HostPort, Grade> health,
      RandomGenerator random) {
    this.site = site;
    this.eligibility = eligibility;
    this.health = health;
    this.random = random;
    gateways =
        topology.sites().stream()
            .filter(other -> !other.name().equals(site.name()))
            .flatMap(other -> other.gateways().stream())
            .map(GatewayNode::address)
            .toList();
    ca = caRoute(topology, site);
  }

  /**
   * A CA that stands among the servers of another site is reached through that site's gateways: it
   * trusts whoever reaches it, so only they may.
   */
  static List<HostPort> caRoute(Topology topology, Site site) {
    Optional<CaNode> node = topology.ca();
    if (node.isEmpty()) {
      return List.of();
    }
    HostPort server = node.get().server();
    Optional<Site> home =
        topology.sites().stream()
            .filter(s -> s.servers().stream().anyMatch(x -> x.address().equals(server)))
            .findFirst();
    boolean direct = home.isEmpty() || home.get().name().equals(site.name());
    if (direct || home.get().gateways().isEmpty()) {
      return List.of(server);
    }
    return home.get().gateways().stream().map(GatewayNode::address).toList();
  }

  @Override
  public List<HostPort> servers() {
    return draw(true);
  }

  @Override
  public List<HostPort> gateways() {
    return gateways;
  }

  @Override
  public List<HostPort> behind() {
    return draw(false);
  }

  @Override
  public List<HostPort> ca() {
    return ca;
  }

  /** A server with its grade, which is asked for once, as it may change at any moment. */
  private record Graded(Server server, Grade grade) {
    /** Who does not answer is not out: that it does again is seen by asking it. */
    boolean well() {
      return switch (grade) {
        case GOOD, UNKNOWN, BUSY, DEAD -> true;
        case STUCK, BEHIND, NO_ENVIRONMENT, DRAINING -> false;
      };
    }

    int rank() {
      return switch (grade) {
        case GOOD, UNKNOWN -> 0;
        case BUSY -> 1;
        case DRAINING, BEHIND -> 2;
        case STUCK, NO_ENVIRONMENT -> 3;
        case DEAD -> 4;
      };
    }

    int weight() {
      return server.weight();
    }
  }

  private List<HostPort> draw(boolean mayServe) {
    List<Graded> servers =
        site.servers().stream()
            .map(server -> new Graded(server, health.apply(server.address())))
            .filter(g -> mayServe == (g.well() && eligibility.mayServe(g.server().address())))
            .toList();
    return WeightedDraw.order(servers, Graded::weight, random).stream()
        .sorted(Comparator.comparingInt(Graded::rank)) // stable: the drawn order remains
        .map(graded -> graded.server().address())
        .toList();
  }
}

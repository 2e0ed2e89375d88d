package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SRV records (RFC 2782) that a domain ought to have by the topology. The domain's own sites
 * come first, at priority 0; then each other site in the order of the file, at 10, 20 and so on. A
 * site that has gateways is known by these alone. {@code _x-puppet-ca} is always there, as agents
 * would send certificate requests to {@code _x-puppet} else: it names the gateways, then the CA
 * itself unless that stands behind gateways. Reports and files have no records of their own, so
 * agents look at {@code _x-puppet}.
 *
 * @param domain lower case, without a final dot
 * @param zone the zone that it lies in
 * @param sites the names of the sites whose domain it is
 * @param puppet the set of {@link Service#PUPPET}
 * @param ca the set of {@link Service#CA}
 */
public record DomainRecords(
    String domain, String zone, List<String> sites, SrvSet puppet, SrvSet ca) {
  private static final int STEP = 10;
  private static final int LAST = 65_535;

  /** Copies the list. */
  public DomainRecords {
    sites = List.copyOf(sites);
  }

  /** Those of every domain that a site has, in the order of the file. */
  public static List<DomainRecords> of(Topology topology) {
    Set<String> domains =
        topology.sites().stream()
            .flatMap(site -> site.domain().stream())
            .map(ZoneNames::absolute)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return domains.stream().map(domain -> of(topology, domain)).toList();
  }

  private static DomainRecords of(Topology topology, String domain) {
    List<Site> own = topology.sites().stream().filter(site -> in(site, domain)).toList();
    long ttl = own.get(0).dns().ttl().toSeconds();
    ZoneNames names = new ZoneNames(domain);
    SrvSet puppet = SrvSet.none(names.srv(Service.PUPPET));
    SrvSet ca = SrvSet.none(names.srv(Service.CA));
    int next = STEP;
    int last = 0;
    for (Site site : inOrder(topology, own)) {
      int priority = own.contains(site) ? 0 : next;
      next = own.contains(site) ? next : Math.min(LAST - 1, next + STEP);
      for (SrvRecord r : records(site, priority)) {
        puppet = puppet.with(r);
        ca = site.gateways().isEmpty() ? ca : ca.with(r);
      }
      last = ca.isEmpty() ? 0 : next;
    }
    Optional<HostPort> server = caItself(topology);
    if (server.isPresent()) {
      ca = ca.with(record(last, Server.DEFAULT_WEIGHT, server.get()));
    }
    String zone = own.get(0).dns().zone().map(ZoneNames::absolute).orElse(domain);
    List<String> sites = own.stream().map(Site::name).toList();
    return new DomainRecords(domain, zone, sites, puppet.withTtl(ttl), ca.withTtl(ttl));
  }

  /** A CA behind gateways is reached through them only, as it trusts whoever reaches it. */
  private static Optional<HostPort> caItself(Topology topology) {
    Optional<HostPort> server = topology.ca().map(CaNode::server);
    boolean hidden =
        server.flatMap(topology::siteOf).filter(home -> !home.gateways().isEmpty()).isPresent();
    return hidden ? Optional.empty() : server;
  }

  private static boolean in(Site site, String domain) {
    return site.domain().map(ZoneNames::absolute).filter(domain::equals).isPresent();
  }

  private static List<Site> inOrder(Topology topology, List<Site> own) {
    List<Site> sites = new ArrayList<>(own);
    topology.sites().stream().filter(site -> !own.contains(site)).forEach(sites::add);
    return sites;
  }

  private static List<SrvRecord> records(Site site, int priority) {
    if (!site.gateways().isEmpty()) {
      return site.gateways().stream()
          .map(GatewayNode::address)
          .map(gateway -> record(priority, Server.DEFAULT_WEIGHT, gateway))
          .toList();
    }
    return site.servers().stream()
        .map(server -> record(priority, server.weight(), server.address()))
        .toList();
  }

  private static SrvRecord record(int priority, int weight, HostPort server) {
    return new SrvRecord(priority, weight, server.port(), server.host());
  }

  /** Both sets. */
  public List<SrvSet> sets() {
    return List.of(puppet, ca);
  }

  /** The set of a service; an empty one for a service that has no records of its own. */
  public SrvSet set(Service service) {
    return switch (service) {
      case PUPPET -> puppet;
      case CA -> ca;
      default -> SrvSet.none(new ZoneNames(domain).srv(service));
    };
  }

  /** Why these records cannot be published; empty when they can. */
  public Optional<String> objection() {
    Optional<String> address =
        sets().stream()
            .flatMap(set -> set.records().stream())
            .map(SrvRecord::target)
            .filter(target -> target.matches("[0-9.]+"))
            .findFirst();
    if (address.isPresent()) {
      return address.map(
          target ->
              "SRV records of "
                  + domain
                  + " cannot name '"
                  + target
                  + "': a target is a host name, not an address (RFC 2782); give the host its"
                  + " name");
    }
    return ca.isEmpty()
        ? Optional.of(
            "SRV records of "
                + domain
                + " would have no "
                + ca.name()
                + ", so agents would send certificate requests to "
                + puppet.name()
                + "; name 'ca: {server: …}', or gateways")
        : Optional.empty();
  }

  /**
   * Lines of a zone file (RFC 1035, section 5) with absolute names, to be included in the zone.
   *
   * @throws IllegalStateException when there is an {@link #objection()}
   */
  public String fragment() {
    objection()
        .ifPresent(
            text -> {
              throw new IllegalStateException(text);
            });
    String head =
        """
        ; SRV records of %s, for the zone %s.
        ; BIND, NSD and Knot read this file by $INCLUDE in the zone's file. Where drains or the monitor change the
        ; zone by dynamic update (RFC 2136), let them: the server writes the zone's file itself then.
        """
            .formatted(domain, zone);
    return head + sets().stream().flatMap(DomainRecords::lines).collect(Collectors.joining());
  }

  private static Stream<String> lines(SrvSet set) {
    return set.records().stream()
        .map(
            r ->
                "%s. %d IN SRV %d %d %d %s.\n"
                    .formatted(
                        set.name(), set.ttl(), r.priority(), r.weight(), r.port(), r.target()));
  }
}

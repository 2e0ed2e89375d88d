package io.github.puppetha.discovery;

import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where the servers of a service come from. Asked by any thread, at each renewal of what a selector
 * knows; answers from what it has when it can, and waits for DNS otherwise. It never fails: what
 * DNS could not say is in the listing.
 */
@FunctionalInterface
public interface ServerSource {
  /** The servers of a service, as known now. */
  ServerListing list(Service service);

  /**
   * These servers, and behind them those of another source: its groups come after all of these. The
   * other one is not asked when this one's listing is {@linkplain ServerListing#closed() closed}.
   */
  default ServerSource orElse(ServerSource next) {
    return service -> {
      ServerListing first = list(service);
      return first.closed() ? first : first.then(next.list(service));
    };
  }

  /**
   * The servers of this source, those of the own site before those of the other sites in the order
   * of the file, and those that the topology does not know last. Within a site the groups stay: of
   * SRV records that put both sites into one priority, the own site's are used as long as one of
   * them answers.
   *
   * @param topology who is where
   * @param ownSite name of the own site
   * @throws IllegalArgumentException when there is no such site
   */
  default ServerSource nearestFirst(Topology topology, String ownSite) {
    List<Site> nearest = TopologySource.sitesFrom(topology, ownSite);
    return service ->
        list(service)
            .regrouped(
                server ->
                    topology.siteOf(server.address()).map(nearest::indexOf).orElse(nearest.size()));
  }

  /**
   * SRV records (RFC 2782) of a domain, with Puppet's fall-through for every service: where a
   * service has no records of its own, or the look-up failed, those of {@link Service#PUPPET} are
   * asked for. A target of {@code .} closes the listing.
   *
   * @throws IllegalArgumentException when it is not a domain name
   */
  static ServerSource srv(String domain, SrvResolver resolver) {
    return srv(domain, resolver, EnumSet.allOf(Service.class));
  }

  /**
   * The same with fall-through for some services only. Without it for {@link Service#CA}, a domain
   * that has no records for the CA has no CA, in place of having certificate requests sent to
   * compilers.
   *
   * @throws IllegalArgumentException when it is not a domain name
   */
  static ServerSource srv(String domain, SrvResolver resolver, Set<Service> fallThrough) {
    return new SrvSource(SrvSource.domain(domain), resolver, fallThrough);
  }

  /**
   * SRV records of the domain that this machine stands in, as its {@code resolv.conf} says at the
   * time; no servers while it says none. With Puppet's fall-through.
   *
   * @param conf where the domain stands
   * @param resolver whom to ask
   */
  static ServerSource localSrv(ResolvConf conf, SrvResolver resolver) {
    return LocalSource.srv(conf, resolver);
  }

  /**
   * A short name in the domains of {@code resolv.conf}, as sites do who set {@code server = puppet}
   * everywhere and let each site's resolver say whose {@code puppet} that is: {@code
   * puppet.ams.example.com}, then the same in the other search domains, in their order. The full
   * names are used, so certificates must have them.
   *
   * @param name such as {@code puppet}
   * @param port 1 to 65535
   * @param conf where the domains stand; looked at again at least every 5 s while the source is
   *     asked
   * @throws IllegalArgumentException when the name is no host name, or has a dot
   */
  static ServerSource shortName(String name, int port, ResolvConf conf) {
    return LocalSource.shortName(name, port, conf);
  }

  /** The same servers for every service, for ever. */
  static ServerSource fixed(List<WeightedServer> servers) {
    ServerListing listing = ServerListing.fixed(servers);
    return service -> listing;
  }

  /**
   * The servers that an agent would look for by its {@code puppet.conf}, in its order: SRV records,
   * then {@code server_list}, then {@code server}, {@code ca_server} or {@code report_server}.
   * Where {@code server_list} counts, the listing is closed behind it, as an agent then gives up.
   *
   * @param settings what its file says
   * @param resolver whom to ask for SRV records, where it asks for any
   */
  static ServerSource puppetConf(AgentSettings settings, SrvResolver resolver) {
    return settings.source(resolver);
  }

  /**
   * What the topology names, nearest first: the own site, then the others in the order of the file,
   * and within a site by weight. Where a site has gateways they stand for its servers. For the CA
   * it is the sites' gateways, and the CA itself where its site has none.
   *
   * @param topology who is where
   * @param ownSite name of the own site
   * @throws IllegalArgumentException when there is no such site
   */
  static ServerSource topology(Topology topology, String ownSite) {
    return TopologySource.of(topology, ownSite);
  }
}

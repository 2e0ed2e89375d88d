package io.github.puppetha.discovery.zone.internal;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.DnsNameResolver;
import io.github.puppetha.discovery.DnsServers;
import io.github.puppetha.discovery.internal.DnsCache;
import io.github.puppetha.discovery.internal.DnsReply;
import io.github.puppetha.discovery.zone.DomainRecords;
import io.github.puppetha.discovery.zone.ServerView;
import io.github.puppetha.discovery.zone.ZoneAccess;
import io.github.puppetha.discovery.zone.ZoneNames;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.topology.DnsSettings;
import io.github.puppetha.topology.Site;
import java.time.Clock;
import java.util.List;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Type;

/**
 * The authoritative servers of a site's zone, for looking only: no key is needed.
 *
 * @param access with the servers to ask
 */
public record ZoneViews(ZoneAccess access) {

  /**
   * Those that the topology names, else those of the zone's NS records as the site's resolvers give
   * them.
   *
   * @throws PuppetHaException when neither is to be had
   */
  public static ZoneViews of(Site site, DomainRecords domain) {
    DnsSettings dns = site.dns();
    NameResolver resolver =
        dns.resolvers().isEmpty()
            ? NameResolver.system()
            : DnsNameResolver.of(DnsServers.named(dns.resolvers()));
    List<HostPort> servers =
        dns.authoritative().isEmpty()
            ? nameServers(domain.zone(), DnsServers.named(dns.resolvers()))
            : dns.authoritative();
    ZoneAccess access =
        ZoneAccess.of(servers.get(0), domain.domain())
            .inZone(domain.zone())
            .verifiedAt(servers)
            .resolvedBy(resolver);
    return new ZoneViews(access);
  }

  private static List<HostPort> nameServers(String zone, DnsServers asked) {
    DnsReply reply =
        new DnsCache(asked.servers(), asked.firstTry(), asked.deadline(), Clock.systemUTC())
            .ask(zone, Type.NS)
            .join()
            .reply();
    if (reply instanceof DnsReply.Records records) {
      return records.records().stream()
          .map(r -> new HostPort(((NSRecord) r).getTarget().toString(true), DnsSettings.PORT))
          .sorted()
          .toList();
    }
    throw new PuppetHaException(
        "no name servers of the zone %s are known: %s; see to its delegation, or name them by dns: {authoritative: […]}"
            .formatted(zone, reply.inWords()));
  }

  /** What each has. */
  public List<ServerView> ask() {
    return new Authorities(access, new ZoneNames(access.domain())).views(access.authoritative());
  }

  /** Finds addresses as the site does. */
  public NameResolver resolver() {
    return access.resolver();
  }
}

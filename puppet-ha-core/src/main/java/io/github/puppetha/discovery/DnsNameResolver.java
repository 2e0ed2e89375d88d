package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.internal.DnsCache;
import io.github.puppetha.discovery.internal.DnsReply;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Address;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Looks host names up at given DNS servers, by A and AAAA, following aliases, and keeps answers for
 * their time to live. The hosts file of the machine is not read; {@code localhost} is the loopback
 * address (RFC 6761) and address literals are themselves. Addresses keep the name they were asked
 * by, IPv4 first. Safe for use by several threads; holds nothing that needs closing.
 */
public final class DnsNameResolver implements NameResolver {
  /** How long an IPv4 address waits for an IPv6 one (the resolution delay of RFC 8305). */
  private static final long RESOLUTION_DELAY_MILLIS = 50;

  private final DnsServers settings;
  private final DnsCache cache;

  private DnsNameResolver(DnsServers settings, Clock clock) {
    this.settings = settings;
    this.cache = new DnsCache(settings.servers(), settings.firstTry(), settings.deadline(), clock);
  }

  /** Asks these servers, in this order, with the times of {@link DnsServers#of}. */
  public static DnsNameResolver at(InetSocketAddress... servers) {
    return of(DnsServers.of(servers));
  }

  /** Asks these servers. */
  public static DnsNameResolver of(DnsServers settings) {
    return new DnsNameResolver(settings, Clock.systemUTC());
  }

  /** Asks these servers; answers age by the given clock. */
  public static DnsNameResolver of(DnsServers settings, Clock clock) {
    return new DnsNameResolver(settings, clock);
  }

  /**
   * Asks for a site's server or gateway the name servers that the topology names for that site, and
   * the operating system for everything else.
   */
  public static NameResolver ofSites(Topology topology) {
    Map<String, NameResolver> byHost = new HashMap<>();
    for (Site site : topology.sites()) {
      List<HostPort> servers = site.dns().resolvers();
      if (!servers.isEmpty()) {
        NameResolver resolver = of(DnsServers.named(servers));
        site.servers().forEach(s -> byHost.put(s.address().host(), resolver));
        site.gateways().forEach(g -> byHost.put(g.address().host(), resolver));
      }
    }
    NameResolver system = NameResolver.system();
    return host -> byHost.getOrDefault(host, system).resolve(host);
  }

  @Override
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    InetAddress known = withoutLookup(host);
    if (known != null) {
      return List.of(known);
    }
    CompletableFuture<DnsReply> v4 = cache.ask(host, Type.A).thenApply(DnsCache.Entry::reply);
    CompletableFuture<DnsReply> v6 = cache.ask(host, Type.AAAA).thenApply(DnsCache.Entry::reply);
    List<InetAddress> found = new ArrayList<>();
    try {
      addTo(found, host, v4.get());
      if (found.isEmpty()) {
        addTo(found, host, v6.get());
      } else {
        addTo(found, host, v6.get(RESOLUTION_DELAY_MILLIS, TimeUnit.MILLISECONDS));
      }
    } catch (TimeoutException e) {
      // IPv4 alone will do.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, "interrupted");
    } catch (ExecutionException e) {
      throw unknown(host, String.valueOf(e.getCause()));
    }
    if (found.isEmpty()) {
      throw unknown(host, "A: " + v4.join().inWords() + "; AAAA: " + v6.join().inWords());
    }
    return List.copyOf(found);
  }

  private static @Nullable InetAddress withoutLookup(String host) throws UnknownHostException {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    byte[] bytes = Address.toByteArray(bare, Address.IPv4);
    if (bytes == null && bare.indexOf(':') >= 0) {
      bytes = Address.toByteArray(bare, Address.IPv6);
    }
    String lower = host.toLowerCase(Locale.ROOT);
    if (lower.equals("localhost") || lower.endsWith(".localhost")) {
      bytes = new byte[] {127, 0, 0, 1};
    }
    return bytes == null ? null : InetAddress.getByAddress(host, bytes);
  }

  private static void addTo(List<InetAddress> found, String host, DnsReply reply)
      throws UnknownHostException {
    if (reply instanceof DnsReply.Records records) {
      for (Record r : records.records()) {
        InetAddress address =
            r instanceof ARecord a ? a.getAddress() : ((AAAARecord) r).getAddress();
        found.add(InetAddress.getByAddress(host, address.getAddress()));
      }
    }
  }

  private UnknownHostException unknown(String host, String why) {
    return new UnknownHostException(
        "no address for " + host + " from DNS " + settings.servers() + ": " + why);
  }
}

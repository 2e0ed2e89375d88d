package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.internal.AddressOrder;
import io.github.puppetha.discovery.internal.DnsCache;
import io.github.puppetha.discovery.internal.DnsReply;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Address;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Looks host names up at given DNS servers, by A and AAAA, following aliases, and keeps answers for
 * their time to live; while DNS is down, for a day longer (RFC 8767). A short name is looked for in
 * the search domains, then as it is; one with a dot (with {@code ndots} of them) is absolute, so
 * that no search domain can stand in for a server that SRV records name. The hosts file of the
 * machine is not read; {@code localhost} is the loopback address (RFC 6761) and address literals
 * are themselves. Addresses keep the name they were asked by; they come in the order of RFC 6724.
 * Safe for use by several threads; holds nothing that needs closing.
 */
public final class DnsNameResolver implements NameResolver {
  /** How long addresses of one family wait for the other's (the resolution delay of RFC 8305). */
  private static final Duration RESOLUTION_DELAY = Duration.ofMillis(50);

  private final Supplier<DnsServers> settings;
  private final DnsCache cache;
  private final AddressOrder order;
  private final Duration delay;

  private DnsNameResolver(
      Supplier<DnsServers> settings, Clock clock, AddressOrder order, Duration delay) {
    this.settings = settings;
    this.cache = new DnsCache(() -> settings.get().resolvers(), clock);
    this.order = order;
    this.delay = delay;
  }

  /** Asks these servers, in this order, with the times of {@link DnsServers#of}. */
  public static DnsNameResolver at(InetSocketAddress... servers) {
    return of(DnsServers.of(servers));
  }

  /** Asks these servers. */
  public static DnsNameResolver of(DnsServers settings) {
    return of(settings, Clock.systemUTC());
  }

  /** Asks these servers; answers age by the given clock. */
  public static DnsNameResolver of(DnsServers settings, Clock clock) {
    return of(() -> settings, clock);
  }

  /**
   * Asks the servers that are set at the time, such as those of a {@link ResolvConf}.
   *
   * @param settings called for each look-up, by any thread
   * @param clock by which answers age
   */
  public static DnsNameResolver of(Supplier<DnsServers> settings, Clock clock) {
    return of(settings, clock, AddressOrder.ofThisMachine(), RESOLUTION_DELAY);
  }

  static DnsNameResolver of(
      Supplier<DnsServers> settings, Clock clock, AddressOrder order, Duration delay) {
    return new DnsNameResolver(settings, clock, order, delay);
  }

  /**
   * Asks the operating system, with its hosts file and whatever else it goes by, and puts the
   * addresses in the order of RFC 6724; Java by itself puts IPv4 first.
   */
  public static NameResolver ofMachine() {
    AddressOrder order = AddressOrder.ofThisMachine();
    NameResolver system = NameResolver.system();
    return host -> order.sort(system.resolve(host));
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
    NameResolver system = ofMachine();
    return host -> byHost.getOrDefault(host, system).resolve(host);
  }

  @Override
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    InetAddress known = withoutLookup(host);
    if (known != null) {
      return List.of(known);
    }
    DnsServers now;
    try {
      now = settings.get();
    } catch (PuppetHaException e) {
      throw new UnknownHostException("no address for " + host + ": " + e.getMessage());
    }
    List<String> said = new ArrayList<>();
    try {
      for (String name : now.meanings(host)) {
        Answers answers = new Answers(ask(name, Type.A), ask(name, Type.AAAA));
        List<InetAddress> found = answers.await(host, delay);
        if (!found.isEmpty()) {
          return order.sort(found);
        }
        said.add(answers.inWords(name));
        if (answers.silent()) {
          break; // as resolvers do: where nobody answers, other names cost time only
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, now, "interrupted");
    } catch (ExecutionException e) {
      throw unknown(host, now, String.valueOf(e.getCause()));
    }
    throw unknown(host, now, String.join("; ", said));
  }

  private CompletableFuture<DnsReply> ask(String name, int type) {
    return cache.ask(name, type).thenApply(DnsCache.Entry::reply);
  }

  private record Answers(CompletableFuture<DnsReply> v4, CompletableFuture<DnsReply> v6) {
    /** Those of both families; when one has come, the other is not waited for long. */
    List<InetAddress> await(String host, Duration delay)
        throws InterruptedException, ExecutionException, UnknownHostException {
      CompletableFuture.anyOf(v4, v6).get();
      CompletableFuture<DnsReply> first = v4.isDone() ? v4 : v6;
      CompletableFuture<DnsReply> second = first == v4 ? v6 : v4;
      List<InetAddress> found = new ArrayList<>();
      addTo(found, host, first.get());
      try {
        addTo(
            found,
            host,
            found.isEmpty() ? second.get() : second.get(delay.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        // The one family will do.
      }
      return found;
    }

    boolean silent() {
      return v4.join() instanceof DnsReply.Silence && v6.join() instanceof DnsReply.Silence;
    }

    String inWords(String name) {
      String families = "A: " + v4.join().inWords() + "; AAAA: " + v6.join().inWords();
      return name + ": " + families;
    }
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
    List<Record> records = List.of();
    if (reply instanceof DnsReply.Records fresh) {
      records = fresh.records();
    } else if (reply instanceof DnsReply.Stale stale) {
      records = stale.records();
    }
    for (Record r : records) {
      InetAddress address = r instanceof ARecord a ? a.getAddress() : ((AAAARecord) r).getAddress();
      found.add(InetAddress.getByAddress(host, address.getAddress()));
    }
  }

  private static UnknownHostException unknown(String host, DnsServers asked, String why) {
    return new UnknownHostException(
        "no address for " + host + " from DNS " + asked.servers() + ": " + why);
  }
}

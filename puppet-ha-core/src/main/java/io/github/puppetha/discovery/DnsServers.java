package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.internal.Resolvers;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.xbill.DNS.ResolverConfig;

/**
 * Which DNS servers to ask, and how long to wait. The first server is asked; the next one when it
 * fails, or when {@code firstTry} has passed without its answer; after the last, the first again.
 * Whichever answers first wins. One that was silent is asked after the others for a minute.
 *
 * @param servers at least one, in the order to ask them
 * @param search domains in which short host names are looked for, in order; without a final dot
 * @param ndots a host name with fewer dots than that is short; 0 to 15
 * @param firstTry how long to wait before the next server is asked as well
 * @param deadline when to give up a look-up
 */
public record DnsServers(
    List<InetSocketAddress> servers,
    List<String> search,
    int ndots,
    Duration firstTry,
    Duration deadline) {
  /** The most dots of a short name that {@code resolv.conf} may ask for. */
  static final int MOST_DOTS = 15;

  private static final Duration FIRST_TRY = Duration.ofMillis(300);
  private static final Duration DEADLINE = Duration.ofMillis(1500);

  /** Checks that there is a server and that the rest is possible. */
  public DnsServers {
    servers = List.copyOf(servers);
    search = search.stream().map(DnsServers::domain).toList();
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("at least one DNS server is needed");
    }
    for (InetSocketAddress server : servers) {
      if (server.isUnresolved()) {
        throw new IllegalArgumentException(
            "no address is known for the DNS server '" + server.getHostString() + "'");
      }
    }
    if (ndots < 0 || ndots > MOST_DOTS) {
      throw new IllegalArgumentException("ndots must be 0 to " + MOST_DOTS + ": " + ndots);
    }
    if (firstTry.isNegative() || firstTry.isZero() || deadline.compareTo(firstTry) < 0) {
      throw new IllegalArgumentException(
          "DNS times must be positive, the deadline no shorter than the first try: firstTry="
              + firstTry
              + ", deadline="
              + deadline);
    }
  }

  private static String domain(String text) {
    try {
      return new HostPort(text, HostPort.PUPPET_PORT).host();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a search domain: '" + text + "'", e);
    }
  }

  /** These servers, 300 ms for the first try and 1.5 s in all; no search domains. */
  public static DnsServers of(InetSocketAddress... servers) {
    return of(List.of(servers));
  }

  /** The same. */
  static DnsServers of(List<InetSocketAddress> servers) {
    return new DnsServers(servers, List.of(), 1, FIRST_TRY, DEADLINE);
  }

  /**
   * These servers, their names looked up by the operating system, with the times of {@link #of};
   * the operating system's own where none is named.
   *
   * @throws IllegalArgumentException when a name has no address
   * @throws PuppetHaException when none is named and the operating system has none
   */
  public static DnsServers named(List<HostPort> servers) {
    return servers.isEmpty()
        ? system()
        : of(
            servers.stream()
                .map(server -> new InetSocketAddress(server.host(), server.port()))
                .toArray(InetSocketAddress[]::new));
  }

  /**
   * The servers and search domains that the operating system is set to use, as they are now, with
   * the times of {@link #of}. {@link ResolvConf#system()} goes on looking.
   *
   * @throws PuppetHaException when it is set to use none
   */
  public static DnsServers system() {
    if (Files.isReadable(ResolvConf.FILE)) {
      return ResolvConf.system().get();
    }
    ResolverConfig.refresh();
    ResolverConfig config = ResolverConfig.getCurrentConfig();
    if (config.servers().isEmpty()) {
      throw new PuppetHaException(
          "this machine is set to use no DNS server: name one in /etc/resolv.conf, or give the"
              + " servers to ask");
    }
    List<String> search =
        config.searchPath().stream()
            .filter(name -> name.labels() > 1)
            .map(name -> name.toString(true))
            .toList();
    return of(config.servers()).searching(search, Math.min(config.ndots(), MOST_DOTS));
  }

  /** The machine's, looked for anew each time where that is cheap. */
  static Supplier<DnsServers> ofMachine() {
    if (Files.isReadable(ResolvConf.FILE)) {
      return ResolvConf.system();
    }
    DnsServers servers = system();
    return () -> servers;
  }

  /** The same servers with other times. */
  public DnsServers within(Duration newFirstTry, Duration newDeadline) {
    return new DnsServers(servers, search, ndots, newFirstTry, newDeadline);
  }

  /**
   * The same servers with search domains.
   *
   * @param domains in the order to try them
   * @param dots a host name with fewer dots than that is looked for in them
   * @throws IllegalArgumentException when one is not a domain
   */
  public DnsServers searching(List<String> domains, int dots) {
    return new DnsServers(servers, domains, dots, firstTry, deadline);
  }

  Resolvers resolvers() {
    return new Resolvers(servers, firstTry, deadline);
  }

  /**
   * The names that a host name may mean, in the order to try them. A short one is looked for in the
   * search domains, then as it is; any other, and one that ends in a dot, is just itself.
   */
  List<String> meanings(String host) {
    if (host.endsWith(".") || host.chars().filter(c -> c == '.').count() >= ndots) {
      return List.of(host);
    }
    return Stream.concat(search.stream().map(domain -> host + "." + domain), Stream.of(host))
        .toList();
  }
}

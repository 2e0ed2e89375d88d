package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.ResolverConfig;

/**
 * Which DNS servers to ask, and how long to wait. The first server is asked; the next one when it
 * fails, or when {@code firstTry} has passed without its answer; after the last, the first again.
 * Whichever answers first wins.
 *
 * @param servers at least one, in the order to ask them
 * @param firstTry how long to wait before the next server is asked as well
 * @param deadline when to give up a look-up
 */
public record DnsServers(List<InetSocketAddress> servers, Duration firstTry, Duration deadline) {
  private static final Duration FIRST_TRY = Duration.ofMillis(500);
  private static final Duration DEADLINE = Duration.ofMillis(1500);

  /** Checks that there is a server and that the times are possible. */
  public DnsServers {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("at least one DNS server is needed");
    }
    for (InetSocketAddress server : servers) {
      if (server.isUnresolved()) {
        throw new IllegalArgumentException(
            "no address is known for the DNS server '" + server.getHostString() + "'");
      }
    }
    if (firstTry.isNegative() || firstTry.isZero() || deadline.compareTo(firstTry) < 0) {
      throw new IllegalArgumentException(
          "DNS times must be positive, the deadline no shorter than the first try: firstTry="
              + firstTry
              + ", deadline="
              + deadline);
    }
  }

  /** These servers, 500 ms for the first try and 1.5 s in all. */
  public static DnsServers of(InetSocketAddress... servers) {
    return new DnsServers(List.of(servers), FIRST_TRY, DEADLINE);
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
   * The servers that the operating system is set to use, read anew, with the times of {@link #of}.
   *
   * @throws PuppetHaException when it is set to use none
   */
  public static DnsServers system() {
    ResolverConfig.refresh();
    List<InetSocketAddress> servers = ResolverConfig.getCurrentConfig().servers();
    if (servers.isEmpty()) {
      throw new PuppetHaException(
          "this machine is set to use no DNS server: name one in /etc/resolv.conf, or give the"
              + " servers to ask");
    }
    return new DnsServers(servers, FIRST_TRY, DEADLINE);
  }

  /** The same servers with other times. */
  public DnsServers within(Duration newFirstTry, Duration newDeadline) {
    return new DnsServers(servers, newFirstTry, newDeadline);
  }
}

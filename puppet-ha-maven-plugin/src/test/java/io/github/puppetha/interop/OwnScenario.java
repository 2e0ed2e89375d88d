package io.github.puppetha.interop;

import io.github.puppetha.HostPort;
import io.github.puppetha.conf.PuppetConf;
import io.github.puppetha.discovery.AgentSettings;
import io.github.puppetha.discovery.DnsNameResolver;
import io.github.puppetha.discovery.DnsServers;
import io.github.puppetha.discovery.NoServerException;
import io.github.puppetha.discovery.ServerSelector;
import io.github.puppetha.discovery.ServerSource;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvResolver;
import io.github.puppetha.discovery.simulator.Order;
import io.github.puppetha.discovery.simulator.Simulation;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Our own selection among the same servers, cold, held against what the simulator says of it. */
final class OwnScenario {
  /** What is said of a choice that was not foretold. */
  static final String SURPRISE = ", not foretold";

  private static final int ANY_VERSION = 8;

  private OwnScenario() {}

  /**
   * Selects a server for catalogs.
   *
   * @param nameservers lines of resolv.conf
   * @return which one, and after how long; with a word when that was not foretold
   */
  static String run(
      RealLab lab,
      ScenarioServers servers,
      String puppetConf,
      String nameservers,
      Simulation simulation) {
    InetSocketAddress[] asked =
        nameservers
            .lines()
            .map(line -> new InetSocketAddress(line.split(" ")[1], 53))
            .toArray(InetSocketAddress[]::new);
    DnsServers dns = DnsServers.of(asked);
    NameResolver names = DnsNameResolver.of(dns);
    NameResolver withHosts =
        host ->
            switch (host) {
              case "local.example.test" -> List.of(address(host, "127.0.0.1"));
              case "m.example.test" ->
                  List.of(address(host, "127.0.0.1"), address(host, lab.address(200)));
              default -> names.resolve(host);
            };
    AgentSettings settings =
        AgentSettings.of(
            PuppetConf.parse(Path.of("puppet.conf"), puppetConf), ANY_VERSION, Optional.empty());
    try (HttpTransport transport =
            HttpTransport.builder()
                .identity(servers.ca().identity())
                .trust(servers.ca().trust())
                .resolver(withHosts)
                .build();
        ServerSelector selector =
            ServerSelector.builder()
                .source(ServerSource.puppetConf(settings, SrvResolver.of(dns, Clock.systemUTC())))
                .transport(transport)
                .build()) {
      long began = System.nanoTime();
      String found;
      try {
        found = selector.select(Service.PUPPET).toString();
      } catch (NoServerException e) {
        found = "";
      }
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return words(found, took) + (foretold(simulation, found, took) ? "" : SURPRISE);
    }
  }

  private static InetAddress address(String host, String literal)
      throws java.net.UnknownHostException {
    return InetAddress.getByAddress(host, InetAddress.getByName(literal).getAddress());
  }

  private static String words(String found, Duration took) {
    String who =
        found.isEmpty() ? "none" : HostPort.parse(found, 1).host().replaceFirst("\\..*", "");
    return who + String.format(Locale.ROOT, " (%d ms)", took.toMillis());
  }

  private static boolean foretold(Simulation simulation, String found, Duration took) {
    return simulation.ours(Service.PUPPET).orders().stream()
        .filter(order -> order.server().orElse("").equals(found))
        .map(Order::took)
        .anyMatch(said -> said.minus(took).abs().compareTo(Duration.ofSeconds(1)) <= 0);
  }
}

package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.DnsServers;
import io.github.puppetha.discovery.ServerSelector;
import io.github.puppetha.discovery.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** BIND's SRV records, as {@link ServerSelector} and as the code of a real agent order them. */
class ServerSelectorInteropIT {
  private static final int DRAWS = 1500;

  private static RealLab lab;

  @BeforeAll
  static void serveZone() throws IOException {
    lab = RealLab.open("selector");
    RealNamed.start(
        lab,
        List.of(
            "_x-puppet._tcp.ranked IN SRV 20 10 8142 last.ranked",
            "_x-puppet._tcp.ranked IN SRV 0 10 8140 first.ranked",
            "_x-puppet._tcp.ranked IN SRV 5 0 8141 second.ranked",
            "_x-puppet-ca._tcp.ranked IN SRV 0 0 8140 ca.ranked",
            "_x-puppet-report._tcp.ranked IN SRV 1 0 8140 first.ranked",
            "_x-puppet-report._tcp.ranked IN SRV 0 0 8443 dashboard.ranked",
            "_x-puppet._tcp.weighted IN SRV 0 10 8140 small.weighted",
            "_x-puppet._tcp.weighted IN SRV 0 30 8140 big.weighted",
            "_x-puppet._tcp.weighted IN SRV 9 90 8140 spare.weighted"));
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void theSameOrderWherePrioritiesDecide(Release release) throws IOException {
    Map<String, List<List<String>>> agent = agentDraws(release, "ranked", 1, Service.values());
    for (Service service : Service.values()) {
      assertThat(selectorDraw("ranked", service))
          .as("%s, as %s has it", service, release)
          .isEqualTo(agent.get(service.name().toLowerCase()).get(0));
    }
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void theSameSharesWhereWeightsDecide(Release release) throws IOException {
    List<List<String>> agent = agentDraws(release, "weighted", DRAWS, Service.PUPPET).get("puppet");
    List<List<String>> ours = new ArrayList<>();
    try (ServerSelector selector = selector("weighted")) {
      for (int draw = 0; draw < DRAWS; draw++) {
        ours.add(names(selector.candidates(Service.PUPPET)));
      }
    }
    Map<String, Double> expected = firstShares(agent);
    Map<String, Double> found = firstShares(ours);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (server, share) -> assertThat(found.get(server)).isCloseTo(share, within(0.09)));
    assertThat(ours).allMatch(order -> order.get(2).startsWith("spare"));
  }

  @Test
  void nothingWhereNoRecordsAre() throws IOException {
    assertThat(agentDraws(Release.PUPPET7, "empty", 1, Service.PUPPET).get("puppet").get(0))
        .isEmpty();
    assertThat(selectorDraw("empty", Service.PUPPET)).isEmpty();
  }

  private static Map<String, Double> firstShares(List<List<String>> draws) {
    return draws.stream()
        .map(order -> order.get(0))
        .collect(
            Collectors.groupingBy(
                Function.identity(),
                Collectors.collectingAndThen(
                    Collectors.counting(), n -> n.doubleValue() / draws.size())));
  }

  private static ServerSelector selector(String zone) throws IOException {
    return ServerSelector.builder()
        .srvDomain(zone + "." + RealLab.DOMAIN)
        .dns(DnsServers.of(new InetSocketAddress(InetAddress.getByName(lab.dns()), 53)))
        .probe((server, timeout) -> {})
        .build();
  }

  private static List<String> selectorDraw(String zone, Service service) throws IOException {
    try (ServerSelector selector = selector(zone)) {
      return names(selector.candidates(service));
    }
  }

  private static List<String> names(List<HostPort> servers) {
    return servers.stream().map(server -> server.host() + ":" + server.port()).toList();
  }

  /** The orders that the agent's own resolver comes to, by the name of the service. */
  private static Map<String, List<List<String>>> agentDraws(
      Release release, String zone, int draws, Service... services) throws IOException {
    Path log = lab.directory("ruby").resolve(release.part() + "-" + zone + ".log");
    Path script = lab.directory("ruby").resolve("draw.rb");
    Files.writeString(
        script,
        """
        require 'puppet'
        ARGV[2..].each do |service|
          Integer(ARGV[1]).times do
            found = []
            dns = (@dns ||= Puppet::HTTP::DNS.new)
            dns.each_srv_record(ARGV[0], service.to_sym) { |host, port| found << "#{host}:#{port}" }
            puts "draw #{service} #{found.join(' ')}"
          end
        end
        """);
    List<String> command =
        new ArrayList<>(
            List.of("ruby", script.toString(), zone + "." + RealLab.DOMAIN, "" + draws));
    for (Service service : services) {
      command.add(service.name().toLowerCase());
    }
    Files.deleteIfExists(log);
    assertThat(RealLab.run(lab.inside(release, command), log, 120)).as("see %s", log).isZero();
    return Files.readAllLines(log).stream()
        .filter(line -> line.startsWith("draw "))
        .map(line -> List.of(line.split(" ")))
        .collect(
            Collectors.groupingBy(
                words -> words.get(1),
                Collectors.mapping(words -> words.subList(2, words.size()), Collectors.toList())));
  }
}

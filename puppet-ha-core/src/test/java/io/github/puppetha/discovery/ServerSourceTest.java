package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.topology.Topology;
import io.github.puppetha.topology.TopologyReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServerSourceTest {
  private static final String YAML =
      """
      ca: { server: "puppet1.ams.example.com:8140" }
      sites:
        ams:
          servers: [{ host: puppet1.ams.example.com }]
          gateways: [{ host: gw.ams.example.com, name: puppet.ams.example.com, listen: "127.0.0.1:8140" }]
        fra:
          servers: [{ host: puppet1.fra.example.com, weight: 3 }, { host: puppet2.fra.example.com, weight: 0 }]
        lon:
          servers: [{ host: puppet1.lon.example.com }]
      """;

  private static Topology topology(String yaml) {
    return TopologyReader.read(Path.of("puppet-ha.yaml").toAbsolutePath(), yaml)
        .topology()
        .orElseThrow();
  }

  private static String servers(ServerSource source, Service service) {
    return source.list(service).groups().stream()
        .map(
            group ->
                group.stream()
                    .map(s -> s.address().host().replace(".example.com", "") + "*" + s.weight())
                    .collect(Collectors.joining(" ")))
        .collect(Collectors.joining(" > "));
  }

  @Test
  void theOwnSiteComesFirstThenTheOthersInTheOrderOfTheFile() {
    assertThat(servers(ServerSource.topology(topology(YAML), "lon"), Service.PUPPET))
        .isEqualTo("puppet1.lon*10 > gw.ams*10 > puppet1.fra*3 puppet2.fra*0");
    assertThat(servers(ServerSource.topology(topology(YAML), "fra"), Service.REPORT))
        .isEqualTo("puppet1.fra*3 puppet2.fra*0 > gw.ams*10 > puppet1.lon*10");
  }

  @Test
  void aCaBehindGatewaysIsReachedThroughThem() {
    assertThat(servers(ServerSource.topology(topology(YAML), "lon"), Service.CA))
        .isEqualTo("gw.ams*10");
    String elsewhere = YAML.replace("puppet1.ams.example.com:8140", "puppet1.lon.example.com:8140");
    assertThat(servers(ServerSource.topology(topology(elsewhere), "fra"), Service.CA))
        .isEqualTo("gw.ams*10 > puppet1.lon*10");
  }

  @Test
  void aSiteThatIsNotThereIsNamedWithThoseThatAre() {
    Topology topology = topology(YAML);
    assertThatThrownBy(() -> ServerSource.topology(topology, "muc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no site 'muc'")
        .hasMessageContaining("[ams, fra, lon]");
  }

  @Test
  void aSourceStandsBehindAnotherAndNoServerTwice() {
    ServerSource first = ServerSource.fixed(List.of(server("a", 1, 5), server("b", 0, 5)));
    ServerSource second = ServerSource.fixed(List.of(server("c", 0, 1), server("a", 0, 1)));

    assertThat(servers(first.orElse(second), Service.PUPPET)).isEqualTo("b*5 > a*5 > c*1");
  }

  @Test
  void aServerThatIsNamedTwiceInOnePriorityHasTheHeavierWeight() {
    ServerSource source = ServerSource.fixed(List.of(server("a", 0, 5), server("a", 0, 7)));

    assertThat(servers(source, Service.PUPPET)).isEqualTo("a*7");
  }

  @Test
  void serversOfOnePriorityAreToldApartByTheirSites() {
    ServerSource source =
        ServerSource.fixed(
                List.of(
                    server("stranger.example.com", 0, 1),
                    server("puppet1.fra.example.com", 0, 1),
                    server("puppet1.lon.example.com", 0, 2),
                    server("puppet1.ams.example.com", 1, 3),
                    server("puppet2.fra.example.com", 1, 4)))
            .nearestFirst(topology(YAML), "lon");

    assertThat(servers(source, Service.PUPPET))
        .isEqualTo("puppet1.lon*2 > puppet1.ams*3 > puppet1.fra*1 > puppet2.fra*4 > stranger*1");
  }

  @Test
  void aSelectorTakesAnySource() {
    ServerSource source = ServerSource.fixed(List.of(server("a", 0, 1)));
    try (ServerSelector selector =
        ServerSelector.builder()
            .source(source)
            .fallback(List.of(server("last", 0, 1)))
            .probe(Probe.NONE)
            .build()) {
      assertThat(selector.candidates(Service.PUPPET))
          .containsExactly(new HostPort("a", 8140), new HostPort("last", 8140));
    }
  }

  private static WeightedServer server(String host, int priority, int weight) {
    return new WeightedServer(new HostPort(host, 8140), priority, weight);
  }
}

package io.github.puppetha.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Eligibility;
import io.github.puppetha.discovery.Grade;
import io.github.puppetha.topology.Topology;
import io.github.puppetha.topology.TopologyReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SiteRoutesTest {
  private static final String YAML =
      """
      ca: { server: "puppet1.ams.example.com:8140" }
      sites:
        ams:
          servers:
            - { host: puppet1.ams.example.com, weight: 10 }
            - { host: puppet2.ams.example.com, weight: 30 }
          gateways: [{ host: gw.ams.example.com, name: puppet.ams.example.com, listen: "127.0.0.1:8140" }]
        fra:
          servers: [{ host: puppet1.fra.example.com }]
          gateways: [{ host: gw.fra.example.com, name: puppet.fra.example.com, listen: "127.0.0.1:8140" }]
      """;
  private static final HostPort AMS1 = new HostPort("puppet1.ams.example.com", 8140);
  private static final HostPort AMS2 = new HostPort("puppet2.ams.example.com", 8140);
  private static final HostPort FRA_GATEWAY = new HostPort("gw.fra.example.com", 8140);
  private static final HostPort AMS_GATEWAY = new HostPort("gw.ams.example.com", 8140);

  private static SiteRoutes routes(String site, Eligibility eligibility) {
    return routes(site, eligibility, Map.of());
  }

  private static SiteRoutes routes(
      String site, Eligibility eligibility, Map<HostPort, Grade> grades) {
    Topology topology =
        TopologyReader.read(Path.of("puppet-ha.yaml").toAbsolutePath(), YAML)
            .topology()
            .orElseThrow();
    return new SiteRoutes(
        topology,
        topology.site(site).orElseThrow(),
        eligibility,
        server -> grades.getOrDefault(server, Grade.UNKNOWN),
        new Random(1));
  }

  @Test
  void ownServersAreDrawnByWeight() {
    SiteRoutes routes = routes("ams", Eligibility.ALL);
    Map<HostPort, Integer> firsts = new HashMap<>();
    for (int i = 0; i < 4000; i++) {
      firsts.merge(routes.servers().get(0), 1, Integer::sum);
    }
    assertThat(firsts.get(AMS2)).isBetween(2850, 3150);
    assertThat(routes.servers()).containsExactlyInAnyOrder(AMS1, AMS2);
  }

  @Test
  void aServerThatIsBehindIsForTheWorstCaseOnly() {
    SiteRoutes routes = routes("ams", server -> !server.equals(AMS1));

    assertThat(routes.servers()).containsExactly(AMS2);
    assertThat(routes.gateways()).containsExactly(FRA_GATEWAY);
    assertThat(routes.behind()).containsExactly(AMS1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Grade.class,
      names = {"STUCK", "NO_ENVIRONMENT", "BEHIND", "DRAINING"})
  void aServerThatIsNotWellIsForTheWorstCaseOnly(Grade grade) {
    SiteRoutes routes = routes("ams", Eligibility.ALL, Map.of(AMS2, grade, AMS1, Grade.GOOD));

    assertThat(routes.servers()).containsExactly(AMS1);
    assertThat(routes.behind()).containsExactly(AMS2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Grade.class,
      names = {"BUSY", "DEAD"})
  void aServerThatIsBusyOrSilentComesAfterTheOther(Grade grade) {
    SiteRoutes routes = routes("ams", Eligibility.ALL, Map.of(AMS2, grade, AMS1, Grade.GOOD));

    for (int i = 0; i < 50; i++) {
      assertThat(routes.servers()).containsExactly(AMS1, AMS2);
    }
    assertThat(routes.behind()).isEmpty();
  }

  @Test
  void gradesThatChangeWhileServersAreOrderedDisturbNothing() {
    StringBuilder yaml = new StringBuilder("sites:\n  ams:\n    servers:\n");
    for (int i = 0; i < 100; i++) {
      yaml.append("      - { host: puppet").append(i).append(".ams.example.com }\n");
    }
    Topology topology =
        TopologyReader.read(Path.of("puppet-ha.yaml").toAbsolutePath(), yaml.toString())
            .topology()
            .orElseThrow();
    Random random = new Random(1);
    Grade[] grades = {Grade.GOOD, Grade.BUSY, Grade.DEAD};
    SiteRoutes routes =
        new SiteRoutes(
            topology,
            topology.site("ams").orElseThrow(),
            Eligibility.ALL,
            server -> grades[random.nextInt(grades.length)],
            new Random(1));

    for (int i = 0; i < 200; i++) {
      assertThat(routes.servers()).doesNotHaveDuplicates().hasSize(100);
    }
  }

  @Test
  void aCaAmongTheServersIsReachedThroughItsOwnSitesGateway() {
    assertThat(routes("ams", Eligibility.ALL).ca()).containsExactly(AMS1);
    assertThat(routes("fra", Eligibility.ALL).ca()).containsExactly(AMS_GATEWAY);
  }
}

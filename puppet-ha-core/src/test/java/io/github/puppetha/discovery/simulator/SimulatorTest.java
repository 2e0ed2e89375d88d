package io.github.puppetha.discovery.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.discovery.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What agents are said to do, for what their code is known to do. */
class SimulatorTest {
  private static final String SRV =
      """
      [main]
      server = puppet.example.test
      use_srv_records = true
      srv_domain = example.test
      http_connect_timeout = 5
      """;
  private static final String THREE =
      """
      _x-puppet._tcp.example.test. 60 IN SRV 0 1 8140 a.example.test.
      _x-puppet._tcp.example.test. 60 IN SRV 0 3 8140 b.example.test.
      _x-puppet._tcp.example.test. 60 IN SRV 5 0 8140 c.example.test.
      """;

  private static SimulatorBuilder srv() {
    return Simulator.builder().puppetConf(SRV).zone(THREE);
  }

  private static SimulatorBuilder conf(String lines) {
    return Simulator.builder().puppetConf("[main]\nhttp_connect_timeout = 5s\n" + lines);
  }

  private static Walk catalog(Simulation simulation) {
    return simulation.walk(Service.PUPPET).orElseThrow();
  }

  private static List<String> purposes(Simulation simulation) {
    return simulation.walks().stream().map(w -> w.purpose().toString()).toList();
  }

  private static Map<List<String>, String> chances(Walk walk) {
    return walk.orders().stream()
        .collect(Collectors.toMap(Order::servers, o -> o.probability().toString()));
  }

  @Test
  void eachServiceIsDrawnForByTheAgentsOwnShares() {
    Simulation simulation = srv().build().simulate();
    assertThat(purposes(simulation)).containsExactly("plugins", "catalog", "report");
    assertThat(simulation.walks())
        .allSatisfy(
            walk ->
                assertThat(chances(walk))
                    .isEqualTo(
                        Map.of(
                            List.of("a.example.test:8140"), "1/4",
                            List.of("b.example.test:8140"), "3/4")));
    assertThat(simulation.longest()).isZero();
  }

  @Test
  void weightZeroHasAShareOfOneBesideTensOfWeights() {
    Simulation simulation =
        Simulator.builder()
            .puppetConf(SRV)
            .zone("_x-puppet._tcp.example.test. 60 IN SRV 0 0 8140 zero.example.test.")
            .zone("_x-puppet._tcp.example.test. 60 IN SRV 0 10 8140 ten.example.test.")
            .build()
            .simulate();
    assertThat(chances(catalog(simulation)))
        .isEqualTo(
            Map.of(
                List.of("zero.example.test:8140"), "1/101",
                List.of("ten.example.test:8140"), "100/101"));
  }

  @Test
  void silentServersCostTheirTimeoutInEachOfThreeSearches() {
    Simulation simulation =
        srv()
            .dead("a.example.test", Trouble.DROPS)
            .dead("b.example.test:8140", Trouble.HANGS_AFTER_ACCEPT)
            .build()
            .simulate();
    Walk catalog = catalog(simulation);
    assertThat(chances(catalog).values()).containsExactlyInAnyOrder("1/4", "3/4");
    assertThat(catalog.orders())
        .allSatisfy(
            order -> {
              assertThat(order.servedBy("c.example.test")).isTrue();
              assertThat(order.took()).isEqualTo(Duration.ofSeconds(10));
            });
    assertThat(simulation.seconds()).isEqualTo(Map.of(Duration.ofSeconds(30), Probability.ONE));
    assertThat(simulation.ours(Service.PUPPET).orders())
        .allSatisfy(o -> assertThat(o.took()).isLessThan(Duration.ofMillis(300)));
  }

  @Test
  void theSecondsOfARunAreThoseOfItsDraws() {
    Simulation simulation = srv().dead("a.example.test", Trouble.DROPS).build().simulate();
    assertThat(simulation.seconds())
        .isEqualTo(
            Map.of(
                Duration.ZERO,
                Probability.of(27, 64),
                Duration.ofSeconds(5),
                Probability.of(27, 64),
                Duration.ofSeconds(10),
                Probability.of(9, 64),
                Duration.ofSeconds(15),
                Probability.of(1, 64)));
  }

  @Test
  void anUnacceptedCertificateEndsTheSearchThoughOthersAreWell() {
    Simulation simulation =
        srv().dead("b.example.test", Trouble.WRONG_CERTIFICATE).build().simulate();
    Map<Ending, Probability> endings =
        catalog(simulation).orders().stream()
            .collect(Collectors.toMap(Order::ending, Order::probability));
    assertThat(endings)
        .isEqualTo(
            Map.of(Ending.ABORTED, Probability.of(3, 4), Ending.SERVED, Probability.of(1, 4)));
    assertThat(simulation.ours(Service.PUPPET).orders())
        .allSatisfy(order -> assertThat(order.servedBy("a.example.test")).isTrue());
  }

  @Test
  void theRootTargetEndsTheSearch() {
    Simulation simulation =
        Simulator.builder()
            .puppetConf(SRV)
            .zone("_x-puppet._tcp.example.test. 60 IN SRV 0 0 0 .")
            .build()
            .simulate();
    Order only = catalog(simulation).orders().get(0);
    assertThat(only.ending()).isEqualTo(Ending.ABORTED);
    assertThat(only.servers()).containsExactly(".:0");
  }

  @Test
  void srvBeatsTheExplicitCaServerAndFallsThroughToCompilers() {
    Simulation simulation =
        Simulator.builder()
            .puppetConf(SRV + "ca_server = ca.example.test\n")
            .zone(THREE)
            .caContact(CaContact.FIRST)
            .build()
            .simulate();
    Walk ca = simulation.walk(Service.CA).orElseThrow();
    assertThat(ca.orders()).noneMatch(order -> order.asks("ca.example.test"));
    assertThat(ca.orders()).allMatch(order -> !order.servedBy("ca.example.test"));
  }

  @Test
  void anExplicitCaServerTakesTheCaOutOfTheList() {
    Simulation simulation =
        conf("server_list = a.example.test,b.example.test:8141\nca_server = ca.example.test\n")
            .dead("a.example.test", Trouble.STATUS_503)
            .caContact(CaContact.FIRST)
            .build()
            .simulate();
    assertThat(simulation.walk(Service.CA).orElseThrow().orders().get(0).server())
        .contains("ca.example.test:8140");
    assertThat(purposes(simulation))
        .containsExactly("certificates", "selection", "plugins", "report");
    assertThat(simulation.walks().get(1).orders().get(0).servers())
        .containsExactly("a.example.test:8140", "b.example.test:8141");
    assertThat(simulation.walks().get(2).orders().get(0))
        .satisfies(o -> assertThat(o.attempts()).isEmpty())
        .satisfies(o -> assertThat(o.servedBy("b.example.test")).isTrue());
  }

  @Test
  void anExhaustedListEndsTheRunAndServerIsNotTried() {
    SimulatorBuilder given =
        conf("server_list = a.example.test,b.example.test\nserver = well.example.test\n")
            .dead("a.example.test", Trouble.REFUSED)
            .dead("b.example.test", Trouble.HANGS_AFTER_TLS);
    Simulation test = given.withoutCacheOnFailure().build().simulate();
    assertThat(purposes(test)).containsExactly("selection");
    assertThat(test.longest()).isEqualTo(Duration.ofMinutes(10));
    assertThat(test.walks().get(0).orders()).noneMatch(o -> o.asks("well.example.test"));
  }

  @Test
  void withACachedCatalogTheRunGoesOnToItsReport() {
    Simulation simulation =
        conf("server_list = a.example.test\n")
            .dead("a.example.test", Trouble.REFUSED)
            .build()
            .simulate();
    assertThat(purposes(simulation)).containsExactly("selection", "report");
  }

  @Test
  void srvRecordsThatAreAllDeadLeadToTheList() {
    SimulatorBuilder dead =
        Simulator.builder()
            .puppetConf(SRV + "server_list = l.example.test\n")
            .zone("_x-puppet._tcp.example.test. 60 IN SRV 0 0 8140 a.example.test.")
            .dead("a.example.test", Trouble.DROPS);
    Simulation simulation = dead.build().simulate();
    assertThat(purposes(simulation)).containsExactly("selection", "plugins", "report");
    assertThat(simulation.longest()).isEqualTo(Duration.ofSeconds(15));
    assertThat(simulation.walks())
        .allSatisfy(w -> assertThat(w.orders().get(0).servedBy("l.example.test")).isTrue());
    assertThat(simulation.walks().get(1).orders().get(0).servers())
        .containsExactly("a.example.test:8140");
  }

  @Test
  void aServerThatAnswers503IsGoodEnoughForSrv() {
    Simulation simulation = srv().dead("b.example.test", Trouble.ALL_503).build().simulate();
    assertThat(catalog(simulation).orders())
        .filteredOn(o -> o.asks("b.example.test"))
        .allSatisfy(o -> assertThat(o.ending()).isEqualTo(Ending.CHOSEN_IN_VAIN))
        .isNotEmpty();
  }

  @Test
  void silentDnsCosts75SecondsForEachName() {
    Simulation simulation =
        srv().dnsDead(DnsTrouble.SILENT).host("puppet.example.test", "10.0.0.1").build().simulate();
    assertThat(simulation.walks().stream().map(w -> w.orders().get(0).took().toSeconds()))
        .containsExactly(150L, 75L, 150L);
    assertThat(catalog(simulation).orders().get(0).server()).contains("puppet.example.test:8140");
  }

  @Test
  void aDeadFirstDnsServerOfTwoCostsFiveSecondsEach() {
    Simulation simulation =
        srv()
            .resolvConf("nameserver 10.0.0.53\nnameserver 10.0.0.54\n")
            .dnsDead("10.0.0.53", DnsTrouble.PORT_CLOSED)
            .build()
            .simulate();
    assertThat(simulation.walks().stream().map(w -> w.orders().get(0).took().toSeconds()))
        .containsExactly(10L, 0L, 5L); // the second search uses the records of the first
    assertThat(simulation.ours(Service.PUPPET).orders())
        .allSatisfy(o -> assertThat(o.took()).isLessThan(Duration.ofSeconds(1)))
        .allSatisfy(o -> assertThat(o.ending()).isEqualTo(Ending.SERVED));
  }

  @Test
  void roundRobinAddressesAreAChanceEach() {
    Simulation simulation =
        conf("server = puppet.example.test\n")
            .zone(
                """
                $ORIGIN example.test.
                @ 60 IN SOA ns hostmaster 1 1 1 1 1
                puppet 60 IN A 10.0.0.1
                puppet 60 IN A 10.0.0.2
                puppet 60 IN A 10.0.0.3
                """)
            .dead("10.0.0.1", Trouble.DROPS)
            .dead("10.0.0.2", Trouble.REFUSED)
            .build()
            .simulate();
    assertThat(catalog(simulation).orders())
        .extracting(Order::ending)
        .containsExactlyInAnyOrder(Ending.NO_SERVER, Ending.SERVED);
    assertThat(catalog(simulation).orders())
        .allSatisfy(o -> assertThat(o.probability()).isEqualTo(Probability.of(1, 2)));
  }

  @ParameterizedTest
  @EnumSource(AgentVersion.class)
  void onlyOpenVox9ChoosesNobodyWithoutServer(AgentVersion version) {
    Simulation simulation =
        conf("server_list = a.example.test\n").agent(version).build().simulate();
    boolean chosen = simulation.walks().get(0).orders().get(0).ending().chosen();
    assertThat(chosen).isEqualTo(version != AgentVersion.OPENVOX_9);
  }

  @Test
  void aHundredRecordsAreTooManyOrdersAndThatIsSaid() {
    SimulatorBuilder many = Simulator.builder().puppetConf(SRV);
    for (int i = 0; i < 12; i++) {
      many.zone("_x-puppet._tcp.example.test. 60 IN SRV 0 " + i + " 8140 s" + i + ".example.test.");
      many.dead("s" + i + ".example.test", Trouble.REFUSED);
    }
    Walk walk = catalog(many.build().simulate());
    assertThat(walk.orders()).hasSizeLessThanOrEqualTo(Walk.MOST_ORDERS);
    assertThat(walk.unlisted().isZero()).isFalse();
    Probability listed =
        walk.orders().stream().map(Order::probability).reduce(Probability.ZERO, Probability::plus);
    assertThat(listed.plus(walk.unlisted())).isEqualTo(Probability.ONE);
  }

  @Test
  void theTableShowsChancesSecondsAndWhoIsTried() {
    String table = srv().dead("a.example.test", Trouble.DROPS).build().simulate().table();
    assertThat(table)
        .contains("Puppet 8 agent", "25.0% = 1/4", "5.0 s")
        .contains("a.example.test:8140 (SRV: no answer after 5.0 s)", "our own selection");
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> Simulator.builder().zone("nonsense"))
        .hasMessageContaining("zone file");
    assertThatThrownBy(() -> Simulator.builder().puppetConf("[main]\nhttp_connect_timeout = soon"))
        .hasMessageContaining("http_connect_timeout")
        .hasMessageContaining("soon");
    assertThatThrownBy(() -> Simulator.builder().puppetConf("[oops]\n"))
        .hasMessageContaining("oops");
    assertThatThrownBy(() -> Simulator.builder().dead(" ", Trouble.DROPS))
        .hasMessageContaining("host or an address");
  }
}

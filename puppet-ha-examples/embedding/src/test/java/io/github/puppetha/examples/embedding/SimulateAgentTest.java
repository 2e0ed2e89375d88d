package io.github.puppetha.examples.embedding;

import static io.github.puppetha.testkit.AgentAssert.assertThatAgent;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.simulator.Order;
import io.github.puppetha.discovery.simulator.Simulation;
import io.github.puppetha.discovery.simulator.Trouble;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulateAgentTest {
  private static final String CONF =
      "[main]\nuse_srv_records = true\nsrv_domain = example.com\nserver = puppet.example.com\n";
  private static final String ZONE =
      """
      $ORIGIN example.com.
      $TTL 60
      @ SOA ns hostmaster 1 60 60 60 60
      _x-puppet._tcp SRV 0 10 8140 puppet1
      _x-puppet._tcp SRV 10 10 8140 puppet2
      puppet1 A 192.0.2.1
      puppet2 A 192.0.2.2
      """;

  @Test
  void anAgentWaitsTwoMinutesForEachSearchAndWeDoNot() {
    Simulation simulation = SimulateAgent.withoutServer(CONF, ZONE, "puppet1.example.com");

    assertThat(simulation.longest()).isEqualTo(Duration.ofMinutes(6));
    assertThat(simulation.ours(Service.PUPPET).orders())
        .allMatch(order -> order.servedBy("puppet2.example.com"))
        .extracting(Order::took)
        .allMatch(took -> took.compareTo(Duration.ofSeconds(1)) < 0);
    assertThat(simulation.table()).contains("puppet2.example.com");
  }

  // region assert
  @Test
  void theAgentsOfAmsAreServedWithoutTheirFirstServer() {
    assertThatAgent("web1.example.com")
        .with(CONF)
        .inZone(ZONE)
        .whenDead("puppet1.example.com", Trouble.REFUSED)
        .isServedBy("puppet2.example.com")
        .within(Duration.ofSeconds(5));
  }
  // endregion
}

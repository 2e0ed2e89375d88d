package io.github.puppetha.testkit;

import static io.github.puppetha.testkit.AgentAssert.assertThatAgent;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.simulator.AgentVersion;
import io.github.puppetha.discovery.simulator.CaContact;
import io.github.puppetha.discovery.simulator.DnsTrouble;
import io.github.puppetha.discovery.simulator.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Assertions of what an agent would do: each holds where it should, and fails where it should. */
class AgentAssertTest {
  private static final String CONF =
      """
      [agent]
      server = puppet.example.test
      use_srv_records = true
      srv_domain = example.test
      http_connect_timeout = 5
      """;
  private static final String ZONE =
      """
      _x-puppet._tcp.example.test. 60 IN SRV 0 1 8140 a.example.test.
      _x-puppet._tcp.example.test. 60 IN SRV 0 3 8140 b.example.test.
      _x-puppet._tcp.example.test. 60 IN SRV 5 0 8140 c.example.test.
      """;

  private static AgentAssert web1() {
    return assertThatAgent("web1").with(CONF).inZone(ZONE);
  }

  @Test
  void holdsWhenItHoldsInEveryOrder(@TempDir Path directory) throws Exception {
    Path conf = Files.writeString(directory.resolve("puppet.conf"), CONF);
    assertThatAgent("web1")
        .ofVersion(AgentVersion.PUPPET_7)
        .with(conf)
        .inZone(ZONE)
        .whenDead("a.example.test", Trouble.DROPS)
        .isServedBy("b.example.test")
        .within(Duration.ofSeconds(15))
        .neverAsks("c.example.test");
  }

  @Test
  void failsWithTheTableWhenOneOrderSaysOtherwise() {
    assertThatThrownBy(() -> web1().isServedBy("b.example.test"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("agent web1 is served by b.example.test: not so for catalog")
        .hasMessageContaining("1/4")
        .hasMessageContaining("Puppet 8 agent");
    assertThatThrownBy(() -> web1().neverAsks("a.example.test:8140"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("does not ask a.example.test:8140");
  }

  @Test
  void failsWhenARunMayTakeLonger() {
    AgentAssert dead = web1().whenDead("a.example.test", Trouble.HANGS_AFTER_ACCEPT);
    dead.within(Duration.ofSeconds(15));
    assertThatThrownBy(() -> dead.within(Duration.ofSeconds(14)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("PT15S")
        .hasMessageContaining("1/64");
  }

  @Test
  void asksAFakeDnsAndFollowsItsChanges() {
    try (FakeDns dns = FakeDns.start()) {
      dns.srv("_x-puppet._tcp.example.test", 0, 0, 8140, "a.example.test")
          .a("a.example.test", "127.0.0.1")
          .a("puppet.example.test", "127.0.0.1");
      assertThatAgent("web1").with(CONF).askingDns(dns).isServedBy("a.example.test:8140");
      dns.remove("_x-puppet._tcp.example.test");
      assertThatAgent("web1").with(CONF).askingDns(dns).isServedBy("puppet.example.test");
      dns.srv("_x-puppet._tcp.example.test", 0, 0, 8140, "gone.example.test");
      assertThatAgent("web1").with(CONF).askingDns(dns).isServedBy("puppet.example.test");
    }
  }

  @Test
  void serversAreOfOneService() {
    web1()
        .given(simulator -> simulator.caContact(CaContact.FIRST))
        .forServices(Service.CA)
        .isServedBy("a.example.test", "b.example.test")
        .neverAsks("puppet.example.test");
    assertThatThrownBy(() -> web1().forServices(Service.CA).isServedBy("a.example.test"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("never comes to look for CA");
  }

  @Test
  void nobodyServesOpenVox9WithoutServer() {
    assertThatAgent("web1")
        .ofVersion(AgentVersion.OPENVOX_9)
        .with("[main]\nserver_list = a.example.test\n")
        .isServedByNobody();
    assertThatThrownBy(() -> web1().isServedByNobody()).isInstanceOf(AssertionError.class);
  }

  @Test
  void deadDnsCostsMinutes() {
    AgentAssert web1 = web1().whenDnsDead(DnsTrouble.SILENT);
    web1.given(simulator -> simulator.host("puppet.example.test", "10.0.0.1"))
        .isServedBy("puppet.example.test")
        .within(Duration.ofSeconds(375));
    assertThatThrownBy(() -> web1.within(Duration.ofMinutes(6))).isInstanceOf(AssertionError.class);
  }

  @Test
  void aServerThatMayServeMustBeNamed() {
    assertThatThrownBy(() -> web1().isServedBy()).isInstanceOf(IllegalArgumentException.class);
  }
}

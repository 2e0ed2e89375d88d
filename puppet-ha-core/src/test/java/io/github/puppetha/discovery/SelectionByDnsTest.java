package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.testkit.FakeDns;
import io.github.puppetha.testkit.FakeDnsBehaviour;
import io.github.puppetha.testkit.FakeDnsQuery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelectionByDnsTest {
  private static final String PUPPET = "_x-puppet._tcp.example.test";
  private static final String CA = "_x-puppet-ca._tcp.example.test";
  private static final HostPort LISTED = new HostPort("listed.example.test", 8140);

  private final FakeDns dns = FakeDns.start();
  private final TestClock clock = new TestClock();

  @AfterEach
  void stop() {
    dns.close();
  }

  private ServerSelectorBuilder builder() {
    return ServerSelector.builder()
        .srvDomain("example.test.")
        .dns(DnsServers.of(dns.address()).within(Duration.ofMillis(50), Duration.ofSeconds(1)))
        .clock(clock)
        .probe(Probe.NONE);
  }

  @Test
  void usesPortAndTargetOfTheRecord() {
    dns.srv(PUPPET, 0, 1, 18140, "Puppet1.Example.test.");

    try (ServerSelector selector = builder().build()) {
      assertThat(selector.select(Service.PUPPET))
          .isEqualTo(new HostPort("puppet1.example.test", 18140));
    }
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void eachServiceHasItsOwnRecords(Service service) {
    dns.srv(PUPPET, 0, 1, 1, "generic.example.test");
    dns.srv("_x-puppet-ca._tcp.example.test", 0, 1, 2, "ca.example.test");
    dns.srv("_x-puppet-report._tcp.example.test", 0, 1, 3, "report.example.test");
    dns.srv("_x-puppet-fileserver._tcp.example.test", 0, 1, 4, "fileserver.example.test");

    try (ServerSelector selector = builder().build()) {
      assertThat(selector.candidates(service))
          .extracting(HostPort::port)
          .containsExactly(service.ordinal() + 1);
    }
  }

  @Test
  void theGenericRecordsAreUsedWhereAServiceHasNone() {
    dns.srv(PUPPET, 0, 1, 8140, "generic.example.test");

    try (ServerSelector selector = builder().build()) {
      assertThat(selector.select(Service.CA).host()).isEqualTo("generic.example.test");
      assertThat(dns.queries())
          .containsExactly(
              new FakeDnsQuery(CA, "SRV", false), new FakeDnsQuery(PUPPET, "SRV", false));
      assertThat(selector.select(Service.REPORT).host()).isEqualTo("generic.example.test");
    }
  }

  @Test
  void theGenericRecordsAreNotUsedForTheCaWhenSoBuilt() {
    dns.srv(PUPPET, 0, 1, 8140, "generic.example.test");

    try (ServerSelector selector = builder().withoutFallThrough(Service.CA).build()) {
      assertThatThrownBy(() -> selector.select(Service.CA))
          .isInstanceOf(NoServerException.class)
          .hasMessageContaining("no server is known for CA")
          .hasMessageContaining(CA + ": no such name (NXDOMAIN)");
      assertThat(selector.select(Service.REPORT).host()).isEqualTo("generic.example.test");
    }
  }

  @Test
  void aTargetOfDotMeansThatTheServiceIsNotOfferedHere() {
    dns.srv(CA, 0, 0, 0, ".").srv(PUPPET, 0, 1, 8140, "generic.example.test");

    try (ServerSelector selector = builder().fallback(listed()).build()) {
      assertThatThrownBy(() -> selector.select(Service.CA))
          .isInstanceOf(NoServerException.class)
          .hasMessageContaining("not offered here");
    }
  }

  @Test
  void aDotBesideRealTargetsIsPassedOver() {
    dns.srv(PUPPET, 0, 0, 0, ".").srv(PUPPET, 1, 1, 8140, "puppet1.example.test");

    try (ServerSelector selector = builder().build()) {
      assertThat(selector.select(Service.PUPPET).host()).isEqualTo("puppet1.example.test");
    }
  }

  @Test
  void aRecordThatCannotBeAServerIsPassedOver() {
    dns.srv(PUPPET, 0, 0, 0, "noport.example.test")
        .srv(PUPPET, 0, 0, 8140, "not\\032a\\032name.example.test")
        .srv(PUPPET, 1, 1, 8140, "puppet1.example.test");

    try (ServerSelector selector = builder().build()) {
      assertThat(selector.candidates(Service.PUPPET))
          .containsExactly(new HostPort("puppet1.example.test", 8140));
    }
  }

  @Test
  void theListIsUsedWhateverKeepsDnsFromNamingServers() {
    List<FakeDnsBehaviour> nothings =
        List.of(
            new FakeDnsBehaviour.NxDomain(),
            new FakeDnsBehaviour.NoData(),
            new FakeDnsBehaviour.ServFail(),
            new FakeDnsBehaviour.Refused(),
            new FakeDnsBehaviour.Drop());
    for (FakeDnsBehaviour nothing : nothings) {
      dns.behaveAlways(nothing);
      try (ServerSelector selector = builder().fallback(listed()).build()) {
        assertThat(selector.select(Service.PUPPET)).as("%s", nothing).isEqualTo(LISTED);
        assertThat(selector.select(Service.CA)).as("%s", nothing).isEqualTo(LISTED);
      }
    }
  }

  @Test
  void theListStandsBehindTheServersThatDnsNames() {
    dns.srv(PUPPET, 500, 1, 8140, "puppet1.example.test");

    try (ServerSelector selector = builder().fallback(listed()).build()) {
      assertThat(selector.candidates(Service.PUPPET))
          .containsExactly(new HostPort("puppet1.example.test", 8140), LISTED);
    }
  }

  @Test
  void aServiceCanHaveAListOfItsOwn() {
    HostPort ca = new HostPort("ca.example.test", 8140);
    try (ServerSelector selector =
        ServerSelector.builder()
            .fallback(listed())
            .fallback(Service.CA, List.of(WeightedServer.of(ca, 1)))
            .probe(Probe.NONE)
            .build()) {
      assertThat(selector.candidates(Service.CA)).containsExactly(ca);
      assertThat(selector.candidates(Service.PUPPET)).containsExactly(LISTED);
    }
  }

  @Test
  void dnsIsAskedAgainOnlyAfterTheTimeToLive() {
    dns.ttl(Duration.ofSeconds(60)).srv(PUPPET, 0, 1, 8140, "old.example.test");
    try (ServerSelector selector = builder().build()) {
      selector.select(Service.PUPPET);
      dns.remove(PUPPET).srv(PUPPET, 0, 1, 8140, "new.example.test");

      clock.advance(Duration.ofSeconds(59));
      assertThat(selector.select(Service.PUPPET).host()).isEqualTo("old.example.test");
      assertThat(dns.queries()).hasSize(1);
      clock.advance(Duration.ofSeconds(2));
      assertThat(selector.select(Service.PUPPET).host()).isEqualTo("new.example.test");
    }
  }

  @Test
  void emptyAnswersAreKeptAsLongAsTheZoneSays() {
    dns.negativeTtl(Duration.ofSeconds(30)).srv(PUPPET, 0, 1, 8140, "generic.example.test");
    try (ServerSelector selector = builder().build()) {
      selector.select(Service.CA);
      dns.srv(CA, 0, 1, 8140, "ca.example.test");

      clock.advance(Duration.ofSeconds(29));
      assertThat(selector.select(Service.CA).host()).isEqualTo("generic.example.test");
      clock.advance(Duration.ofSeconds(2));
      assertThat(selector.select(Service.CA).host()).isEqualTo("ca.example.test");
    }
  }

  @Test
  void saysWhatIsMissingWhenNothingIsKnown() {
    try (ServerSelector selector = builder().build()) {
      assertThat(selector.candidates(Service.CA)).isEmpty();
      assertThatThrownBy(() -> selector.select(Service.CA))
          .isInstanceOfSatisfying(
              NoServerException.class,
              e -> {
                assertThat(e.attempts()).isEmpty();
                assertThat(e.lookups()).extracting(SrvAnswer::name).containsExactly(CA, PUPPET);
              })
          .hasMessageContaining("Add SRV records");
    }
  }

  @Test
  void aSelectorWithoutAnySourceIsRefused() {
    assertThatThrownBy(() -> ServerSelector.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("srvDomain");
    assertThatThrownBy(() -> ServerSelector.builder().srvDomain("no such domain"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no such domain");
  }

  private static List<WeightedServer> listed() {
    return List.of(WeightedServer.of(LISTED, 1));
  }
}

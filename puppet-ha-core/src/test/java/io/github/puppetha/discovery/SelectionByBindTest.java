package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real BIND, where this machine has one; {@code -Dinterop=required} insists on it. */
class SelectionByBindTest {
  private static final String ZONE =
      """
      _x-puppet._tcp SRV 0 1 8140 puppet1
      _x-puppet._tcp SRV 0 3 8140 puppet2
      _x-puppet._tcp SRV 5 1 8141 puppet3
      _x-puppet-ca._tcp CNAME ca-records
      ca-records SRV 0 0 8140 puppetca
      _x-puppet-report._tcp TXT "no SRV here"
      puppet1 A 127.0.0.1
      puppet2 A 127.0.0.2
      puppet2 AAAA ::1
      puppet3 CNAME puppet1
      """;

  private static LocalBind bind;

  @BeforeAll
  static void startNamed(@TempDir Path dir) throws Exception {
    StringBuilder zone = new StringBuilder(ZONE);
    for (int i = 0; i < 90; i++) {
      zone.append("many SRV 0 1 8140 a-server-with-a-long-name-").append(i).append('\n');
    }
    bind = LocalBind.start(dir, zone.toString());
  }

  @AfterAll
  static void stopNamed() throws Exception {
    if (bind != null) {
      bind.stop();
    }
  }

  @Test
  void eachKindOfAnswerIsUnderstood() {
    assertThat(lookup("_x-puppet._tcp.example.test"))
        .isInstanceOfSatisfying(
            SrvAnswer.Records.class,
            answer ->
                assertThat(answer.records())
                    .containsExactlyInAnyOrder(
                        new SrvRecord(0, 1, 8140, "puppet1.example.test"),
                        new SrvRecord(0, 3, 8140, "puppet2.example.test"),
                        new SrvRecord(5, 1, 8141, "puppet3.example.test")));
    Duration negative = Duration.ofSeconds(30);
    assertThat(lookup("_x-puppet-report._tcp.example.test"))
        .isEqualTo(new SrvAnswer.NoData("_x-puppet-report._tcp.example.test", negative));
    assertThat(lookup("_x-puppet-fileserver._tcp.example.test"))
        .isEqualTo(new SrvAnswer.NxDomain("_x-puppet-fileserver._tcp.example.test", negative));
    assertThat(lookup("elsewhere.test"))
        .isInstanceOfSatisfying(
            SrvAnswer.ServerFailure.class, e -> assertThat(e.why()).contains("REFUSED"));
  }

  @Test
  void whatDoesNotFitIntoADatagramComesByTcp() {
    assertThat(lookup("many.example.test"))
        .isInstanceOfSatisfying(
            SrvAnswer.Records.class, answer -> assertThat(answer.records()).hasSize(90));
  }

  @Test
  void servicesGetTheServersThatAnAgentWouldTry() {
    try (ServerSelector selector =
        ServerSelector.builder()
            .srvDomain("example.test")
            .dns(bind.servers())
            .probe(Probe.NONE)
            .build()) {
      List<HostPort> generic = selector.candidates(Service.PUPPET);
      assertThat(generic.subList(0, 2))
          .containsExactlyInAnyOrder(
              new HostPort("puppet1.example.test", 8140),
              new HostPort("puppet2.example.test", 8140));
      assertThat(generic.get(2)).isEqualTo(new HostPort("puppet3.example.test", 8141));
      assertThat(selector.candidates(Service.CA))
          .containsExactly(new HostPort("puppetca.example.test", 8140));
      assertThat(selector.candidates(Service.REPORT)).containsExactlyInAnyOrderElementsOf(generic);
      assertThat(selector.candidates(Service.FILESERVER))
          .containsExactlyInAnyOrderElementsOf(generic);
    }
  }

  @Test
  void namesHaveTheirAddresses() throws Exception {
    DnsNameResolver names = DnsNameResolver.of(bind.servers());

    assertThat(names.resolve("puppet2.example.test"))
        .extracting(InetAddress::getHostAddress)
        .containsExactlyInAnyOrder("127.0.0.2", "0:0:0:0:0:0:0:1");
    assertThat(names.resolve("puppet3.example.test"))
        .extracting(InetAddress::getHostAddress)
        .containsExactly("127.0.0.1");
  }

  @Test
  void whatBindSaidServesWhileItIsDownAndNoLongerThanThat(@TempDir Path dir) throws Exception {
    TestClock clock = new TestClock();
    String old = "_x-puppet._tcp SRV 0 1 8140 old\n";
    LocalBind mortal = LocalBind.start(dir, old);
    try (ServerSelector selector =
        ServerSelector.builder()
            .srvDomain("example.test")
            .dns(mortal.servers())
            .withoutFallThrough(Service.CA)
            .clock(clock)
            .probe(Probe.NONE)
            .build()) {
      SrvResolver resolver = SrvResolver.of(mortal.servers(), clock);
      resolver.lookup("_x-puppet._tcp.example.test");
      assertThat(selector.select(Service.PUPPET).host()).isEqualTo("old.example.test");

      mortal.stop();
      clock.advance(Duration.ofMinutes(10));
      assertThat(selector.select(Service.PUPPET).host()).isEqualTo("old.example.test");
      assertThat(resolver.lookup("_x-puppet._tcp.example.test").inWords())
          .startsWith("1 record, stale: 540 s past the time to live, as DNS gives none now: ");
      assertThatThrownBy(() -> selector.select(Service.CA))
          .as("what was never said is not made up")
          .hasMessageContaining("_x-puppet-ca._tcp.example.test: no answer");

      mortal.begin("_x-puppet._tcp SRV 0 1 8140 new\n");
      Set<String> seen = new LinkedHashSet<>();
      for (int i = 0; i < 1000 && !seen.contains("new.example.test"); i++) {
        clock.advance(Duration.ofSeconds(31));
        lookup("ns.example.test"); // a moment in which the question under way is answered
        seen.add(selector.select(Service.PUPPET).host());
      }
      assertThat(seen).contains("new.example.test");
    } finally {
      mortal.stop();
    }
  }

  private static SrvAnswer lookup(String name) {
    return SrvResolver.of(bind.servers(), Clock.systemUTC()).lookup(name);
  }
}

package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.puppetha.HostPort;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real BIND, where this machine has one; {@code -Dinterop=required} insists on it. */
class SelectionByBindTest {
  private static final Path NAMED = Path.of("/usr/sbin/named");
  private static final String ZONE =
      """
      $TTL 60
      @ SOA ns hostmaster 1 3600 600 86400 30
      @ NS ns
      ns A 127.0.0.1
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

  private static Process named;
  private static DnsServers servers;

  @BeforeAll
  static void startNamed(@TempDir Path dir) throws Exception {
    String interop = System.getProperty("interop", "");
    assumeTrue(!interop.equals("off"), "-Dinterop=off");
    assumeTrue(Files.isExecutable(NAMED) || interop.equals("required"), "no BIND on this machine");
    int port;
    try (DatagramSocket free = new DatagramSocket(0)) {
      port = free.getLocalPort();
    }
    StringBuilder zone = new StringBuilder(ZONE);
    for (int i = 0; i < 90; i++) {
      zone.append("many SRV 0 1 8140 a-server-with-a-long-name-").append(i).append('\n');
    }
    Files.writeString(dir.resolve("zone"), zone);
    Files.writeString(
        dir.resolve("named.conf"),
        """
        options {
          directory "%s"; pid-file none; session-keyfile none; recursion no; notify no;
          listen-on port %d { 127.0.0.1; }; listen-on-v6 { none; }; empty-zones-enable no;
        };
        controls { };
        zone "example.test" { type primary; file "zone"; };
        """
            .formatted(dir, port));
    named =
        new ProcessBuilder(NAMED.toString(), "-g", "-n", "1", "-c", dir + "/named.conf")
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("log").toFile())
            .start();
    servers =
        DnsServers.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .within(Duration.ofMillis(500), Duration.ofSeconds(5));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!answers()) {
      assertThat(named.isAlive()).as(() -> read(dir.resolve("log"))).isTrue();
      assertThat(System.nanoTime()).as(() -> read(dir.resolve("log"))).isLessThan(deadline);
    }
  }

  private static boolean answers() {
    return lookup("_x-puppet._tcp.example.test") instanceof SrvAnswer.Records;
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @AfterAll
  static void stopNamed() throws Exception {
    if (named != null) {
      named.destroy();
      named.waitFor(10, TimeUnit.SECONDS);
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
        ServerSelector.builder().srvDomain("example.test").dns(servers).probe(Probe.NONE).build()) {
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
    DnsNameResolver names = DnsNameResolver.of(servers);

    assertThat(names.resolve("puppet2.example.test"))
        .extracting(InetAddress::getHostAddress)
        .containsExactlyInAnyOrder("127.0.0.2", "0:0:0:0:0:0:0:1");
    assertThat(names.resolve("puppet3.example.test"))
        .extracting(InetAddress::getHostAddress)
        .containsExactly("127.0.0.1");
  }

  private static SrvAnswer lookup(String name) {
    return SrvResolver.of(servers, Clock.systemUTC()).lookup(name);
  }
}

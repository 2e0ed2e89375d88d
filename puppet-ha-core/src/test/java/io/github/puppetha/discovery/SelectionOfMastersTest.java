package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.testkit.FakeDns;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole way: SRV and address records, TLS and status of servers with faults, fail-over. */
class SelectionOfMastersTest {
  private static FakeMaster first;
  private static FakeMaster second;
  private static FakeDns dns;
  private HttpTransport transport;
  private ServerSelector selector;

  @BeforeAll
  static void start() {
    first = FakeMaster.builder().name("puppet1.example.test").start();
    second = FakeMaster.builder().name("puppet2.example.test").caOf(first).start();
    dns =
        FakeDns.start()
            .a(first.name(), "127.0.0.1")
            .a(second.name(), "127.0.0.1")
            .srv("_x-puppet._tcp.example.test", 0, 1, first.port(), first.name())
            .srv("_x-puppet._tcp.example.test", 1, 1, second.port(), second.name());
  }

  @AfterAll
  static void stop() {
    Stream.of(dns, second, first).forEach(SelectionOfMastersTest::close);
  }

  private static void close(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void open() {
    DnsServers servers = DnsServers.of(dns.address());
    transport =
        HttpTransport.builder().trust(first.trust()).resolver(DnsNameResolver.of(servers)).build();
    selector =
        ServerSelector.builder()
            .srvDomain("example.test")
            .dns(servers)
            .transport(transport)
            .probeTimeout(Duration.ofSeconds(30))
            .build();
  }

  @AfterEach
  void mend() {
    first.clearFault();
    second.clearFault();
    selector.close();
    transport.close();
  }

  static Stream<Fault> deadly() {
    return Stream.of(
        new Fault.Refuse(),
        new Fault.Drop(),
        new Fault.Slow(Duration.ofSeconds(60)),
        new Fault.HalfAnswer(),
        new Fault.Status(503),
        new Fault.ExpiredCertificate());
  }

  @ParameterizedTest
  @MethodSource("deadly")
  void whateverIsWrongWithTheFirstTheSecondIsSelected(Fault fault) {
    first.fault(fault);

    long begun = System.nanoTime();
    assertThat(selector.select(Service.PUPPET)).isEqualTo(second.address());
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void theFirstIsSelectedWhileItIsWell() {
    assertThat(selector.select(Service.PUPPET)).isEqualTo(first.address());
  }

  @Test
  void aRequestIsServedAlthoughItsServerDiesAfterItWasSelected() {
    Sender sender = selector.sender(Service.PUPPET);
    PuppetRequest request = PuppetRequest.get("/status/v1/simple/server");
    assertThat(sender.send(request).status()).isEqualTo(200);

    first.fault(new Fault.Refuse());
    second.clearRequests();
    assertThat(sender.send(request).status()).isEqualTo(200);
    assertThat(second.requests()).isNotEmpty();
  }

  @Test
  void aServerTooBusyPassesTheRequestOn() {
    Sender sender = selector.sender(Service.PUPPET);
    PuppetRequest request = PuppetRequest.get("/status/v1/simple/server");
    assertThat(sender.send(request).status()).isEqualTo(200);

    first.fault(new Fault.Status(503, Duration.ofSeconds(60)));
    PuppetResponse answer = sender.send(request);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(selector.candidates(Service.PUPPET)).first().isEqualTo(second.address());
  }

  @Test
  void whenNobodyIsWellTheErrorSaysWhatIsWrongWithEach() {
    first.fault(new Fault.ExpiredCertificate());
    second.fault(new Fault.Status(503));

    assertThatThrownBy(() -> selector.select(Service.PUPPET))
        .isInstanceOf(NoServerException.class)
        .hasMessageContaining(first.address() + ": ")
        .hasMessageContaining("expired")
        .hasMessageContaining(second.address() + ": its status is 503")
        .hasMessageContaining("_x-puppet._tcp.example.test: 2 records");
  }
}

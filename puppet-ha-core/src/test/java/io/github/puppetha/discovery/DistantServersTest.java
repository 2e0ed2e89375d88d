package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.testkit.FakeMaster;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers whose answers take long to arrive: every byte is delayed by a relay before them. */
class DistantServersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static FakeMaster master;
  private static Relay near;
  private static Relay far;
  private static HttpTransport transport;

  private final TestClock clock = new TestClock();
  private final ServerSelector selector =
      ServerSelector.builder()
          .fallback(
              List.of(
                  new WeightedServer(address(far), 0, 1), new WeightedServer(address(near), 1, 1)))
          .transport(transport)
          .probe(Probe.tls(transport))
          .probeTimeout(Duration.ofSeconds(30))
          .clock(clock)
          .random(new Random(4))
          .build();

  @BeforeAll
  static void start() throws Exception {
    master = FakeMaster.builder().name("puppet1.example.test").start();
    near = relay(Duration.ZERO);
    far = relay(Duration.ofMillis(400));
    transport = transport();
  }

  /** With no clock that is tighter than those of which the tests speak. */
  private static HttpTransport transport() {
    return HttpTransport.builder()
        .trust(master.trust())
        .identity(master.issue("tool.example.test"))
        .resolver(FakeMaster.loopback())
        .connectTimeout(PATIENCE)
        .keepAlive(PATIENCE)
        .build();
  }

  private static Relay relay(Duration delay) throws Exception {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    return Relay.open(new InetSocketAddress(loopback, 0), master.socketAddress(), delay);
  }

  @AfterAll
  static void stop() throws Exception {
    transport.close();
    far.close();
    near.close();
    master.close();
  }

  @AfterEach
  void close() {
    selector.close();
  }

  private static HostPort address(Relay relay) {
    return new HostPort("puppet1.example.test", relay.port());
  }

  @Test
  void aNearServerIsNotKeptWaitingByADistantOneWhichLosesItsConnection() {
    assertThat(selector.select(Service.PUPPET)).isEqualTo(address(near));

    assertThat(far.accepted()).isPositive();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (far.open() > 0) {
      assertThat(System.nanoTime()).as("the loser's connection is closed").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void aDistantServerIsPostponedForAMomentOnlyNotBanned() {
    selector.select(Service.PUPPET);
    assertThat(selector.candidates(Service.PUPPET)).containsExactly(address(near), address(far));
    clock.advance(Duration.ofSeconds(2));
    assertThat(selector.candidates(Service.PUPPET)).containsExactly(address(far), address(near));
  }

  @Test
  void whereThereIsNoOtherItIsSelected() {
    assertThat(selector.select(Service.PUPPET, Set.of(address(near)))).isEqualTo(address(far));
  }

  @Test
  void itsHealthIsGoodWithinItsDeadline() {
    try (HttpTransport own = transport(); // whose connections end with it
        HealthCheck check =
            HealthCheck.builder()
                .transport(own)
                .servers(List.of(address(far)))
                .deadline(PATIENCE)
                .build()) {
      check.run();
      HealthReport report = check.of(address(far));
      assertThat(report.grade()).as(report.why()).isEqualTo(Grade.GOOD);
    }
  }
}

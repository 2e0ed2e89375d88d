package io.github.puppetha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.http.ServerUnreachableException.Stage;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static FakeMaster master;

  private HttpTransport transport;

  @BeforeAll
  static void start() {
    master = FakeMaster.builder().name("puppet.example.test").start();
  }

  @AfterAll
  static void stop() {
    master.close();
  }

  @BeforeEach
  void connect() {
    transport =
        HttpTransport.builder()
            .trust(master.trust())
            .resolver(FakeMaster.loopback())
            .connectTimeout(Duration.ofSeconds(4))
            .readTimeout(Duration.ofSeconds(4))
            .build();
  }

  @AfterEach
  void mend() {
    transport.close();
    master.clearFault();
    assertThat(master.fault()).isEmpty();
  }

  private PuppetResponse status() {
    return transport.to(master.address()).send(PuppetRequest.get("/status/v1/simple/server"));
  }

  private void fails(Stage stage) {
    assertThatThrownBy(this::status)
        .isInstanceOfSatisfying(
            ServerUnreachableException.class, e -> assertThat(e.stage()).isEqualTo(stage));
  }

  @Test
  void refusedAndThenThereAgainOnTheSamePort() {
    assertThat(status().text()).isEqualTo("running");
    int port = master.port();
    master.fault(new Fault.Refuse());
    // A kept connection may be seen closing; what is refused is a new one.
    transport.close();
    connect();
    fails(Stage.CONNECT);
    assertThat(master.port()).isEqualTo(port);
    master.clearFault();
    assertThat(status().text()).isEqualTo("running");
    assertThat(master.port()).isEqualTo(port);
  }

  @Test
  void droppedForNewConnections() {
    master.fault(new Fault.Drop());
    fails(Stage.CONNECT);
    master.clearFault();
    assertThat(status().text()).isEqualTo("running");
  }

  @Test
  void droppedOnAnOpenConnection() {
    assertThat(status().text()).isEqualTo("running");
    master.fault(new Fault.Drop());
    fails(Stage.TIMEOUT);
    master.clearFault();
    assertThat(status().text()).isEqualTo("running");
  }

  @Test
  void slow() {
    long begun = System.nanoTime();
    master.fault(new Fault.Slow(Duration.ofMillis(300)));
    assertThat(status().text()).isEqualTo("running");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void halfAnAnswer() {
    master.fault(new Fault.HalfAnswer());
    fails(Stage.PARTIAL);
  }

  @Test
  void aStatusForEverything() {
    master.fault(new Fault.Status(503, Duration.ofSeconds(7)));
    assertThat(status().status()).isEqualTo(503);
    assertThat(status().firstHeader("Retry-After")).contains("7");
    master.fault(new Fault.Status(500));
    assertThat(status().status()).isEqualTo(500);
    assertThat(status().firstHeader("Retry-After")).isEmpty();
  }

  @Test
  void anExpiredCertificate() {
    master.fault(new Fault.ExpiredCertificate());
    fails(Stage.TLS);
    master.clearFault();
    assertThat(status().text()).isEqualTo("running");
  }

  @Test
  void oneAfterTheOther() {
    master.fault(new Fault.Refuse());
    master.fault(new Fault.ExpiredCertificate());
    master.fault(new Fault.Drop());
    master.fault(new Fault.Status(503));
    assertThat(status().status()).isEqualTo(503);
  }
}

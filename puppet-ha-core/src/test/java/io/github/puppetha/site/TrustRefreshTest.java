package io.github.puppetha.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.pki.TrustBundle;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom a process that runs for months trusts. */
@Timeout(120)
class TrustRefreshTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final FakeMaster ca = FakeMaster.builder().name("ca.example.test").start();
  private final FakeMaster server =
      FakeMaster.builder().name("puppet1.example.test").caOf(ca).start();
  private final TrustCopy copy = new TrustCopy(ca.trust());
  private final HttpTransport transport =
      HttpTransport.builder()
          .identity(ca.issue("monitor.example.test"))
          .trust(copy)
          .resolver(FakeMaster.loopback())
          .build();

  @AfterEach
  void close() {
    transport.close();
    server.close();
    ca.close();
  }

  private boolean refresh(Duration patience, HostPort... authorities) {
    return new TrustRefresh(copy, transport, List.of(authorities), copy, patience).refresh();
  }

  private PuppetResponse ask(FakeMaster who) {
    return transport
        .within(who.address(), PATIENCE, true)
        .send(PuppetRequest.get("/status/v1/simple/server"));
  }

  @Test
  void aServerThatTheCaRevokedIsNotTrustedFromThenOn() {
    assertThat(ask(server).ok()).isTrue();
    assertThat(ask(server).ok()).as("its session may be resumed").isTrue();
    ca.ca().revoke(server.name());

    assertThat(refresh(PATIENCE, ca.address())).isTrue();

    assertThatThrownBy(() -> ask(server))
        .isInstanceOf(ServerUnreachableException.class)
        .hasMessageContaining("revoked");
    assertThat(ask(ca).ok()).isTrue();
  }

  @Test
  void aServerOfTheNextCaIsTrustedOnceTheBundleHasBoth() {
    try (FakeMaster nextCa = FakeMaster.builder().name("ca2.example.test").start();
        FakeMaster next =
            FakeMaster.builder()
                .identity(nextCa.issue("puppet2.example.test"), ca::trust)
                .start()) {
      assertThatThrownBy(() -> ask(next)).isInstanceOf(ServerUnreachableException.class);
      String both =
          Pem.encodeCertificates(
              Stream.of(ca, nextCa).flatMap(m -> m.trust().authorities().stream()).toList());
      ca.answer("GET", "/puppet-ca/v1/certificate/ca", PuppetResponse.text(200, both));
      String crls =
          Pem.encodeCrls(Stream.of(ca, nextCa).flatMap(m -> m.trust().crls().stream()).toList());
      ca.answer(
          "GET", "/puppet-ca/v1/certificate_revocation_list/ca", PuppetResponse.text(200, crls));

      assertThat(refresh(PATIENCE, ca.address())).isTrue();

      assertThat(ask(next).ok()).isTrue();
      assertThat(ask(server).ok()).isTrue();
    }
  }

  @Test
  void aCaThatIsSilentKeepsNobodyWaitingForLongAndChangesNothing() {
    TrustBundle before = copy.get();
    ca.fault(new Fault.Slow(Duration.ofMinutes(10)));

    assertThat(refresh(Duration.ofMillis(200), ca.address())).isFalse();

    assertThat(copy.get()).isEqualTo(before);
  }

  @Test
  void theNextGatewayIsAskedWhenOneDoesNotAnswer() {
    try (FakeMaster dead = FakeMaster.builder().name("gw1.example.test").caOf(ca).start()) {
      dead.fault(new Fault.Refuse());
      ca.ca().revoke(server.name());

      assertThat(refresh(PATIENCE, dead.address(), ca.address())).isTrue();

      assertThat(copy.get()).isEqualTo(ca.trust());
    }
  }

  @Test
  void withoutACaInTheTopologyTheFilesOfTheMachineAreReadAgain(@TempDir Path ssldir) {
    SslDirectory files = SslDirectory.of(ssldir, "monitor.example.test");
    files.saveCaBundle(bytes(Pem.encodeCertificates(ca.trust().authorities())));
    files.saveCrls(bytes(Pem.encodeCrls(ca.trust().crls())));
    TrustRefresh refresh = new TrustRefresh(copy, transport, List.of(), files::trustBundle);
    assertThat(refresh.refresh()).isTrue();
    assertThat(ask(server).ok()).isTrue();
    ca.ca().revoke(server.name());
    files.saveCrls(bytes(Pem.encodeCrls(ca.trust().crls())));

    assertThat(refresh.refresh()).isTrue();

    assertThatThrownBy(() -> ask(server)).hasMessageContaining("revoked");
  }

  private static byte[] bytes(String pem) {
    return pem.getBytes(StandardCharsets.US_ASCII);
  }
}

package io.github.puppetha.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.ca.CaRefusedException.Reason;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.pki.Fingerprints;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.PemException;
import io.github.puppetha.pki.SslDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaClientTest {
  private static final String SERVER = "ca.example.com:8140";

  @TempDir private Path temporary;
  private final List<String> asked = new ArrayList<>();
  private final MovingClock clock = new MovingClock();
  private CaEngine ca;
  private Runnable whileWaiting = () -> {};

  /** Stands until someone sleeps. */
  private static final class MovingClock extends Clock {
    private Instant now = TestCa.NOW;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void create() {
    ca = TestCa.create(temporary.resolve("ca"));
  }

  @AfterEach
  void close() {
    ca.close();
  }

  private PuppetResponse serve(PuppetRequest request) {
    asked.add(request.method() + " " + request.target());
    return CaApi.of(ca).handle(request, null);
  }

  private CaClientBuilder builder(Sender sender) {
    return CaClient.builder(sender)
        .server(SERVER)
        .clock(clock)
        .sleeper(
            duration -> {
              clock.now = clock.now.plus(duration);
              whileWaiting.run();
            });
  }

  private CaClient client() {
    return builder(this::serve).build();
  }

  private CaClient administrator() {
    X509Certificate admin =
        ca.generate(
            issuer ->
                issuer.leaf("admin", TestCa.NODE.getPublic()).extension("pp_cli_auth", "true"),
            "admin");
    return builder(request -> CaApi.of(ca).handle(request, admin)).build();
  }

  private SslDirectory ssl() {
    return SslDirectory.of(temporary.resolve("ssl"), "a.example.com");
  }

  private CaBootstrap bootstrap(CaClient client) {
    return client
        .bootstrap(ssl())
        .keyBits(2048)
        .waiting(Duration.ofMinutes(1), Duration.ofSeconds(5));
  }

  private static CaClient answering(int status, String text) {
    return CaClient.builder(request -> PuppetResponse.text(status, text)).server(SERVER).build();
  }

  @Test
  void anAgentsWholeWay() {
    CaClient admin = administrator();
    whileWaiting = () -> admin.sign("a.example.com");

    Identity identity = bootstrap(client()).extension("pp_role", "web").run();

    assertThat(identity.certname()).isEqualTo("a.example.com");
    assertThat(ca.certificate("a.example.com")).contains(identity.certificate());
    assertThat(ssl().identity().certificate()).isEqualTo(identity.certificate());
    assertThat(ssl().trustBundle()).isEqualTo(ca.trust());
    assertThat(ssl().requestFile()).doesNotExist();
    assertThat(asked)
        .containsExactly(
            "GET /puppet-ca/v1/certificate/ca",
            "GET /puppet-ca/v1/certificate_revocation_list/ca",
            "PUT /puppet-ca/v1/certificate_request/a.example.com",
            "GET /puppet-ca/v1/certificate/a.example.com",
            "GET /puppet-ca/v1/certificate/a.example.com");
  }

  @Test
  void whoHasEverythingAsksNothing() {
    anAgentsWholeWay();
    asked.clear();
    assertThat(bootstrap(client()).run().certname()).isEqualTo("a.example.com");
    assertThat(asked).isEmpty();
  }

  @Test
  void whatWasInterruptedGoesOnWithTheSameKey() {
    assertThatThrownBy(() -> bootstrap(client()).run())
        .isInstanceOf(CertificatePendingException.class)
        .hasMessageContaining(SERVER)
        .hasMessageContaining("puppetserver ca sign --certname a.example.com");
    var key = ssl().keyPair().orElseThrow().getPrivate();
    administrator().sign("a.example.com");

    Identity identity = bootstrap(client()).run();

    assertThat(identity.key()).isEqualTo(key);
    assertThat(identity.certificate()).isEqualTo(ca.certificate("a.example.com").orElseThrow());
  }

  @Test
  void waitingEndsInTime() {
    Instant start = clock.now;
    assertThatThrownBy(
            () ->
                client()
                    .awaitCertificate(
                        "a.example.com", Duration.ofSeconds(60), Duration.ofSeconds(7)))
        .isInstanceOfSatisfying(
            CertificatePendingException.class,
            e -> assertThat(e.waited()).isEqualTo(Duration.ofSeconds(56)));
    assertThat(Duration.between(start, clock.now)).isEqualTo(Duration.ofSeconds(56));
    assertThat(asked).hasSize(9);
  }

  @Test
  void aCertificateOfAnotherKeyIsNotSaved() {
    ca.submit(TestCa.request("a.example.com"));
    ca.sign("a.example.com", null);
    assertThatThrownBy(() -> bootstrap(client()).run())
        .hasMessageContaining("does not match its private key")
        .hasMessageContaining("puppetserver ca clean --certname a.example.com");
    assertThat(ssl().certificateFile()).doesNotExist();
  }

  @Test
  void aRevokedCertificateIsNotSaved() throws Exception {
    CaClient admin = administrator();
    whileWaiting = () -> admin.sign("a.example.com");
    bootstrap(client()).run();
    ca.revoke("a.example.com");
    Files.delete(ssl().certificateFile());
    Files.delete(ssl().crlFile());
    clock.now = clock.now.plusSeconds(1);
    assertThatThrownBy(() -> bootstrap(client()).run()).hasMessageContaining("is revoked");
    assertThat(ssl().certificateFile()).doesNotExist();
  }

  @Test
  void theFingerprintOfTheBundleIsCompared() {
    String good = Fingerprints.of("SHA-256", client().caBundle());
    CaClient right = builder(this::serve).caFingerprint(good.toLowerCase(Locale.ROOT)).build();
    CaClient wrong = builder(this::serve).caFingerprint("00:11").build();
    assertThat(right.caBundle()).isEqualTo(client().caBundle());
    assertThatThrownBy(() -> bootstrap(wrong).run())
        .hasMessageContaining(good)
        .hasMessageContaining("nothing was saved");
    assertThat(ssl().caBundleFile()).doesNotExist();
  }

  @Test
  void onlyTheFirstBundleIsFetchedUnverified() {
    List<String> unverified = new ArrayList<>();
    CaClient client =
        builder(this::serve)
            .unverified(
                request -> {
                  unverified.add(request.target());
                  return CaApi.of(ca).handle(request, null);
                })
            .build();
    CaClient admin = administrator();
    whileWaiting = () -> admin.sign("a.example.com");
    bootstrap(client).run();
    assertThat(unverified).containsExactly("/puppet-ca/v1/certificate/ca");
    assertThat(asked).doesNotContain("GET /puppet-ca/v1/certificate/ca");
  }

  @Test
  void aRefusedRequestIsToldInTheCasWords() {
    client().submit(TestCa.request("a.example.com"));
    assertThatThrownBy(() -> client().submit(TestCa.request("a.example.com")))
        .isInstanceOfSatisfying(
            CaRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DUPLICATE))
        .hasMessageContaining(SERVER)
        .hasMessageContaining("a.example.com already has a requested certificate");
    assertThatThrownBy(() -> answering(400, "no such names").submit(TestCa.request("a")))
        .isInstanceOfSatisfying(
            CaRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.POLICY))
        .hasMessageContaining("no such names");
  }

  @Test
  void aCrlThatDidNotChangeIsNotFetchedAgain() {
    assertThat(client().crl(Instant.now().plusSeconds(60))).isEmpty();
    assertThat(client().crl(Instant.EPOCH)).isPresent();
  }

  @Test
  void administratorsSignAndRevoke() {
    CaClient admin = administrator();
    client().submit(TestCa.request("a"));
    admin.sign("a", Duration.ofDays(2));
    assertThat(client().certificate("a").orElseThrow().getNotAfter().toInstant())
        .isEqualTo(TestCa.NOW.plus(Duration.ofDays(2)));
    admin.revoke("a");
    assertThat(ca.status("a").orElseThrow().state()).isEqualTo(CertificateStatus.State.REVOKED);
    assertThatThrownBy(() -> admin.revoke("b")).hasMessageContaining("neither request nor");
    assertThatThrownBy(() -> admin.sign("b")).hasMessageContaining("no certificate request");
    assertThatThrownBy(() -> client().sign("a"))
        .isInstanceOf(CaRefusedException.class)
        .hasMessageContaining("pp_cli_auth=true");
  }

  @Test
  void oddAnswersNameTheServer() {
    assertThatThrownBy(() -> answering(404, "").caBundle())
        .hasMessageContaining(SERVER)
        .hasMessageContaining("no CA runs there");
    assertThatThrownBy(() -> answering(502, "bad\ngateway").certificate("a"))
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining(SERVER + " answered 502 'bad'")
        .hasMessageContaining("certificate of 'a'");
    assertThatThrownBy(() -> answering(200, "<html>").certificate("a"))
        .isInstanceOf(PemException.class)
        .hasMessageContaining(SERVER);
    assertThatThrownBy(() -> answering(200, "<html>").crl()).hasMessageContaining("CRL");
  }

  @Test
  void theCertificateOfSomeoneElseIsNotTaken() {
    ca.submit(TestCa.request("b"));
    ca.sign("b", null);
    CaClient confused =
        builder(request -> serve(PuppetRequest.get("/puppet-ca/v1/certificate/b"))).build();
    assertThatThrownBy(() -> confused.certificate("a")).hasMessageContaining("sent that of 'b'");
  }

  @Test
  void anUnreachableCaLeavesNothingHalf() {
    HostPort dead = new HostPort("ca.example.com", 8140);
    CaClient client =
        builder(
                request -> {
                  throw new ServerUnreachableException(dead, "no answer", null);
                })
            .build();
    assertThatThrownBy(() -> bootstrap(client).run())
        .isInstanceOf(ServerUnreachableException.class);
    assertThat(temporary.resolve("ssl")).doesNotExist();
  }
}

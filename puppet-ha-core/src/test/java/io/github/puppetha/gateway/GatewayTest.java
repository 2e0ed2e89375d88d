package io.github.puppetha.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.ClientHeaders;
import io.github.puppetha.http.PuppetPaths.Kind;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Keys;
import io.github.puppetha.soak.Soak;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GatewayTest {
  private static final String NODE = "/puppet/v3/node/agent.example.com?environment=production";
  private static final String CATALOG = "/puppet/v3/catalog/agent.example.com";
  private static final String REPORT = "/puppet/v3/report/agent.example.com";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final TestSite site = new TestSite();
  private final Identity agent = site.ca.issue("agent.example.com");

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  private static Routes servers(Backend... backends) {
    return Routes.of(Stream.of(backends).map(Backend::address).toList(), List.of(), List.of());
  }

  private static HostPort refused() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return new HostPort("gone.example.com", socket.getLocalPort());
    }
  }

  @Test
  void aServerIsToldWhoTheClientIsAndAskedUnderItsOwnName() throws Exception {
    Backend server = site.backend("puppet1.example.com");
    site.gateway(servers(server));

    PuppetResponse answer =
        site.ask(agent, PuppetRequest.get(NODE).header("X-Puppet-Version", "8.10.0"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("puppet1.example.com");
    Backend.Seen seen = server.last();
    assertThat(seen.target()).isEqualTo(NODE);
    assertThat(seen.header("host")).isEqualTo(server.address().toString());
    assertThat(seen.header("x-puppet-version")).isEqualTo("8.10.0");
    assertThat(seen.header("x-client-verify")).isEqualTo("SUCCESS");
    assertThat(seen.header("x-client-dn")).isEqualTo("CN=agent.example.com");
    assertThat(seen.header("x-client-cert")).startsWith("-----BEGIN%20CERTIFICATE-----%0A");
    assertThat(seen.header("x-client-cert")).doesNotContain("+", " ", "\n");
    String pem = URLDecoder.decode(seen.header("x-client-cert"), StandardCharsets.US_ASCII);
    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo(agent.certificate());
  }

  @Test
  void identityHeadersFromOutsideAreRemoved() throws Exception {
    Backend server = site.backend("puppet1.example.com");
    site.gateway(servers(server));
    PuppetRequest forged =
        PuppetRequest.get("/puppet/v3/file_metadata/modules/m/f")
            .header("X-Client-Verify", "SUCCESS")
            .header("x_client_verify", "SUCCESS")
            .header("X-CLIENT-DN", "CN=admin")
            .header("X-Client_DN", "CN=admin")
            .header("X-Client-Cert", ClientHeaders.encode(agent.certificate()))
            .header("X-Puppet-HA-Gateway", TestSite.OTHER_GATEWAY);

    site.ask(null, forged);

    assertThat(server.last().header("x-client-verify")).isEqualTo("NONE");
    assertThat(server.last().headers())
        .doesNotContainKeys("x-client-dn", "x_client_verify", "x-client_dn", "x-client-cert");

    site.ask(agent, forged);

    assertThat(server.last().header("x-client-dn")).isEqualTo("CN=agent.example.com");
    assertThat(server.last().headers().keySet()).noneMatch(name -> name.contains("_"));
    assertThat(server.last().headers()).doesNotContainKey("x-puppet-ha-gateway");
  }

  @Test
  void aNodeGetsItsOwnCatalogOnly() throws Exception {
    Backend server = site.backend("puppet1.example.com");
    site.gateway(servers(server));

    for (String name : List.of("other.example.com", "example.com", "x.agent.example.com", "com")) {
      PuppetRequest request = PuppetRequest.post("/puppet/v3/catalog/" + name, FORM, "facts=1");
      assertThat(site.ask(agent, request).status()).isEqualTo(403);
    }
    assertThat(site.ask(null, PuppetRequest.get(NODE)).status()).isEqualTo(403);
    assertThat(server.seen).isEmpty();
  }

  @Test
  void aRevokedClientIsToldSoAtItsNextRequest() throws Exception {
    Backend server = site.backend("puppet1.example.com");
    site.gateway(servers(server));
    var sender = site.transport(agent).to(site.address());
    assertThat(sender.send(PuppetRequest.get(NODE)).status()).isEqualTo(200);

    site.ca.revoke(agent);
    PuppetResponse answer = sender.send(PuppetRequest.get(NODE));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("revoked");
    assertThat(server.seen).hasSize(1);
  }

  @Test
  void aClientOfAnotherCaIsToldSo() throws Exception {
    site.gateway(servers(site.backend("puppet1.example.com")));
    Identity stranger = new TestCa(Keys.rsa(2048)).issue("agent.example.com");

    assertThat(site.ask(stranger, PuppetRequest.get(NODE)).status()).isEqualTo(403);
  }

  @Test
  void theNextServerAnswersWhenOneRefusesHangsOrIsBusy() throws Exception {
    Backend busy = site.backend("busy.example.com");
    busy.answers(Backend.busy("1800"));
    Backend hangsUp = site.backend("hangsup.example.com");
    hangsUp.answers(Backend.hangUp());
    Backend half = site.backend("half.example.com");
    half.answers(Backend.half());
    Backend good = site.backend("good.example.com");
    HostPort gone = refused();
    site.gateway(
        Routes.of(
            List.of(gone, busy.address(), hangsUp.address(), half.address(), good.address()),
            List.of(),
            List.of()));

    PuppetResponse answer = site.ask(agent, PuppetRequest.get(NODE));

    assertThat(answer.text()).isEqualTo("good.example.com");
    ServedRequest served = site.served.get(0);
    assertThat(served.server()).isEqualTo(good.address());
    assertThat(served.client()).isEqualTo("agent.example.com");
    assertThat(served.kind()).isEqualTo(Kind.NODE);
    assertThat(served.passedOver())
        .containsExactly(gone, busy.address(), hangsUp.address(), half.address());

    site.ask(agent, PuppetRequest.get(NODE));
    assertThat(site.served.get(1).passedOver()).isEmpty();
  }

  @Test
  void anAnswerThatBreaksOffTakesNothingFromTheNextRequest() throws Exception {
    Backend half = site.backend("half.example.com");
    half.answers(Backend.half());
    Backend good = site.backend("good.example.com");
    Backend.Answer text = Backend.text(200, "good.example.com");
    good.answers(
        (seen, request, response, callback) -> {
          response.getHeaders().put("Connection", "close");
          text.give(seen, request, response, callback);
        });
    site.gateway(
        TestSite.GATEWAY,
        Routes.of(List.of(half.address(), good.address()), List.of(), List.of()),
        builder -> builder.postponeTime(Duration.ZERO));
    Sender gateway = site.transport(agent).to(site.address());

    for (int round = 0; round < Soak.rounds(3000); round++) {
      assertThat(gateway.send(PuppetRequest.get(NODE)).text()).isEqualTo("good.example.com");
    }
    assertThat(half.seen).isNotEmpty();
  }

  @Test
  void aServerThatNeverShakesHandsCostsASecondAndOnlyOnce() throws Exception {
    Backend good = site.backend("good.example.com");
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      HostPort silent = new HostPort("silent.example.com", deaf.getLocalPort());
      site.gateway(
          TestSite.GATEWAY,
          Routes.of(List.of(silent, good.address()), List.of(), List.of()),
          builder -> builder.connectTimeout(Duration.ofMillis(700)));

      assertThat(site.ask(agent, PuppetRequest.get(NODE)).text()).isEqualTo("good.example.com");
      assertThat(site.ask(agent, PuppetRequest.get(NODE)).text()).isEqualTo("good.example.com");

      assertThat(site.served.get(0).millis()).isLessThan(1500);
      assertThat(site.passedOver).containsExactly(silent);
    }
  }

  @Test
  void aServerThatDiesWithTheRequestInItsHandsIsPassedOver() throws Exception {
    Backend dying = site.backend("dying.example.com");
    dying.answers(dying.dieSilently());
    Backend good = site.backend("good.example.com");
    site.gateway(servers(dying, good));

    PuppetResponse answer = site.ask(agent, PuppetRequest.post(CATALOG, FORM, "facts=1"));

    assertThat(answer.text()).isEqualTo("good.example.com");
    assertThat(site.served.get(0).passedOver()).containsExactly(dying.address());
  }

  @Test
  void connectionsToServersAreKept() throws Exception {
    Backend server = site.backend("puppet1.example.com");
    Set<String> ports = new java.util.HashSet<>();
    server.answers(
        (seen, request, response, callback) -> {
          ports.add(Request.getRemoteAddr(request) + Request.getRemotePort(request));
          Backend.text(200, "kept").give(seen, request, response, callback);
        });
    site.gateway(servers(server));

    for (int i = 0; i < 5; i++) {
      site.ask(agent, PuppetRequest.get(NODE));
    }

    assertThat(ports).hasSize(1);
  }

  @Test
  void aServerWithTheWrongNameIsNotAsked() throws Exception {
    Backend wrong = site.backend("wrong.example.com");
    Backend good = site.backend("good.example.com");
    HostPort claimed = new HostPort("puppet1.example.com", wrong.address().port());
    site.gateway(Routes.of(List.of(claimed, good.address()), List.of(), List.of()));

    assertThat(site.ask(agent, PuppetRequest.get(NODE)).text()).isEqualTo("good.example.com");
    assertThat(wrong.seen).isEmpty();
  }

  @Test
  void aCatalogIsAskedForAgainButAReportIsNotSentTwice() throws Exception {
    Backend hangsUp = site.backend("hangsup.example.com");
    hangsUp.answers(Backend.hangUp());
    Backend good = site.backend("good.example.com");
    HostPort gone = refused();
    site.gateway(
        TestSite.GATEWAY,
        Routes.of(List.of(gone, hangsUp.address(), good.address()), List.of(), List.of()),
        builder -> builder.postponeTime(Duration.ZERO));

    PuppetResponse catalog = site.ask(agent, PuppetRequest.post(CATALOG, FORM, "facts=1"));
    PuppetResponse report = site.ask(agent, PuppetRequest.put(REPORT, "application/json", "{}"));

    assertThat(catalog.text()).isEqualTo("good.example.com");
    assertThat(good.last().bodyLength()).isEqualTo(7);
    assertThat(report.status()).isEqualTo(502);
    assertThat(hangsUp.seen).hasSize(2);
    assertThat(good.seen).hasSize(1);
  }

  @Test
  void whenNobodyCanServeAgentsAreToComeAgain() throws Exception {
    HostPort gone = refused();
    site.gateway(Routes.of(List.of(gone), List.of(), List.of(gone)));

    List<PuppetRequest> requests =
        List.of(
            PuppetRequest.get(NODE),
            PuppetRequest.post(CATALOG, FORM, "facts=1"),
            PuppetRequest.get("/puppet-ca/v1/certificate/ca"),
            PuppetRequest.put("/puppet-ca/v1/certificate_request/new", "text/plain", "csr"));
    for (PuppetRequest request : requests) {
      PuppetResponse answer = site.ask(agent, request);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.firstHeader("retry-after")).contains("10");
    }
  }

  @Test
  void theServersOwnRetryAfterReachesTheAgentWhenAllAreBusy() throws Exception {
    Backend busy = site.backend("busy.example.com");
    busy.answers(Backend.busy("77"));
    site.gateway(servers(busy));

    PuppetResponse answer = site.ask(agent, PuppetRequest.get(NODE));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.firstHeader("retry-after")).contains("77");
  }

  @Test
  void certificatesComeFromTheCaAndTheGatewaysOwnRightsAreNotLent() throws Exception {
    Backend server = site.backend("puppet1.example.com");
    Backend authority = site.backend("ca.example.com");
    site.gateway(Routes.of(List.of(server.address()), List.of(), List.of(authority.address())));

    for (String target :
        List.of("/puppet-ca/v1/certificate/ca", "/production/certificate/agent.example.com")) {
      assertThat(site.ask(null, PuppetRequest.get(target)).text()).isEqualTo("ca.example.com");
    }
    assertThat(authority.last().target()).isEqualTo("/puppet-ca/v1/certificate/agent.example.com");
    assertThat(authority.last().headers().keySet()).noneMatch(name -> name.startsWith("x-client"));
    String request = "/puppet-ca/v1/certificate_request/";
    PuppetRequest good = PuppetRequest.put(request + "new.example.com", "text/plain", "csr");
    assertThat(site.ask(null, good).status()).isEqualTo(200);
    int before = authority.seen.size();
    List<PuppetRequest> refused =
        List.of(
            PuppetRequest.put(request + "New", "text/plain", "csr"),
            PuppetRequest.put(request + "a..b", "text/plain", "csr"),
            PuppetRequest.put("/puppet-ca/v1/certificate_status/new", "application/json", "{}"),
            PuppetRequest.get("/puppet-ca/v1/certificate_statuses/all"),
            PuppetRequest.post("/puppet-ca/v1/sign/all", "application/json", "{}"));
    for (PuppetRequest one : refused) {
      assertThat(site.ask(agent, one).status()).isEqualTo(403);
    }
    PuppetRequest renewal =
        PuppetRequest.post("/puppet-ca/v1/certificate_renewal", "text/plain", "");
    assertThat(site.ask(agent, renewal).status()).isEqualTo(404);
    assertThat(authority.seen).hasSize(before);
    assertThat(server.seen).isEmpty();
  }

  @Test
  void aCaInHeaderModeIsToldWhoTheClientIs() throws Exception {
    Backend authority = site.backend("ca.example.com");
    site.gateway(
        TestSite.GATEWAY,
        Routes.of(List.of(), List.of(), List.of(authority.address())),
        builder -> builder.caMode(IdentityMode.HEADERS));

    site.ask(agent, PuppetRequest.post("/puppet-ca/v1/certificate_renewal", "text/plain", ""));

    assertThat(authority.last().header("x-client-dn")).isEqualTo("CN=agent.example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/puppet-ca/v1/certificate;x/ca",
        "/puppet-ca/v1/certificate%2fca",
        "/puppet-ca/v1//certificate/ca",
        "/puppet/v3/file_content/../catalog/agent.example.com",
        "/puppet/v3/file_content/modules/%2e%2e/x",
        "/puppet/v3/file_content/modules/m/a;b",
      })
  void pathsThatServersCouldReadOtherwiseGoNowhere(String target) throws Exception {
    Backend server = site.backend("puppet1.example.com");
    site.gateway(Routes.of(List.of(server.address()), List.of(), List.of(server.address())));

    assertThat(site.ask(agent, PuppetRequest.get(target)).status()).isEqualTo(400);
    assertThat(server.seen).isEmpty();
  }

  @Test
  void puppet3sFileRequestsAreRewritten() throws Exception {
    Backend server = site.backend("puppet1.example.com");
    site.gateway(servers(server));

    site.ask(agent, PuppetRequest.get("/dev/file_content/modules/m/f").header("Accept", "raw, s"));

    assertThat(server.last().target())
        .isEqualTo("/puppet/v3/file_content/modules/m/f?environment=dev");
    assertThat(server.last().header("accept")).isEqualTo("application/octet-stream");
  }

  @Test
  void theStatusIsTheGatewaysOwn() throws Exception {
    Backend server = site.backend("puppet1.example.com");
    site.gateway(TestSite.GATEWAY, servers(server), builder -> builder.postponeTime(Duration.ZERO));
    PuppetRequest status = PuppetRequest.get("/status/v1/simple/server");
    PuppetRequest old = PuppetRequest.get("/production/status/x");

    assertThat(site.ask(null, status).text()).isEqualTo("running");
    assertThat(site.ask(null, old).text()).contains("\"is_alive\":true");
    assertThat(server.seen).allMatch(seen -> seen.target().equals("/status/v1/simple/server"));

    server.close();

    PuppetResponse down = site.ask(null, status);
    assertThat(down.status()).isEqualTo(503);
    assertThat(down.firstHeader("retry-after")).isEmpty();
    assertThat(site.transport(null).probe(site.address(), Duration.ofSeconds(5))).isFalse();
  }

  @Test
  void bigBodiesPassBothWaysAndLeaveNothingBehind(@TempDir Path directory) throws Exception {
    Backend server = site.backend("puppet1.example.com");
    byte[] big = new byte[8 * 1024 * 1024];
    java.util.Arrays.fill(big, (byte) 'x');
    server.answers(
        (seen, request, response, callback) -> {
          response.getHeaders().put("Content-Encoding", "gzip");
          response.write(true, ByteBuffer.wrap(big), callback);
        });
    site.gateway(
        TestSite.GATEWAY, servers(server), builder -> builder.temporaryDirectory(directory));

    PuppetResponse answer = site.ask(agent, PuppetRequest.post(CATALOG, FORM, big));

    assertThat(answer.body()).isEqualTo(big);
    assertThat(answer.firstHeader("content-encoding")).contains("gzip");
    assertThat(server.last().bodyLength()).isEqualTo(big.length);
    site.ask(agent, PuppetRequest.get("/status/v1/simple/server"));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws Exception {
    Backend server = site.backend("puppet1.example.com");
    site.gateway(TestSite.GATEWAY, servers(server), builder -> builder.bodyLimit(1000));

    PuppetRequest request = PuppetRequest.post(CATALOG, FORM, new byte[1001]);

    assertThat(site.ask(agent, request).status()).isEqualTo(413);
    assertThat(server.seen).isEmpty();
  }

  @Test
  void aSlowServerIsWaitedForLongerThanAClientMayBeSilent() throws Exception {
    Backend server = site.backend("puppet1.example.com");
    server.answers(
        (seen, request, response, callback) ->
            request
                .getComponents()
                .getScheduler()
                .schedule(
                    () -> {
                      try {
                        Backend.text(200, "late").give(seen, request, response, callback);
                      } catch (Exception e) {
                        callback.failed(e);
                      }
                    },
                    1500,
                    java.util.concurrent.TimeUnit.MILLISECONDS));
    site.gateway(
        TestSite.GATEWAY, servers(server), builder -> builder.idleTimeout(Duration.ofMillis(500)));

    assertThat(site.ask(agent, PuppetRequest.post(CATALOG, FORM, "facts=1")).text())
        .isEqualTo("late");
  }

  @Test
  void redirectsAndErrorsOfServersReachTheAgent() throws Exception {
    Backend server = site.backend("puppet1.example.com");
    site.gateway(servers(server));

    server.answers(
        (seen, request, response, callback) -> {
          response.setStatus(302);
          response.getHeaders().put("Location", "https://elsewhere.example.com/");
          response.write(true, ByteBuffer.allocate(0), callback);
        });
    PuppetResponse moved = site.ask(agent, PuppetRequest.get(NODE));
    server.answers(Backend.text(404, "no such environment"));
    PuppetResponse missing = site.ask(agent, PuppetRequest.get(NODE));

    assertThat(moved.status()).isEqualTo(302);
    assertThat(moved.firstHeader("location")).contains("https://elsewhere.example.com/");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.text()).isEqualTo("no such environment");
  }
}

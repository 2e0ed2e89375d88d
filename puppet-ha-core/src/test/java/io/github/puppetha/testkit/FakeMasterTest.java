package io.github.puppetha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.TlsContexts;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeMasterTest {
  private static FakeMaster ca;
  private static Identity node;

  private HttpTransport transport = transport(node);

  @BeforeAll
  static void start() {
    ca = FakeMaster.builder().name("ca.example.test").administrators("deploy.test").start();
    node = ca.issue("node.example.test");
  }

  @AfterAll
  static void stop() {
    ca.close();
  }

  @AfterEach
  void disconnect() {
    transport.close();
    ca.clearRequests();
    ca.clearAnswers();
  }

  private static HttpTransport transport(Identity identity) {
    return HttpTransport.builder()
        .identity(identity)
        .trust(ca.trust())
        .resolver(FakeMaster.loopback())
        .build();
  }

  private PuppetResponse get(FakeMaster master, String target) {
    return transport.to(master.address()).send(PuppetRequest.get(target));
  }

  @Test
  void versionOfACatalogIsTheRevisionThatTheEnvironmentsLinkLeadsTo(@TempDir Path directory)
      throws IOException {
    Path first = Files.createDirectories(directory.resolve(".puppet-ha/production_11111111"));
    Path second = Files.createDirectories(directory.resolve(".puppet-ha/production_22222222"));
    Path link = Files.createSymbolicLink(directory.resolve("production"), first);
    try (FakeMaster master =
        FakeMaster.builder().name("b.example.test").caOf(ca).environments(directory).start()) {
      String target = "/puppet/v3/catalog/node.example.test?environment=production";
      PuppetResponse before = get(master, target);
      Files.delete(link);
      Files.createSymbolicLink(link, second);
      PuppetResponse after = get(master, target);
      assertThat(before.text()).contains("\"version\":\"production_11111111\"");
      assertThat(after.text()).contains("\"version\":\"production_22222222\"");
      assertThat(after.firstHeader("X-Puppet-Compiler-Name")).contains("b.example.test");
      assertThat(Json.notices(Json.read(after.text()).orElseThrow()))
          .containsExactly("production_22222222");
    }
  }

  @Test
  void modulesMayBeLinksIntoAStore(@TempDir Path directory) throws IOException {
    PuppetServerContract.write(directory.resolve("store/ntp@1/lib/facter/x.rb"), "x");
    Path modules = Files.createDirectories(directory.resolve("envs/production/modules"));
    Files.createSymbolicLink(modules.resolve("ntp"), directory.resolve("store/ntp@1"));
    try (FakeMaster master =
        FakeMaster.builder().caOf(ca).environments(directory.resolve("envs")).start()) {
      String query = "?recurse=true&links=follow&environment=production";
      assertThat(get(master, "/puppet/v3/file_metadatas/plugins" + query).text())
          .contains("\"relative_path\":\"facter/x.rb\"");
    }
  }

  @Test
  void requestsAreRecordedWithWhoAsked() {
    get(ca, "/puppet/v3/node/node.example.test?environment=production");
    assertThat(ca.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.path()).isEqualTo("/puppet/v3/node/node.example.test");
              assertThat(request.query()).isEqualTo("environment=production");
              assertThat(request.certname()).isEqualTo("node.example.test");
              assertThat(request.header("Host")).contains(ca.address().toString());
            });
  }

  @Test
  void reportsFactsAndFlushesAreKept() {
    String target = "/puppet/v3/report/node.example.test?environment=production";
    String json = "{\"host\":\"node.example.test\"}";
    transport.to(ca.address()).send(PuppetRequest.put(target, "application/json", json));
    assertThat(ca.reports()).contains(new ReceivedReport("node.example.test", "production", json));

    String facts = "{\"name\":\"node.example.test\",\"values\":{\"a\":\"1 2+3\"}}";
    String once = URLEncoder.encode(facts, StandardCharsets.UTF_8).replace("+", "%20");
    String form = "facts=" + URLEncoder.encode(once, StandardCharsets.UTF_8);
    transport
        .to(ca.address())
        .send(
            PuppetRequest.post(
                "/puppet/v3/catalog/node.example.test?environment=production",
                "application/x-www-form-urlencoded",
                form));
    assertThat(ca.factsOf("node.example.test")).contains(facts);

    PuppetRequest flush =
        new PuppetRequest(
            "DELETE",
            "/puppet-admin-api/v1/environment-cache?environment=production",
            Map.of(),
            new byte[0]);
    try (HttpTransport deployer = transport(ca.issue("deploy.test"))) {
      assertThat(deployer.to(ca.address()).send(flush).status()).isEqualTo(204);
    }
    assertThat(transport.to(ca.address()).send(flush).status()).isEqualTo(403);
    assertThat(ca.flushes()).containsExactly("production");
  }

  @Test
  void answersCanBeReplaced() {
    ca.answer("GET", "/status/v1/simple/server", PuppetResponse.text(503, "starting"));
    ca.dispatch(
        request ->
            request.path().endsWith("/ca")
                ? Optional.of(PuppetResponse.text(404, "gone"))
                : Optional.empty());
    assertThat(get(ca, "/status/v1/simple/server").status()).isEqualTo(503);
    assertThat(get(ca, "/puppet-ca/v1/certificate/ca").text()).isEqualTo("gone");
    ca.clearAnswers();
    assertThat(get(ca, "/status/v1/simple/server").text()).isEqualTo("running");
  }

  @Test
  void aCompilerHasNoCaService() {
    try (FakeMaster compiler = FakeMaster.builder().name("c.example.test").caOf(ca).start()) {
      assertThat(get(compiler, "/puppet-ca/v1/certificate/ca").status()).isEqualTo(404);
      assertThat(get(compiler, "/status/v1/simple/ca").status()).isEqualTo(404);
      assertThat(get(ca, "/status/v1/simple/ca").text()).isEqualTo("running");
    }
  }

  @Test
  void headersSayWhoAsksOnlyWhereThatIsAllowed() {
    PuppetRequest request =
        PuppetRequest.get("/puppet/v3/node/other.example.test?environment=production")
            .header("X-Client-Verify", "SUCCESS")
            .header("X-Client-DN", "CN=other.example.test");
    assertThat(transport.to(ca.address()).send(request).status()).isEqualTo(403);
    try (FakeMaster behind =
        FakeMaster.builder().name("d.example.test").caOf(ca).headerIdentity().start()) {
      assertThat(transport.to(behind.address()).send(request).status()).isEqualTo(200);
      String own = "/puppet/v3/node/node.example.test?environment=production";
      assertThat(get(behind, own).status()).isEqualTo(403);
      String pem = Pem.encode(node.certificate());
      String plus = URLEncoder.encode(pem, StandardCharsets.UTF_8);
      assertThat(
              transport.to(behind.address()).send(request.header("X-Client-Cert", plus)).status())
          .isEqualTo(400);
      String right = plus.replace("+", "%20");
      assertThat(
              transport.to(behind.address()).send(request.header("X-Client-Cert", right)).status())
          .isEqualTo(200);
    }
  }

  @Test
  void hostMustFitSni() throws IOException {
    assertThat(raw("ca.example.test", "ca.example.test:8140", "/status/v1/simple"))
        .startsWith("HTTP/1.1 200");
    assertThat(raw("ca.example.test", "gw.example.test", "/status/v1/simple"))
        .startsWith("HTTP/1.1 400")
        .contains("Host does not match SNI");
    assertThat(raw(null, "gw.example.test", "/status/v1/simple")).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/puppet/v3/../x", "/puppet/./v3", "/puppet/%2e%2e/x"})
  void relativePathsAreRefused(String path) throws IOException {
    assertThat(raw(null, "x", path)).startsWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/puppet-ca/v1/certificate%2fca",
        "/puppet-ca/v1/certificate;x/ca",
        "/puppet-ca//v1/certificate/ca"
      })
  void pathsAreReadAsPuppetServerReadsThem(String path) throws IOException {
    assertThat(raw(null, "x", path)).startsWith("HTTP/1.1 200");
  }

  private static String raw(String sni, String host, String path) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            TlsContexts.unverifiedClient()
                .getSocketFactory()
                .createSocket("127.0.0.1", ca.port())) {
      SSLParameters parameters = socket.getSSLParameters();
      if (sni != null) {
        parameters.setServerNames(List.of(new SNIHostName(sni)));
      }
      socket.setSSLParameters(parameters);
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void temporaryDirectoriesGoWhenItIsClosed() {
    FakeMaster master = FakeMaster.builder().start();
    Path environments = master.environments();
    assertThat(environments.resolve("production")).isDirectory();
    master.close();
    assertThat(environments).doesNotExist();
  }

  @Test
  void itsCaSignsWhatItIsToldToAndRevokesForTheNextConnection() {
    Duration patience = Duration.ofSeconds(20);
    try (FakeMaster master =
            FakeMaster.builder()
                .name("e.example.test")
                .autosign(request -> request.certname().startsWith("good"))
                .start();
        FakeAgent good = agent(master, "good.example.test");
        FakeAgent other = agent(master, "other.example.test")) {
      good.bootstrap(patience);
      assertThat(good.run().error()).isEmpty();
      assertThatThrownBy(() -> other.bootstrap(Duration.ZERO)).hasMessageContaining("not signed");
      assertThat(master.ca().request("other.example.test")).isPresent();
      master.ca().revoke("good.example.test");
      assertThat(good.run().ok()).isFalse();
    }
  }

  private static FakeAgent agent(FakeMaster master, String certname) {
    return FakeAgent.builder(certname, master.address()).resolver(FakeMaster.loopback()).build();
  }

  @Test
  void administratorsOfTheCaHaveTheExtension() {
    PuppetRequest list = PuppetRequest.get("/puppet-ca/v1/certificate_statuses/any");
    assertThat(transport.to(ca.address()).send(list).status()).isEqualTo(403);
    Identity admin = ca.issue("admin.example.test", Set.of(), Map.of("pp_cli_auth", "true"));
    try (HttpTransport administrator = transport(admin)) {
      PuppetResponse answer = administrator.to(ca.address()).send(list);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).contains("node.example.test");
    }
  }

  @Test
  void aStrangersCertificateIsTurnedAway() {
    try (FakeMaster stranger = FakeMaster.builder().build();
        HttpTransport strange = transport(stranger.issue("node.example.test"))) {
      assertThatThrownBy(
              () -> strange.to(ca.address()).send(PuppetRequest.get("/status/v1/simple")))
          .isInstanceOf(ServerUnreachableException.class);
    }
  }
}

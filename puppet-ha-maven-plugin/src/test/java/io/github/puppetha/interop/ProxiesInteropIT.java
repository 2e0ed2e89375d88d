package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.ca.Autosign;
import io.github.puppetha.conf.ProxyConf;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.testkit.AgentRun;
import io.github.puppetha.testkit.FakeAgent;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.Fault;
import io.github.puppetha.testkit.RecordedRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real nginx, Apache and HAProxy with what is rendered for them, between fakes. */
class ProxiesInteropIT {
  private static final String NAME = "puppet.example.test";
  private static final String REVOKED = "revoked.example.test";

  private static RealLab lab;
  private static FakeMaster ca;
  private static FakeMaster one;
  private static FakeMaster two;
  private static Identity revoked;
  private static final Map<RealProxy, HostPort> ADDRESSES = new EnumMap<>(RealProxy.class);

  @BeforeAll
  static void start() throws IOException {
    RealProxy.need();
    lab = RealLab.open("proxies");
    Path environments = lab.directory("environments");
    Files.createDirectories(environments.resolve("production/manifests"));
    Files.createDirectories(environments.resolve("production/modules/m/lib/facter"));
    Files.writeString(environments.resolve("production/modules/m/lib/facter/a+b c.rb"), "# a\n");
    ca =
        FakeMaster.builder()
            .name("ca.example.test")
            .autosign(Autosign.all())
            .headerIdentity()
            .start();
    one = server("puppet1.example.test", environments);
    two = server("puppet2.example.test", environments);
    for (FakeMaster master : List.of(ca, one, two)) {
      lab.closeLater(master);
      lab.host(master.name(), "127.0.0.1");
    }
    revoked = ca.issue(REVOKED);
    ca.ca().revoke(REVOKED);
    Path ssldir = sslDirectory();
    int octet = 10;
    for (RealProxy proxy : RealProxy.values()) {
      HostPort listen = new HostPort(lab.address(octet++), HostPort.PUPPET_PORT);
      ProxyConf conf =
          new ProxyConf(
              NAME,
              listen,
              ssldir,
              Stream.of(one, two).map(m -> new ProxyConf.Backend(m.address(), 10)).toList(),
              ca.address());
      proxy.start(lab, conf);
      ADDRESSES.put(proxy, listen);
    }
  }

  private static FakeMaster server(String name, Path environments) {
    return FakeMaster.builder()
        .name(name)
        .caOf(ca)
        .headerIdentity()
        .environments(environments)
        .start();
  }

  private static Path sslDirectory() throws IOException {
    Path ssldir = lab.directory("ssl");
    Files.createDirectories(ssldir.resolve("certs"));
    Files.createDirectories(ssldir.resolve("private_keys"));
    Identity identity = ca.issue(NAME);
    Files.writeString(
        ssldir.resolve("certs/ca.pem"), Pem.encodeCertificates(ca.trust().authorities()));
    Files.writeString(ssldir.resolve("crl.pem"), Pem.encodeCrls(ca.ca().trust().crls()));
    Files.writeString(ssldir.resolve("certs/" + NAME + ".pem"), Pem.encode(identity.certificate()));
    Files.writeString(ssldir.resolve("private_keys/" + NAME + ".pem"), Pem.encode(identity.key()));
    return ssldir;
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @AfterEach
  void clear() {
    for (FakeMaster master : List.of(ca, one, two)) {
      master.clearFault();
      master.clearRequests();
    }
  }

  private static NameResolver to(RealProxy proxy) {
    return host -> List.of(InetAddress.getByName(ADDRESSES.get(proxy).host()));
  }

  private static HttpTransport.Builder transport(RealProxy proxy) {
    return HttpTransport.builder()
        .resolver(to(proxy))
        .trust(ca.trust())
        .readTimeout(Duration.ofSeconds(20));
  }

  private static PuppetResponse ask(RealProxy proxy, Identity identity, PuppetRequest request) {
    HttpTransport.Builder builder = transport(proxy);
    try (HttpTransport transport =
        (identity == null ? builder : builder.identity(identity)).build()) {
      return transport.to(new HostPort(NAME, HostPort.PUPPET_PORT)).send(request);
    }
  }

  /** What came to the servers through a proxy; HAProxy asks for their health by itself. */
  private static List<RecordedRequest> servers() {
    return Stream.of(one, two)
        .flatMap(m -> m.requests().stream())
        .filter(request -> request.header("X-Client-Verify").isPresent())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void anAgentGetsItsCertificateFromTheCaAndTheRestFromServers(RealProxy proxy) {
    String certname = "web-" + proxy.name().toLowerCase() + ".example.test";
    try (FakeAgent agent =
        FakeAgent.builder(certname, new HostPort(NAME, HostPort.PUPPET_PORT))
            .resolver(to(proxy))
            .facts(Map.of("large", "+ ä%".repeat(50_000)))
            .build()) {
      agent.bootstrap(Duration.ofSeconds(20));
      assertThat(paths(ca.requests())).allMatch(path -> path.startsWith("/puppet-ca/v1/"));
      assertThat(servers()).as("until then the servers hear nothing").isEmpty();
      AgentRun run = agent.run();
      assertThat(run.error()).isEmpty();
      assertThat(run.files()).containsEntry("plugins/facter/a+b c.rb", "# a\n");
    }
    List<RecordedRequest> requests =
        servers().stream().filter(r -> certname.equals(r.certname())).toList();
    assertThat(paths(requests))
        .contains("/puppet/v3/catalog/" + certname, "/puppet/v3/report/" + certname);
    assertThat(requests)
        .allSatisfy(
            r -> {
              assertThat(r.headers().get("x-client-verify")).containsExactly("SUCCESS");
              assertThat(r.headers().get("x-client-dn")).containsExactly("CN=" + certname);
              assertThat(r.headers().get("x-client-cert"))
                  .singleElement()
                  .asString()
                  .matches("(?i)-----BEGIN%20CERTIFICATE-----%0A.*-----END%20CERTIFICATE-----%0A")
                  .doesNotContain("+", " ")
                  .contains("%2B");
            });
    assertThat(requests.stream().map(r -> r.header("host").orElse("")).distinct())
        .allMatch(host -> host.startsWith("puppet1.") || host.startsWith("puppet2."));
  }

  private static Set<String> paths(List<RecordedRequest> requests) {
    return requests.stream().map(RecordedRequest::path).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource
  void whoSaysToBeAnotherIsNobody(RealProxy proxy) {
    PuppetRequest forged =
        PuppetRequest.get("/puppet/v3/node/victim.example.test?environment=production")
            .header("X-Client-Verify", "SUCCESS")
            .header("X-Client-DN", "CN=victim.example.test")
            .header("x-client-cert", "x");
    assertThat(ask(proxy, null, forged).status()).isEqualTo(403);
    assertThat(servers())
        .filteredOn(r -> r.path().contains("victim"))
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.headers().get("x-client-verify")).isNotEqualTo(List.of("SUCCESS"));
              assertThat(r.headers()).doesNotContainKeys("x-client-dn", "x-client-cert");
            });
    Identity mallory = ca.issue("mallory.example.test");
    assertThat(ask(proxy, mallory, forged).status()).isEqualTo(403);
    assertThat(servers())
        .filteredOn(r -> "mallory.example.test".equals(r.certname()))
        .as("known by the own certificate, whatever was sent")
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void whoseCertificateIsRevokedIsTurnedAway(RealProxy proxy) {
    PuppetRequest own = PuppetRequest.get("/puppet/v3/node/" + REVOKED + "?environment=production");
    int status;
    try {
      status = ask(proxy, revoked, own).status();
    } catch (io.github.puppetha.PuppetHaException e) {
      status = 0; // no answer at all: the handshake was refused
    }
    assertThat(status).isIn(0, 400, 403, 495);
    assertThat(servers()).noneMatch(r -> r.path().contains("revoked"));
  }

  @ParameterizedTest
  @EnumSource
  void pathsOfPuppet3AreServedAsTodays(RealProxy proxy) {
    Identity node = ca.issue("old.example.test");
    PuppetResponse bundle = ask(proxy, null, PuppetRequest.get("/production/certificate/ca"));
    assertThat(bundle.status()).isEqualTo(200);
    assertThat(ca.requests())
        .extracting(RecordedRequest::target)
        .containsExactly("/puppet-ca/v1/certificate/ca");
    assertThat(
            ask(proxy, node, PuppetRequest.get("/production/node/old.example.test?a=b")).status())
        .isEqualTo(200);
    ask(proxy, node, PuppetRequest.get("/production/file_metadata/modules/m/x"));
    ask(proxy, node, PuppetRequest.get("/production/status/me"));
    assertThat(ask(proxy, node, PuppetRequest.get("/production/certificate_requests/x")).status())
        .isEqualTo(404);
    assertThat(servers())
        .filteredOn(r -> r.certname() != null)
        .extracting(r -> r.path() + " " + parameters(r))
        .containsExactlyInAnyOrder(
            "/puppet/v3/node/old.example.test [a=b, environment=production]",
            "/puppet/v3/file_metadata/modules/m/x [environment=production, source_permissions=use]",
            "/status/v1/simple/server []");
  }

  private static List<String> parameters(RecordedRequest request) {
    return Stream.of(request.query().split("&")).filter(p -> !p.isEmpty()).sorted().toList();
  }

  @ParameterizedTest
  @EnumSource
  void whatCouldBeReadInTwoWaysReachesNobody(RealProxy proxy) {
    Identity node = ca.issue("node.example.test");
    for (String target :
        List.of(
            "/puppet-ca/v1/certificate;x/ca",
            "/puppet/v3/..;/node/x",
            "/puppet/v3//node/x",
            "/puppet-ca%2fv1/certificate/ca",
            "/puppet/v3/%2e%2e/x",
            "/puppet/v3/node/a%5Cb")) {
      assertThat(ask(proxy, node, PuppetRequest.get(target)).status()).as(target).isIn(400, 404);
    }
    assertThat(servers()).isEmpty();
    assertThat(ca.requests()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theOtherServerServesWhenOneIsLost(RealProxy proxy) {
    one.fault(new Fault.Refuse());
    for (int i = 1; i <= 4; i++) {
      String certname = "node" + i + ".example.test";
      PuppetRequest request =
          PuppetRequest.put(
              "/puppet/v3/facts/" + certname + "?environment=production",
              "application/json",
              "{\"name\": \"" + certname + "\", \"values\": {}}");
      assertThat(ask(proxy, ca.issue(certname), request).status()).as(certname).isEqualTo(200);
    }
    assertThat(two.requests()).extracting(RecordedRequest::certname).contains("node1.example.test");
  }
}

package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.FakeMasterBuilder;
import io.github.puppetha.testkit.Fault;
import io.github.puppetha.testkit.RecordedRequest;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Puppet Servers are told around a switch, and what becomes of a deployment by that. */
class ServerSwitchTest {
  private static final HostPort AMS = new HostPort("puppet1.ams.test", 8140);
  private static final HostPort FRA = new HostPort("puppet1.fra.test", 8140);

  @TempDir Path root;
  private TwoSites sites;
  private static FakeMaster ca;
  private final Announced announced = new Announced();
  private FakeMaster ams;
  private FakeMaster fra;
  private HttpTransport transport;

  @BeforeAll
  static void makeCa() {
    ca = FakeMaster.builder().name("ca.test").start();
  }

  @AfterAll
  static void closeCa() {
    ca.close();
  }

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
    ams = server("puppet1.ams.test", sites.ams()).environmentsCached().start();
    fra = server("puppet1.fra.test", sites.fra()).start();
    transport =
        HttpTransport.builder()
            .identity(ca.issue("deploy.test"))
            .trust(ca.trust())
            .resolver(FakeMaster.loopback())
            .build();
  }

  private static FakeMasterBuilder server(String name, Path environments) throws IOException {
    Files.createDirectories(environments);
    return FakeMaster.builder()
        .name(name)
        .caOf(ca)
        .environments(environments)
        .administrators("deploy.test");
  }

  @AfterEach
  void stop() {
    transport.close();
    fra.close();
    ams.close();
  }

  private Optional<Sender> sender(HostPort server) {
    return Optional.of(transport.to(server.equals(AMS) ? ams.address() : fra.address()));
  }

  private DeployResult deploy(Topology topology) {
    return deploy(topology, this::sender);
  }

  /** Hears whether JRubies are made anew with the switches of the server at ams. */
  private static final class Announced implements Switches {
    private final List<Boolean> ruby = new CopyOnWriteArrayList<>();

    @Override
    public Optional<String> begin(HostPort server, Map<String, String> trees) {
      throw new IllegalStateException("it is known");
    }

    @Override
    public Optional<String> begin(HostPort server, Map<String, String> trees, boolean ruby) {
      if (server.equals(AMS)) {
        this.ruby.add(ruby);
      }
      return Optional.empty();
    }

    @Override
    public Optional<String> end(HostPort server, Map<String, String> trees) {
      return Optional.empty();
    }
  }

  private DeployResult deploy(Topology topology, Function<HostPort, Optional<Sender>> senders) {
    return Deployer.builder(topology)
        .servers(senders, "deploy.test")
        .switches(announced)
        .build()
        .plan()
        .execute(ProgressListener.NONE);
  }

  private String catalogVersion() {
    String body = "{\"certname\":\"n.test\",\"environment\":\"production\"}";
    PuppetRequest request = PuppetRequest.post("/puppet/v4/catalog", "application/json", body);
    String text = transport.to(ams.address()).send(request).text();
    return text.replaceFirst(".*\"version\":\"([^\"]*)\".*", "$1");
  }

  private void change(String text) throws IOException {
    sites.control.file("manifests/site.pp", text + "\n").push(text);
  }

  @Test
  void aServerThatHoldsEnvironmentsServesTheNewRevisionWhenItIsCalledActive() throws IOException {
    Topology topology = sites.topology("all");
    deploy(topology);
    String first = catalogVersion();
    change("# new");
    DeployResult result = deploy(topology);
    assertThat(result.servers()).extracting(ServerResult::state).containsOnly(State.ACTIVE);
    String revision = result.servers().get(0).newRevision();
    assertThat(catalogVersion()).isEqualTo("production_" + revision).isNotEqualTo(first);
    assertThat(ams.poolFlushes()).isZero();
    int flushes = ams.flushes().size();
    assertThat(deploy(topology).servers())
        .extracting(ServerResult::state)
        .containsOnly(State.UNCHANGED);
    assertThat(ams.flushes()).endsWith("production_" + revision).hasSize(flushes + 1);
  }

  @Test
  void aMissingRuleIsNamedBeforeAnythingIsSwitched() throws IOException {
    Topology topology = sites.topology("all");
    deploy(topology);
    change("# new");
    try (HttpTransport nobody =
        HttpTransport.builder()
            .identity(ca.issue("nobody.test"))
            .trust(ca.trust())
            .resolver(FakeMaster.loopback())
            .build()) {
      DeployResult result = deploy(topology, server -> Optional.of(nobody.to(ams.address())));
      assertThat(result.decided()).isFalse();
      assertThat(result.servers().get(0).message())
          .contains("puppet1.ams.test:8140 would not flush its environment cache")
          .contains("path: \"/puppet-admin-api/v1/environment-cache\"");
    }
    assertThat(sites.ams().resolve("production/manifests/site.pp")).hasContent("include ntp\n");
  }

  @Test
  void withoutEnvironmentTimeoutNoRuleIsNeeded() throws IOException {
    Topology topology = sites.topology("all");
    try (HttpTransport nobody =
        HttpTransport.builder()
            .identity(ca.issue("nobody.test"))
            .trust(ca.trust())
            .resolver(FakeMaster.loopback())
            .build()) {
      Function<HostPort, Optional<Sender>> onlyFra =
          server -> server.equals(FRA) ? Optional.of(nobody.to(fra.address())) : Optional.empty();
      assertThat(deploy(topology, onlyFra).ok()).isTrue();
      change("# new");
      assertThat(deploy(topology, onlyFra).servers())
          .extracting(ServerResult::state)
          .containsOnly(State.ACTIVE);
    }
    assertThat(fra.flushes()).isEmpty();
  }

  @Test
  void changedRubyMakesTheJrubiesAnewAndChangedFactsDoNot() throws IOException {
    Topology topology = sites.topology("all");
    sites.control.file("lib/puppet/functions/a.rb", "1\n").push("function");
    deploy(topology);
    assertThat(ams.poolFlushes()).isZero();
    sites.control.file("site/m/lib/facter/f.rb", "1\n").push("fact");
    deploy(topology);
    assertThat(ams.poolFlushes()).isZero();
    sites.control.file("lib/puppet/functions/a.rb", "2\n").push("function changed");
    deploy(topology);
    assertThat(ams.poolFlushes()).isEqualTo(1);
    sites.module.file("lib/puppet/type/t.rb", "1\n").push("type");
    sites.module.git("tag", "v3");
    sites.module.push("tags");
    sites.control.file("Puppetfile", sites.puppetfile("v3")).push("module with type");
    assertThat(deploy(topology).ok()).isTrue();
    assertThat(ams.poolFlushes()).isEqualTo(2);
    assertThat(fra.poolFlushes()).isEqualTo(2);
    assertThat(announced.ruby).as("gateways hear of it").containsExactly(false, false, true, true);
  }

  @Test
  void aServerThatIsDownReadsTheNewCodeAtItsStart() throws IOException {
    Topology topology = sites.topology("all");
    deploy(topology);
    change("# new");
    ams.fault(new Fault.Refuse());
    DeployResult result = deploy(topology);
    assertThat(result.ok()).isTrue();
    assertThat(result.servers().get(0).state()).isEqualTo(State.ACTIVE);
    assertThat(result.servers().get(0).message()).contains("it is down");
  }

  @Test
  void aFlushThatFailsAfterTheSwitchIsRepeatedByReconcile() throws IOException {
    Topology topology = sites.topology("all");
    deploy(topology);
    change("# new");
    failFlushesOf("production");
    DeployResult result = deploy(topology);
    assertThat(result.decided()).isTrue();
    assertThat(result.ok()).isFalse();
    assertThat(result.servers())
        .extracting(ServerResult::state)
        .containsExactly(State.FAILED, State.ACTIVE);
    assertThat(result.servers().get(0).message())
        .contains("its environment cache was not flushed (it answered 500)");
    Reconciler reconciler = new Reconciler(topology, "ams", Clock.systemUTC(), this::sender);
    reconciler.refresh();
    assertThat(reconciler.current().get(AMS).current()).isFalse();
    assertThat(reconciler.current().get(AMS).reason()).contains("not been seen to load it");
    reconciler.reconcile(ProgressListener.NONE);
    assertThat(reconciler.current().get(AMS).current()).isFalse();
    ams.clearAnswers();
    reconciler.reconcile(ProgressListener.NONE);
    assertThat(reconciler.current().get(AMS).current()).isTrue();
    assertThat(catalogVersion()).isEqualTo("production_" + result.servers().get(0).newRevision());
  }

  private void failFlushesOf(String environment) {
    ams.dispatch(
        request ->
            request.method().equals("DELETE")
                    && request.query().equals("environment=" + environment)
                ? Optional.of(PuppetResponse.text(500, "no"))
                : Optional.empty());
  }

  @Test
  void serversOfOneDirectoryAreOneTargetWithAFlushEach() throws IOException {
    Topology topology = sites.topology("all");
    Path file = topology.file();
    Files.writeString(
        file, Files.readString(file).replace("file://" + sites.fra(), "file://" + sites.ams()));
    fra.close();
    fra = server("puppet1.fra.test", sites.ams()).environmentsCached().start();
    Topology shared = Topology.load(file);
    deploy(shared);
    change("# new");
    DeployResult result = deploy(shared);
    assertThat(result.servers())
        .extracting(ServerResult::server, ServerResult::state)
        .containsExactly(
            tuple("puppet1.ams.test:8140", State.ACTIVE),
            tuple("puppet1.fra.test:8140", State.ACTIVE));
    assertThat(ams.flushes()).endsWith("production");
    assertThat(fra.flushes()).endsWith("production");
  }

  @Test
  void aServerOfAnotherDirectoryIsRefusedWithTheSettingToChange() throws IOException {
    Topology topology = sites.topology("all");
    DeployResult result =
        deploy(
            topology,
            server -> Optional.of(transport.to(fra.address()))); // both answer for fra's directory
    assertThat(result.decided()).isFalse();
    assertThat(result.servers().get(0).message())
        .contains("not in " + sites.ams())
        .contains("'environmentpath = " + sites.ams() + "'");
  }

  @Test
  void severalDirectoriesInEnvironmentpathAreRefused() throws IOException {
    String listing =
        "{\"search_paths\":[\"file://%s\",\"file:///old\",\"data:text/plain,internal\"],"
            + "\"environments\":{}}";
    ams.answer(
        "GET",
        "/puppet/v3/environments",
        PuppetResponse.of(200, "application/json", listing.formatted(sites.ams())));
    DeployResult result = deploy(sites.topology("all"));
    assertThat(result.decided()).isFalse();
    assertThat(result.servers().get(0).message())
        .contains("environmentpath of several directories (" + sites.ams() + ":/old)");
  }

  @Test
  void aLinkThatTheServerDoesNotResolveIsRefused() throws IOException {
    Topology topology = sites.topology("all");
    deploy(topology);
    change("# new");
    String listing =
        ("{\"search_paths\":[\"file://%1$s\"],\"environments\":{\"production\":{\"settings\":"
                + "{\"modulepath\":[\"%1$s/production/modules\"],"
                + "\"manifest\":\"%1$s/production/manifests\",\"environment_timeout\":0}}}}")
            .formatted(sites.ams());
    ams.answer(
        "GET", "/puppet/v3/environments", PuppetResponse.of(200, "application/json", listing));
    DeployResult result = deploy(topology);
    assertThat(result.decided()).isFalse();
    assertThat(result.servers().get(0).message()).contains("'versioned_environment_dirs = true'");
  }

  @Test
  void theStagedNameIsFlushedBeforeTheDecisionAndTheEnvironmentAfterTheSwitch() throws IOException {
    Topology topology = sites.topology("all");
    deploy(topology);
    ams.clearRequests();
    change("# new");
    DeployResult result = deploy(topology);
    String path = "/puppet-admin-api/v1/environment-cache?environment=production";
    assertThat(
            ams.requests().stream()
                .filter(r -> r.method().equals("DELETE"))
                .map(RecordedRequest::target))
        .containsExactly(path + "_" + result.servers().get(0).newRevision(), path);
  }

  @Test
  void aServerThatTakesIdentitiesFromHeadersIsFlushedToo() throws IOException {
    ams.close();
    ams = server("puppet1.ams.test", sites.ams()).environmentsCached().headerIdentity().start();
    Topology topology = sites.topology("all");
    Function<HostPort, Optional<Sender>> identified =
        server -> Optional.of(transport.identified((server.equals(AMS) ? ams : fra).address()));
    deploy(topology, identified);
    change("# new");
    assertThat(deploy(topology, identified).servers())
        .extracting(ServerResult::state)
        .containsOnly(State.ACTIVE);
    assertThat(ams.flushes()).endsWith("production");
  }

  @Test
  void theIdentityOfTheTopologyIsUsed() throws IOException {
    SslDirectory ssl = SslDirectory.of(root.resolve("ssl"), "deploy.test");
    Identity identity = ca.issue("deploy.test");
    ssl.saveKeys(new KeyPair(identity.certificate().getPublicKey(), identity.key()));
    ssl.saveCertificate(identity.certificate());
    ssl.saveCaBundle(
        Pem.encodeCertificates(ca.trust().authorities()).getBytes(StandardCharsets.US_ASCII));
    try (FakeMaster local = server("localhost", sites.ams()).environmentsCached().start()) {
      Path file = sites.topology("all").file();
      Files.writeString(
          file,
          Files.readString(file)
              .replace("puppet1.ams.test", "localhost:" + local.port())
              .replaceAll("(?m)^  fra:(\n    .*)*", "")
              .replaceFirst(
                  "^",
                  "identity: { ssldir: \"" + ssl.directory() + "\", certname: deploy.test }\n"));
      Topology topology = Topology.load(file);
      for (int i = 0; i < 2; i++) {
        change("# " + i);
        assertThat(Deployer.builder(topology).build().plan().execute(ProgressListener.NONE).ok())
            .isTrue();
      }
      assertThat(local.flushes()).endsWith("production");
      assertThat(local.requests()).last().extracting(r -> r.certname()).isEqualTo("deploy.test");
    }
  }
}

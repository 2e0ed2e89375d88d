package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is tried out before a deployment is decided. */
class StagedChecksTest {
  private static final HostPort AMS = new HostPort("puppet1.ams.test", 8140);
  private static FakeMaster ca;

  @TempDir Path root;
  private TwoSites sites;
  private FakeMaster ams;
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
    Files.createDirectories(sites.ams());
    ams =
        FakeMaster.builder()
            .name("puppet1.ams.test")
            .caOf(ca)
            .environments(sites.ams())
            .administrators("deploy.test")
            .start();
    transport =
        HttpTransport.builder()
            .identity(ca.issue("deploy.test"))
            .trust(ca.trust())
            .resolver(FakeMaster.loopback())
            .build();
  }

  @AfterEach
  void stop() {
    transport.close();
    ams.close();
  }

  private Optional<Sender> sender(HostPort server) {
    return server.equals(AMS) ? Optional.of(transport.to(ams.address())) : Optional.empty();
  }

  private DeployResult deploy(Topology topology, UnaryOperator<Deployer.Builder> options) {
    return options
        .apply(Deployer.builder(topology).servers(this::sender, "deploy.test"))
        .build()
        .plan()
        .execute(ProgressListener.NONE);
  }

  private void answerCatalogs(int status, String text) {
    ams.dispatch(
        request ->
            request.path().equals("/puppet/v4/catalog") && !request.text().equals("{}")
                ? Optional.of(PuppetResponse.of(status, "application/json", text))
                : Optional.empty());
  }

  @Test
  void catalogsOfNamedNodesAreCompiledFromWhatIsStaged() throws IOException {
    Path facts = Files.createDirectories(root.resolve("facts"));
    Files.writeString(facts.resolve("a.test.json"), "{\"os\":\"Debian\"}");
    sites.control.branch("other").push("other");
    DeployResult result =
        deploy(
            sites.topology("all"),
            b -> b.compile(List.of("production/a.test"), Optional.of(facts)));
    assertThat(result.ok()).isTrue();
    List<String> bodies =
        ams.requests().stream()
            .filter(r -> r.path().equals("/puppet/v4/catalog"))
            .map(r -> r.text())
            .filter(text -> !text.equals("{}"))
            .toList();
    assertThat(bodies)
        .singleElement()
        .asString()
        .contains("\"certname\":\"a.test\"", "{\"values\":{\"os\":\"Debian\"}}")
        .contains("\"environment\":\"production_" + result.servers().get(1).newRevision() + "\"")
        .contains("\"catalog\":false");
    assertThat(ams.poolFlushes()).isEqualTo(1);
  }

  @Test
  void checksThatCouldNotBeMadeAreRefusedAndSayWhy() throws IOException {
    Topology topology = sites.topology("all");
    Deployer.Builder builder = Deployer.builder(topology);
    Path facts = root.resolve("no-facts");
    assertThatThrownBy(() -> builder.compile(List.of("a.test"), Optional.of(facts)))
        .hasMessageContaining("There is no directory " + facts);
    assertThatThrownBy(() -> builder.validate(6)).hasMessageContaining("7, 8 or 9");
    Deployer typo = builder.compile(List.of("prodction/a.test"), Optional.empty()).build();
    assertThatThrownBy(typo::plan)
        .hasMessageContaining("no environment 'prodction'; did you mean 'production'?");
  }

  @Test
  void whereNoServerCanBeAskedTheResultSaysSoAndWhatIsLiveNeedsNoCheck() throws IOException {
    Topology topology = sites.topology("all");
    Deployer checked =
        Deployer.builder(topology).compile(List.of("a.test"), Optional.empty()).build();
    DeployResult result = checked.plan().execute(ProgressListener.NONE);
    assertThat(result.decided()).isFalse();
    assertThat(result.servers().get(0).message()).contains("no server could be asked", "identity");
    Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
    assertThat(checked.plan().execute(ProgressListener.NONE).ok()).isTrue();
  }

  @Test
  void aCatalogThatDoesNotCompileStopsTheDeployment() throws IOException {
    answerCatalogs(500, "Evaluation Error: Unknown variable: 'x'");
    DeployResult result =
        deploy(sites.topology("all"), b -> b.compile(List.of("a.test"), Optional.empty()));
    assertThat(result.decided()).isFalse();
    assertThat(result.servers()).extracting(ServerResult::state).containsOnly(State.STAGED);
    assertThat(result.servers().get(0).message())
        .contains("puppet1.ams.test:8140 cannot use it: production for a.test: answered 500")
        .contains("Unknown variable: 'x'");
    assertThat(ams.poolFlushes()).isEqualTo(1);
    try (var entries = Files.list(sites.ams())) {
      assertThat(entries.map(p -> p.getFileName().toString())).containsExactly(".puppet-ha");
    }
  }

  @Test
  void aCatalogOfAnotherEnvironmentOrWithoutResourcesDoesNotCount() throws IOException {
    answerCatalogs(200, "{\"catalog\":{\"environment\":\"production\",\"resources\":[{}]}}");
    Topology topology = sites.topology("all");
    DeployResult result = deploy(topology, b -> b.compile(List.of("a.test"), Optional.empty()));
    assertThat(result.servers().get(0).message()).contains("is of environment production, not");
    String staged = "production_" + result.servers().get(0).newRevision();
    answerCatalogs(200, "{\"catalog\":{\"environment\":\"" + staged + "\",\"resources\":[]}}");
    result = deploy(topology, b -> b.compile(List.of("a.test"), Optional.empty()));
    assertThat(result.decided()).isFalse();
    assertThat(result.servers().get(0).message()).contains("the catalog has no resources");
  }

  @Test
  void anAgentRunsWithoutChangingAnything() throws IOException {
    Path log = root.resolve("agent.log");
    Path puppet = root.resolve("puppet");
    Files.writeString(
        puppet, "#!/bin/sh\necho \"$@\" >>" + log + "\necho 'Error: no such class'; exit 4\n");
    Files.setPosixFilePermissions(puppet, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path file = sites.topology("all").file();
    Files.writeString(
        file,
        Files.readString(file)
            .replace("host: puppet1.ams.test", "host: puppet1.ams.test, puppet: " + puppet));
    DeployResult result = deploy(Topology.load(file), b -> b.noop(true));
    assertThat(result.decided()).isFalse();
    assertThat(result.servers().get(0).message())
        .contains("production with --noop: the agent ended with 4: Error: no such class");
    assertThat(log)
        .content()
        .contains(
            "--noop",
            "--logdest console --vardir /tmp/",
            "--server puppet1.ams.test --environment production_")
        .containsPattern("--lastrunfile /tmp/\\S+/last_run_summary.yaml ");
  }

  @Test
  void withoutTheRuleNothingIsTriedOut() throws IOException {
    ams.dispatch(
        request ->
            request.path().equals("/puppet/v4/catalog")
                ? Optional.of(PuppetResponse.text(403, "no"))
                : Optional.empty());
    DeployResult result =
        deploy(sites.topology("all"), b -> b.compile(List.of("a.test"), Optional.empty()));
    assertThat(result.decided()).isFalse();
    assertThat(result.servers().get(0).message())
        .contains("would not compile catalogs", "path: \"^/puppet/v4/catalog/?$\"", "deploy.test");
    assertThat(ams.poolFlushes()).isZero();
  }

  @Test
  void aBranchWithErrorsIsRefusedWithTheirPlaces() throws IOException {
    sites.control.branch("broken").file("manifests/site.pp", "node default {\n").push("broken");
    Topology topology = sites.topology("all");
    assertThatThrownBy(() -> deploy(topology, b -> b.validate(8)))
        .isInstanceOf(DeployRefusedException.class)
        .hasMessageContaining("broken:manifests/site.pp:")
        .hasMessageContaining("syntax/");
    assertThat(sites.ams().resolve(".puppet-ha")).doesNotExist();
    assertThat(deploy(topology, b -> b.validate(8).environments(Set.of("production"))).ok())
        .isTrue();
    assertThat(deploy(topology, b -> b).ok()).isTrue();
  }
}

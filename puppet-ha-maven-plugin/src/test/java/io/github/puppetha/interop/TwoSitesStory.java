package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.io.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What two sites of real parts must do, one step after the other, whatever release runs where. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class TwoSitesStory {
  private static final Duration GAP = Duration.ofSeconds(5);

  private final Map<Release, RealAgent> agents = new EnumMap<>(Release.class);
  private final Release atAms;
  private final Release atFra;
  private TwoSites sites;

  TwoSitesStory(Release atAms, Release atFra) {
    this.atAms = atAms;
    this.atFra = atFra;
  }

  @BeforeAll
  void start() throws IOException {
    sites = TwoSites.start("ca-" + atAms.part(), atAms, atFra);
    for (Release release : Release.values()) {
      agents.put(release, sites.agent(release));
    }
  }

  @AfterAll
  void stop() {
    if (sites != null) {
      sites.close();
    }
  }

  @Test
  @Order(1)
  void theGoalDeploysToBothServers() throws IOException {
    new MavenGoal(sites.lab()).run("deploy", "-Dpuppet-ha.config=" + sites.topology());
    assertThat(sites.lab().directory().resolve("target/puppet-ha/deploy.json")).exists();
    for (RealPuppetServer server : List.of(sites.amsServer(), sites.fraServer())) {
      Path production = server.environments().resolve("production");
      assertThat(production).isSymbolicLink();
      assertThat(Files.readSymbolicLink(production)).isAbsolute();
      try (Stream<Path> modules = Files.list(production.resolve("modules"))) {
        assertThat(modules).hasSize(TwoSites.MODULES);
      }
      assertThat(
              server
                  .environments()
                  .resolve("team_%02d/manifests/site.pp".formatted(TwoSites.BRANCHES)))
          .exists();
    }
  }

  @Test
  @Order(2)
  void agentsGetCertificatesAndCatalogsWithoutAGap() throws IOException {
    for (RealAgent agent : agents.values()) {
      sites.relay().clear();
      succeeds(agent.run());
      succeeds(agent.run());
      assertThat(sites.relay().gapsOver(GAP)).as("gaps of %s", agent.release()).isEmpty();
      assertThat(Files.readString(sites.proofs().resolve(agent.certname())))
          .contains(agent.certname() + " in production, production");
      assertThat(sites.proofs().resolve(agent.certname() + ".served"))
          .hasContent("served from a module");
      assertThat(sites.amsServer().directory().resolve("ca/signed/" + agent.certname() + ".pem"))
          .exists();
      assertThat(sites.fra().catalogServer(agent.certname())).isEqualTo(sites.fra().server());
    }
  }

  @Test
  @Order(3)
  void runsSucceedWhileTheSitesServerIsStopped() throws IOException {
    sites.fraServer().stop();
    runAll();
    for (RealAgent agent : agents.values()) {
      assertThat(sites.fra().catalogServer(agent.certname())).isEqualTo(sites.ams().gateway());
    }
  }

  @Test
  @Order(4)
  void runsSucceedWhileTheOtherSiteIsStopped() throws IOException {
    sites.fraServer().launch().await();
    sites.amsServer().stop();
    runAll();
    for (RealAgent agent : agents.values()) {
      assertThat(sites.fra().catalogServer(agent.certname())).isEqualTo(sites.fra().server());
    }
  }

  /** All agents run at once and apply what they were told before. */
  private void runAll() throws IOException {
    List<CompletableFuture<RealAgent.Run>> runs = new ArrayList<>();
    for (RealAgent agent : agents.values()) {
      Files.deleteIfExists(sites.proofs().resolve(agent.certname()));
      runs.add(
          Threads.start(
              "test",
              () -> {
                try {
                  return agent.run();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              }));
    }
    for (CompletableFuture<RealAgent.Run> run : runs) {
      succeeds(run.join());
    }
    for (RealAgent agent : agents.values()) {
      assertThat(sites.proofs().resolve(agent.certname())).exists();
    }
  }

  private static void succeeds(RealAgent.Run run) {
    assertThat(run.succeeded())
        .as("exit %d after %s:%n%s", run.exit(), run.took(), run.output())
        .isTrue();
  }
}

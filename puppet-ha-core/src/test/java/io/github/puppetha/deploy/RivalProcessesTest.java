package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two deployers in processes of their own, one of which is stopped for longer than its lease. */
class RivalProcessesTest {
  @TempDir(factory = InMemory.class)
  Path root;

  private TwoSites sites;
  private Topology topology;

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
    topology = sites.topology("all");
    assertThat(deploy(Clock.systemUTC()).ok()).isTrue();
  }

  private DeployResult deploy(Clock clock) {
    return Deployer.builder(topology).clock(clock).build().plan().execute(ProgressListener.NONE);
  }

  @Test
  void whoIsStoppedWhenItHasDecidedAndGoesOnAfterALaterDeploymentChangesNothing() throws Exception {
    sites.control.file("manifests/site.pp", "# two\n").push("two");
    try (FaultProcess slow =
        FaultProcess.start(
            List.of(), DeployPaused.class, topology.file().toString(), "puppet1.fra.test")) {
      slow.await("decided");
      slow.signal("STOP");
      sites.control.file("manifests/site.pp", "# three\n").push("three");
      // By the clock of this machine the lease of the other has run out.
      DeployResult fast = deploy(Clock.offset(Clock.systemUTC(), Lease.LENGTH.plusSeconds(60)));
      assertThat(fast.ok()).as(fast.toString()).isTrue();
      slow.tell("go on");
      slow.signal("CONT");
      assertThat(slow.rest())
          .containsSubsequence("fra.test", "\"failed\"")
          .contains("deployment 3 by", "is live there, which is later than 2");
    }
    for (Path site : List.of(sites.ams(), sites.fra())) {
      assertThat(site.resolve("production/manifests/site.pp")).hasContent("# three\n");
      assertThat(DeployedState.read(site).number()).isEqualTo(3);
    }
    DeployResult again = deploy(Clock.systemUTC());
    assertThat(again.servers()).extracting(ServerResult::state).containsOnly(State.UNCHANGED);
    assertThat(Debris.in(sites.fra())).isEmpty();
  }

  @Test
  void ofTwoProcessesAtOnceBothEndAndTheServersAgree() throws Exception {
    sites.control.file("manifests/site.pp", "# two\n").push("two");
    String config = topology.file().toString();
    try (FaultProcess one = FaultProcess.start(List.of(), DeployOnce.class, config);
        FaultProcess two = FaultProcess.start(List.of(), DeployOnce.class, config)) {
      String said = one.rest() + two.rest();
      assertThat(said).contains("\"active\"").doesNotContain("\"failed\"", "Exception");
    }
    for (Path site : List.of(sites.ams(), sites.fra())) {
      assertThat(site.resolve("production/manifests/site.pp")).hasContent("# two\n");
      assertThat(DeployedState.read(site).number()).isEqualTo(2);
      assertThat(Debris.in(site)).isEmpty();
    }
  }

  @Test
  void aServerThatComesBackTwoDeploymentsLaterIsBroughtToTheLastOne() throws Exception {
    topology = sites.topology("reachable");
    Files.move(root.resolve("fra"), root.resolve("down"));
    for (String text : List.of("# two\n", "# three\n")) {
      sites.control.file("manifests/site.pp", text).push(text);
      DeployResult result = deploy(Clock.systemUTC());
      assertThat(result.servers())
          .extracting(ServerResult::state)
          .containsExactly(State.ACTIVE, State.UNREACHABLE);
    }
    Files.move(root.resolve("down"), root.resolve("fra"));
    assertThat(sites.fra().resolve("production/manifests/site.pp")).hasContent("include ntp\n");
    DeployResult result = deploy(Clock.offset(Clock.systemUTC(), Duration.ofDays(-1)));
    assertThat(result.ok()).as(result.toString()).isTrue();
    for (Path site : List.of(sites.ams(), sites.fra())) {
      assertThat(site.resolve("production/manifests/site.pp")).hasContent("# three\n");
    }
    assertThat(DeployedState.read(sites.fra())).isEqualTo(DeployedState.read(sites.ams()));
  }
}

package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} when the first of two servers is switched and the second is not yet. */
class KilledBetweenServersTest {
  @TempDir Path root;

  @Test
  void theOtherServerIsBehindAndReconcileFinishesWhatWasDecided() throws Exception {
    TwoSites sites = new TwoSites(root.toRealPath());
    Topology topology = sites.topology("all");
    deploy(topology);
    sites.control.file("Puppetfile", sites.puppetfile("v2")).push("two");
    try (FaultProcess deployer =
        FaultProcess.start(
            List.of(), DieBetweenServers.class, topology.file().toString(), "puppet1.fra.test")) {
      assertThat(deployer.rest()).isEmpty();
    }
    assertThat(module(sites.ams())).contains("two");
    assertThat(module(sites.fra())).doesNotContain("two");
    // A commit that comes later is not decided: reconcile brings what is, and nothing newer.
    sites.control.file("Puppetfile", sites.puppetfile("v1")).push("three");
    Reconciler reconciler =
        new Reconciler(topology, "fra", Clock.systemUTC(), server -> Optional.empty());
    assertThat(reconciler.refresh().number()).isEqualTo(2);
    HostPort server = new HostPort("puppet1.fra.test", 8140);
    assertThat(reconciler.current().get(server).reason()).contains("2 is decided, 1 is live");
    List<ServerResult> results = reconciler.reconcile(ProgressListener.NONE);
    assertThat(results).extracting(ServerResult::state).containsExactly(State.ACTIVE);
    assertThat(reconciler.current().get(server).current()).isTrue();
    assertThat(module(sites.fra())).contains("two");
    for (Path site : List.of(sites.ams(), sites.fra())) {
      assertThat(Debris.in(site)).isEmpty();
      assertThat(DeployedState.read(site).number()).isEqualTo(2);
    }
  }

  @Test
  void theNextDeployGoesOnFromThere() throws Exception {
    TwoSites sites = new TwoSites(root.toRealPath());
    Topology topology = sites.topology("all");
    deploy(topology);
    sites.control.file("Puppetfile", sites.puppetfile("v2")).push("two");
    try (FaultProcess deployer =
        FaultProcess.start(
            List.of(), DieBetweenServers.class, topology.file().toString(), "puppet1.ams.test")) {
      assertThat(deployer.rest()).isEmpty();
    }
    DeployResult result = deploy(topology);
    assertThat(result.servers())
        .extracting(ServerResult::state)
        .containsExactly(State.ACTIVE, State.UNCHANGED);
    assertThat(module(sites.ams())).contains("two");
    assertThat(DeployedState.read(sites.ams())).isEqualTo(DeployedState.read(sites.fra()));
    assertThat(DeployedState.read(sites.ams()).number()).isEqualTo(2);
  }

  private static String module(Path site) throws Exception {
    return Files.readString(site.resolve("production/modules/ntp/manifests/init.pp"));
  }

  private static DeployResult deploy(Topology topology) {
    return Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
  }
}

package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.code.Contents;
import io.github.puppetha.io.DeleteTree;
import io.github.puppetha.io.Threads;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoDeployersTest {
  @TempDir Path root;
  private TwoSites sites;
  private Topology topology;

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
    topology = sites.topology("all");
  }

  private DeployResult deploy() {
    return Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
  }

  private void commit(String text) throws IOException {
    sites.control.file("manifests/site.pp", text + "\n").push(text);
  }

  private List<String> live() throws IOException {
    return List.of(
        Files.readString(sites.ams().resolve("production/manifests/site.pp")).strip(),
        Files.readString(sites.fra().resolve("production/manifests/site.pp")).strip());
  }

  /** Stops the one that executes when it has staged on a server, until it is let go. */
  private static ProgressListener stopping(CountDownLatch staged, CountDownLatch go) {
    return new ProgressListener() {
      @Override
      public void started(String task, long total) {}

      @Override
      public void advanced(String task, long done) {}

      @Override
      public void finished(String task) {
        staged.countDown();
        try {
          go.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  @Test
  void whoSleptPastItsLeaseIsStoppedByTheNumber() throws Exception {
    deploy();
    commit("# slow");
    CountDownLatch staged = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    DeployPlan slow = Deployer.builder(topology).build().plan();
    CompletableFuture<DeployResult> sleeper =
        Threads.start("test", () -> slow.execute(stopping(staged, go)));
    assertThat(staged.await(60, TimeUnit.SECONDS)).isTrue();
    loseLease();
    commit("# fast");
    assertThat(deploy().ok()).isTrue();
    go.countDown();
    DeployResult late = sleeper.get(60, TimeUnit.SECONDS);
    assertThat(late.decided()).isFalse();
    assertThat(late.outdated()).isTrue();
    assertThat(late.servers().get(0).message()).contains("deployment 2 by", "decided meanwhile");
    assertThat(live()).containsExactly("# fast", "# fast");
    assertThat(deploy().number()).isEqualTo(2);
  }

  private void loseLease() {
    try (Contents contents = Contents.open(root.resolve("judge"))) {
      StateStore store = StateStore.inGit(contents.git(sites.control.url()));
      StateStore.Entry held = store.read(Lease.NAME).orElseThrow();
      assertThat(LeaseHolder.read(held.text())).isPresent();
      store.write(Lease.NAME, held.token(), false, LeaseHolder.FREE, "lost").orElseThrow();
    }
  }

  @Test
  void aLaterDeploymentIsNeverReplacedByAnEarlierOneThatWasDecidedBefore() throws IOException {
    deploy();
    DeployPlan first = Deployer.builder(topology).build().plan();
    commit("# second");
    assertThat(deploy().number()).isEqualTo(2);
    DeployResult late = first.execute(ProgressListener.NONE);
    assertThat(late.servers()).extracting(ServerResult::state).containsOnly(State.FAILED);
    assertThat(late.servers().get(0).message())
        .contains("deployment 2 by " + Self.name() + " is live there, which is later than 1");
    assertThat(live()).containsExactly("# second", "# second");
  }

  @Test
  void aClockThatIsSetBackChangesNothingOfTheOrder() throws IOException {
    deploy();
    commit("# second");
    Clock past = Clock.fixed(Instant.now().minus(Duration.ofDays(400)), ZoneOffset.UTC);
    DeployResult result =
        Deployer.builder(topology).clock(past).build().plan().execute(ProgressListener.NONE);
    assertThat(result.ok()).isTrue();
    assertThat(result.number()).isEqualTo(2);
    commit("# third");
    assertThat(deploy().number()).isEqualTo(3);
    assertThat(live()).containsExactly("# third", "# third");
    assertThat(sites.ams().resolve(".puppet-ha/environments"))
        .isDirectoryContaining(p -> p.getFileName().toString().startsWith("production_"));
    DeployResult back =
        Deployer.builder(topology)
            .build()
            .rollback(java.util.OptionalLong.of(1))
            .execute(ProgressListener.NONE);
    assertThat(back.ok()).isTrue();
    assertThat(live()).containsExactly("include ntp", "include ntp");
  }

  @Test
  void ofTwoAtOnceOneWaitsForTheOther() throws Exception {
    deploy();
    commit("# second");
    CountDownLatch staged = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    DeployPlan one = Deployer.builder(topology).build().plan();
    CompletableFuture<DeployResult> first =
        Threads.start("test", () -> one.execute(stopping(staged, go)));
    assertThat(staged.await(60, TimeUnit.SECONDS)).isTrue();
    CountDownLatch told = new CountDownLatch(1);
    DeployPlan other = Deployer.builder(topology).by("ci@elsewhere").build().plan();
    CompletableFuture<DeployResult> second =
        Threads.start(
            "test",
            () ->
                other.execute(
                    new ProgressListener() {
                      @Override
                      public void started(String task, long total) {
                        if (task.contains(Self.name() + " has been deploying since")) {
                          told.countDown();
                        }
                      }

                      @Override
                      public void advanced(String task, long done) {}

                      @Override
                      public void finished(String task) {}
                    }));
    assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
    go.countDown();
    assertThat(first.get(60, TimeUnit.SECONDS).ok()).isTrue();
    DeployResult late = second.get(60, TimeUnit.SECONDS);
    assertThat(late.decided()).isFalse();
    assertThat(late.outdated()).isTrue();
    assertThat(live()).containsExactly("# second", "# second");
  }

  @Test
  void aRemoteThatTakesNoDecisionStopsAllBeforeAnythingIsStaged() throws IOException {
    deploy();
    commit("# second");
    try (ReadOnlyGit server = ReadOnlyGit.serve(sites.control.bare())) {
      String yaml = Files.readString(topology.file()).replace(sites.control.url(), server.url());
      Files.writeString(topology.file(), yaml);
      DeployPlan plan = Deployer.builder(Topology.load(topology.file())).build().plan();
      assertThatThrownBy(() -> plan.execute(ProgressListener.NONE))
          .hasMessageContaining("refs/puppet-ha/ of " + server.url())
          .hasMessageContaining("state: { directory: PATH }");
      assertThat(live()).containsExactly("include ntp", "include ntp");
      assertThat(StoreState.read(new StoreLayout(sites.ams())).decision().number()).isEqualTo(1);
      Files.writeString(
          topology.file(), yaml.replace("minPerSite: 0", "state: { directory: state }"));
      assertThatThrownBy(() -> Deployer.builder(Topology.load(topology.file())).build().plan())
          .hasMessageContaining("puppet1.ams.test:8140 has deployment 1")
          .hasMessageContaining("recorded in " + root.toRealPath().resolve("state") + " is 0")
          .hasMessageContaining("-Dpuppet-ha.raiseNumber=1000");
    }
  }

  @Test
  void theStateMovesToAMirrorByARaisedNumberAndTheOldPlaceIsRefused() throws IOException {
    deploy();
    Topology old = topology;
    String yaml = Files.readString(topology.file());
    Path elsewhere = root.resolve("moved.yaml");
    Files.writeString(elsewhere, yaml.replace("minPerSite: 0", "state: { directory: state }"));
    Topology moved = Topology.load(elsewhere);
    assertThatThrownBy(() -> Deployer.builder(moved).raiseNumber(1).build().plan())
        .hasMessageContaining("cannot be raised to 1");
    DeployResult raised =
        Deployer.builder(moved).raiseNumber(1000).build().plan().execute(ProgressListener.NONE);
    assertThat(raised.ok()).isTrue();
    assertThat(raised.number()).isEqualTo(1000);
    commit("# by the old place");
    assertThatThrownBy(() -> Deployer.builder(old).build().plan())
        .hasMessageContaining("has deployment 1000")
        .hasMessageContaining("recorded in refs/puppet-ha/ of " + sites.control.url() + " is 1");
    Deployer.builder(moved).build().plan().execute(ProgressListener.NONE);
    assertThat(DeployedState.read(sites.ams()).number()).isEqualTo(1001);
    assertThat(Deployer.builder(moved).build().history(9))
        .extracting(d -> d.decision().why())
        .containsExactly("", "number raised");
  }

  @Test
  void twoPlacesThatGaveTheSameNumberAreToldApart() throws IOException {
    deploy();
    DeleteTree.delete(sites.ams());
    DeleteTree.delete(sites.fra());
    Path elsewhere = root.resolve("second.yaml");
    String yaml = Files.readString(topology.file());
    Files.writeString(elsewhere, yaml.replace("minPerSite: 0", "state: { directory: state }"));
    DeployPlan other = Deployer.builder(Topology.load(elsewhere)).build().plan();
    assertThat(deploy().ok()).isTrue();
    DeployResult result = other.execute(ProgressListener.NONE);
    assertThat(result.ok()).isFalse();
    assertThat(result.servers().get(0).message())
        .contains("another deployment 1", "deploy.state", "raiseNumber");
  }

  @Test
  void whatIsTriedOutOnOneServerIsNotDecided() throws IOException {
    deploy();
    commit("# trial");
    DeployPlan plan = Deployer.builder(topology).servers(Set.of("puppet1.ams.test")).build().plan();
    assertThat(plan.warnings())
        .anySatisfy(
            w ->
                assertThat(w)
                    .contains(
                        "on puppet1.ams.test:8140 alone", "deployment 1 stays", "rollback to 1"));
    DeployResult trial = plan.execute(ProgressListener.NONE);
    assertThat(trial.ok()).isTrue();
    assertThat(DeployJson.write(trial)).contains("\"trial\" : true");
    assertThat(live()).containsExactly("# trial", "include ntp");
    Reconciler ams = new Reconciler(topology, "ams", Clock.systemUTC(), server -> Optional.empty());
    ams.reconcile(ProgressListener.NONE);
    assertThat(live()).as("a trial stays").containsExactly("# trial", "include ntp");
    assertThat(ams.current().values())
        .allSatisfy(s -> assertThat(s.current()).isTrue())
        .extracting(Reconciler.Standing::reason)
        .containsExactly("another code than decided is tried out there");
    DeployResult all = deploy();
    assertThat(all.number()).isEqualTo(2);
    assertThat(live()).containsExactly("# trial", "# trial");
    assertThat(DeployJson.write(all)).doesNotContain("trial\"");
  }

  @Test
  void aRollbackToWhatIsDecidedEndsATrial() throws IOException {
    deploy();
    commit("# trial");
    Deployer.builder(topology)
        .servers(Set.of("puppet1.ams.test"))
        .build()
        .plan()
        .execute(ProgressListener.NONE);
    DeployResult back =
        Deployer.builder(topology)
            .build()
            .rollback(OptionalLong.of(1))
            .execute(ProgressListener.NONE);
    assertThat(back.ok()).isTrue();
    assertThat(live()).containsExactly("include ntp", "include ntp");
  }

  @Test
  void aTrialEndsWithTheNextDeploymentOfAll() throws IOException {
    deploy();
    sites.control.git("tag", "good");
    commit("# trial");
    Deployer.builder(topology)
        .servers(Set.of("puppet1.ams.test"))
        .build()
        .plan()
        .execute(ProgressListener.NONE);
    sites.control.git("push", "-q", "-f", "origin", "good:production");
    assertThat(deploy().number()).isEqualTo(1);
    assertThat(live()).containsExactly("include ntp", "include ntp");
  }
}

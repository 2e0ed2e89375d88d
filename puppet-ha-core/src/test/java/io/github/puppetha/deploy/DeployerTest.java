package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployerTest {
  @TempDir Path root;
  private TwoSites sites;

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
  }

  @Test
  void branchesBecomeEnvironmentsInTheShapeOnDisk() throws IOException {
    sites.control.branch("feature-x").push("another branch");
    DeployResult result = deploy(sites.topology("all"));
    assertThat(result.ok()).isTrue();
    assertThat(result.servers())
        .extracting(ServerResult::environment)
        .containsExactly("feature_x", "production", "feature_x", "production");
    assertThat(result.servers()).extracting(ServerResult::state).containsOnly(State.ACTIVE);
    Path live = sites.ams().resolve("production");
    String revision = result.servers().get(1).newRevision();
    Path target = Files.readSymbolicLink(live);
    assertThat(target)
        .isEqualTo(sites.ams().resolve(".puppet-ha/environments/production_" + revision));
    assertThat(Files.readSymbolicLink(sites.ams().resolve("production_" + revision)))
        .isEqualTo(target);
    Path module = live.resolve("modules/ntp");
    assertThat(Files.readSymbolicLink(module)).isAbsolute();
    assertThat(module.resolve("manifests/init.pp")).hasContent("class ntp { }\n");
    assertThat(module.resolve("spec")).doesNotExist();
    assertThat(live.resolve(".r10k-deploy.json")).content().contains("\"signature\"", "ntp");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(module.resolve("manifests/init.pp"))))
        .isEqualTo("rw-r--r--");
    assertThat(DeployedState.read(sites.fra()).number()).isEqualTo(1);
    assertThat(Files.list(sites.ams().resolve(".puppet-ha/tmp"))).isEmpty();
  }

  @Test
  void whatIsToBeKnownOfAServerThatWasNotAskedIsSaidOnceAndOnlyWhereItChanges() throws IOException {
    Topology topology = sites.topology("all");
    DeployPlan first = Deployer.builder(topology).build().plan();
    assertThat(first.warnings()).anyMatch(w -> w.contains("no gateway keeps the runs of ams's"));
    assertThat(first.lines()).noneMatch(line -> line.contains("no gateway"));
    assertThat(first.execute(ProgressListener.NONE).servers())
        .extracting(ServerResult::message)
        .allSatisfy(
            message ->
                assertThat(message)
                    .contains("not told, nor asked whether it loads this", "no 'identity'")
                    .contains("versioned_environment_dirs = true"));
    DeployPlan again = Deployer.builder(topology).build().plan();
    assertThat(again.warnings()).isEmpty();
    assertThat(again.lines()).containsExactly("2 unchanged");
  }

  @Test
  void thePlanSaysWhichModulesChange() throws IOException {
    Topology topology = sites.topology("all");
    deploy(topology);
    String ntp = sites.puppetfile("v2");
    sites.control.file("Puppetfile", ntp + ntp.replace("'ntp'", "'time'")).push("v2");
    assertThat(Deployer.builder(topology).build().plan().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "modules of production: ntp [0-9a-f]{10} -> [0-9a-f]{10}, new time"
                            + " [0-9a-f]{10}"));
    deploy(topology);
    sites.control.file("Puppetfile", ntp).push("one less");
    assertThat(Deployer.builder(topology).build().plan().lines())
        .contains("modules of production: time goes");
  }

  @Test
  void eachServersWorkIsToldStepByStepAndNoneWhereNothingChanges() throws IOException {
    Topology topology = sites.topology("all");
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void started(String task, long steps) {
            told.add(task + " begins, " + steps);
          }

          @Override
          public void advanced(String task, long steps) {
            told.add(task + " +" + steps);
          }

          @Override
          public void finished(String task) {
            told.add(task + " ends");
          }
        };
    Deployer.builder(topology).build().plan().execute(listener);
    assertThat(told.stream().filter(line -> line.contains("ams")))
        .containsExactly(
            "stage puppet1.ams.test:8140 begins, 2",
            "stage puppet1.ams.test:8140 +1",
            "stage puppet1.ams.test:8140 +1",
            "stage puppet1.ams.test:8140 ends",
            "switch puppet1.ams.test:8140 begins, 0",
            "switch puppet1.ams.test:8140 ends");
    told.clear();
    Deployer.builder(topology).build().plan().execute(listener);
    assertThat(told).isEmpty();
  }

  @Test
  void unchangedMeansNothingIsDone() throws IOException {
    deploy(sites.topology("all"));
    DeployResult again = deploy(sites.topology("all"));
    assertThat(again.servers()).extracting(ServerResult::state).containsOnly(State.UNCHANGED);
    assertThat(again.servers()).extracting(ServerResult::bytesSent).containsOnly(0L);
    assertThat(DeployedState.read(sites.ams()).number()).isEqualTo(1);
  }

  @Test
  void aChangeIsSwitchedEverywhereAndTheDecisionIsInGit() throws IOException {
    deploy(sites.topology("all"));
    String commit = sites.control.file("Puppetfile", sites.puppetfile("v2")).push("second");
    DeployResult result = deploy(sites.topology("all"));
    assertThat(result.servers()).extracting(ServerResult::state).containsOnly(State.ACTIVE);
    for (Path site : List.of(sites.ams(), sites.fra())) {
      assertThat(site.resolve("production/modules/ntp/manifests/init.pp"))
          .content()
          .contains("two");
    }
    String decided =
        sites.control.git(
            "--git-dir",
            sites.control.bare().toString(),
            "show",
            "refs/puppet-ha/deployments:deployment.json");
    assertThat(decided).contains("\"number\" : 2", commit);
    assertThat(DeployJson.write(result)).contains("\"state\" : \"active\"", "\"oldRevision\"");
  }

  @Test
  void anUnreachableServerStopsAllUnderPolicyAll() throws IOException {
    deploy(sites.topology("all"));
    sites.control.file("manifests/site.pp", "# new\n").push("second");
    Files.move(root.resolve("fra"), root.resolve("gone"));
    DeployResult result = deploy(sites.topology("all"));
    assertThat(result.ok()).isFalse();
    assertThat(result.servers())
        .extracting(ServerResult::state)
        .containsExactly(State.STAGED, State.UNREACHABLE);
    assertThat(result.servers().get(0).message()).contains("puppet1.fra.test:8140");
    assertThat(sites.ams().resolve("production/manifests/site.pp")).hasContent("include ntp\n");
  }

  @Test
  void whatWasAwayIsBehindUntilItIsReconciled() throws IOException {
    Topology topology = sites.topology("reachable");
    deploy(topology);
    sites.control.file("manifests/site.pp", "# new\n").push("second");
    Files.move(root.resolve("fra"), root.resolve("gone"));
    DeployResult result = deploy(topology);
    assertThat(result.ok()).isTrue();
    assertThat(result.servers())
        .extracting(ServerResult::state)
        .containsExactly(State.ACTIVE, State.UNREACHABLE);
    Files.move(root.resolve("gone"), root.resolve("fra"));
    Reconciler reconciler =
        new Reconciler(topology, "fra", Clock.systemUTC(), server -> Optional.empty());
    HostPort server = new HostPort("puppet1.fra.test", 8140);
    assertThat(reconciler.refresh().number()).isEqualTo(2);
    assertThat(reconciler.current().get(server).current()).isFalse();
    assertThat(reconciler.current().get(server).reason()).contains("2 is decided, 1 is live");
    reconciler.reconcile(ProgressListener.NONE);
    assertThat(reconciler.current().get(server).current()).isTrue();
    assertThat(sites.fra().resolve("production/manifests/site.pp")).hasContent("# new\n");
  }

  @Test
  void aBrokenPuppetfileOrMissingRefIsToldWithItsPlace() throws IOException {
    sites.control.file("Puppetfile", "mod 'ntp', git: ENV['X'], ref: 'v1'\n").push("broken");
    assertThatThrownBy(() -> deploy(sites.topology("all")))
        .isInstanceOfSatisfying(
            DeployRefusedException.class,
            refused ->
                assertThat(DeployJson.write(refused))
                    .contains("\"decided\" : false", "\"file\" : \"production:Puppetfile\"")
                    .contains("\"line\" : 1", "\"column\" : 17", "puppetfile/unsupported_ruby"))
        .hasMessageContaining("production:Puppetfile:1:17")
        .hasMessageContaining("ENV");
    sites.control.file("Puppetfile", sites.puppetfile("v9")).push("no such ref");
    assertThatThrownBy(() -> deploy(sites.topology("all")))
        .hasMessageContaining("has no branch, tag or commit 'v9'")
        .hasMessageContaining("production:Puppetfile:1:");
    sites.control.file("Puppetfile", "mod 'x', git: 'file:///no/such', ref: 'v1'\n").push("gone");
    assertThatThrownBy(() -> deploy(sites.topology("all")))
        .hasMessageContaining("file:///no/such")
        .hasMessageContaining("no git repository");
    assertThat(sites.ams()).doesNotExist();
  }

  @Test
  void aRemovedBranchTakesItsEnvironmentWithIt() throws IOException {
    sites.control.branch("old").push("old");
    deploy(sites.topology("all"));
    assertThat(sites.ams().resolve("old")).isSymbolicLink();
    sites.control.git("push", "-q", "origin", ":old");
    deploy(sites.topology("all"));
    assertThat(sites.ams().resolve("old")).doesNotExist();
    assertThat(sites.ams().resolve("production")).isSymbolicLink();
  }

  @Test
  void onlyTheNamedEnvironmentIsDeployed() throws IOException {
    sites.control.branch("test").push("test");
    Topology topology = sites.topology("all");
    Deployer.builder(topology)
        .environments(Set.of("production"))
        .build()
        .plan()
        .execute(ProgressListener.NONE);
    assertThat(sites.ams().resolve("test")).doesNotExist();
    assertThatThrownBy(() -> Deployer.builder(topology).environments(Set.of("nope")).build().plan())
        .hasMessageContaining("'nope'")
        .hasMessageContaining("production, test");
  }

  @Test
  void aPlainDirectoryInAnEnvironmentsPlaceIsRefusedOrTakenOver() throws IOException {
    Files.createDirectories(sites.ams().resolve("production/manifests"));
    Topology topology = sites.topology("all");
    DeployResult refused = deploy(topology);
    assertThat(refused.servers().get(0).state()).isEqualTo(State.FAILED);
    assertThat(refused.servers().get(0).message()).contains("was not put there by puppet-ha");
    assertThat(sites.fra().resolve("production")).doesNotExist();
    DeployResult taken =
        Deployer.builder(topology).takeOver(true).build().plan().execute(ProgressListener.NONE);
    assertThat(taken.ok()).isTrue();
    assertThat(Files.list(sites.ams().resolve(".puppet-ha/replaced"))).hasSize(1);
  }

  @Test
  void anEmptyDirectoryAsPuppetMakesItIsReplaced() throws IOException {
    Files.createDirectories(sites.ams().resolve("production"));
    assertThat(deploy(sites.topology("all")).ok()).isTrue();
    assertThat(sites.ams().resolve("production")).isSymbolicLink();
  }

  @Test
  void aServerWithoutVersionedEnvironmentDirsIsRefused() throws IOException {
    Path conf = root.resolve("puppet.conf");
    Files.writeString(conf, "[main]\nserver = x\n");
    DeployResult result = deploy(sites.topology("all", ", puppetConf: " + conf));
    assertThat(result.servers())
        .extracting(ServerResult::state)
        .containsExactly(State.STAGED, State.FAILED);
    assertThat(result.servers().get(1).message()).contains("versioned_environment_dirs = true");
    Files.writeString(conf, "[main]\nversioned_environment_dirs = true\n");
    assertThat(deploy(sites.topology("all", ", puppetConf: " + conf)).ok()).isTrue();
  }

  @Test
  void whatValidateWouldSayOfAServersPuppetConfIsInThePlan() throws IOException {
    Path conf = root.resolve("puppet.conf");
    Files.writeString(conf, "[server]\nversioned_environment_dirs = true\nenviromentpath = /x\n");
    Topology topology = sites.topology("all", ", puppetConf: " + conf);
    assertThat(Deployer.builder(topology).build().plan().warnings())
        .filteredOn(w -> w.contains("puppet.conf"))
        .singleElement()
        .asString()
        .startsWith(conf + ":3:1: warning: ")
        .contains("'environmentpath'", "[conf/unknown_setting]");
    Files.writeString(conf, "[server]\nversioned_environment_dirs = true\n");
    assertThat(Deployer.builder(topology).build().plan().warnings())
        .noneMatch(w -> w.contains("puppet.conf"));
  }

  @Test
  void aServerWithSeveralEnvironmentDirectoriesOrThreadsInAJrubyIsRefused() throws IOException {
    Path conf = root.resolve("puppet.conf");
    Path confd = Files.createDirectories(root.resolve("conf.d"));
    String versioned = "[main]\nversioned_environment_dirs = true\n";
    Files.writeString(conf, versioned + "environmentpath = /a:/b\n");
    String settings = ", puppetConf: " + conf + ", puppetserverConf: " + confd;
    DeployResult result = deploy(sites.topology("all", settings));
    assertThat(result.decided()).isFalse();
    assertThat(result.servers().get(1).message())
        .contains("'environmentpath = " + sites.fra() + "' in " + conf);
    Files.writeString(conf, versioned);
    Files.writeString(
        confd.resolve("puppetserver.conf"), "jruby-puppet: { multithreaded: true }\n");
    result = deploy(sites.topology("all", settings));
    assertThat(result.decided()).isFalse();
    assertThat(result.servers().get(1).message())
        .contains("'jruby-puppet.multithreaded: false' in " + confd);
    Files.writeString(confd.resolve("puppetserver.conf"), "");
    assertThat(deploy(sites.topology("all", settings)).ok()).isTrue();
  }

  @Test
  void whatIsNoLongerLiveGoesAfterItsTime() throws IOException {
    Topology topology = sites.topology("all");
    deploy(topology);
    sites.control.file("Puppetfile", sites.puppetfile("v2")).push("second");
    deploy(topology);
    Path trees = sites.ams().resolve(".puppet-ha/environments");
    assertThat(directories(trees)).isEqualTo(2);
    Clock later = Clock.fixed(Instant.now().plus(Duration.ofHours(25)), ZoneOffset.UTC);
    Deployer.builder(topology)
        .clock(later)
        .keepDeployments(0)
        .build()
        .plan()
        .execute(ProgressListener.NONE);
    assertThat(directories(trees)).isEqualTo(1);
    assertThat(directories(sites.ams().resolve(".puppet-ha/modules"))).isEqualTo(1);
    assertThat(sites.ams().resolve("production/modules/ntp/manifests/init.pp")).exists();
  }

  private static long directories(Path parent) throws IOException {
    try (var entries = Files.list(parent)) {
      return entries.filter(Files::isDirectory).count();
    }
  }

  private static DeployResult deploy(Topology topology) {
    return Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
  }
}

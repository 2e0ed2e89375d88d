package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server's disk is full, read-only, or no longer ours, before and after the decision. */
class DiskFaultsTest {
  @TempDir Path root;
  private TwoSites sites;
  private SmallDisk disk;
  private Topology topology;

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
    disk = SmallDisk.mount(root.toRealPath().resolve("fra"), "1m");
    topology = sites.topology("all");
    assertThat(deploy(Switches.NONE).ok()).isTrue();
  }

  @AfterEach
  void unmount() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  private DeployResult deploy(Switches switches) {
    return Deployer.builder(topology)
        .switches(switches)
        .build()
        .plan()
        .execute(ProgressListener.NONE);
  }

  /** Something happens when it is decided and the server in fra is about to be switched. */
  private static Switches whenDecided(Runnable fault) {
    return new Switches() {
      @Override
      public Optional<String> begin(HostPort server, Map<String, String> trees) {
        if (server.host().contains("fra")) {
          fault.run();
        }
        return Optional.empty();
      }

      @Override
      public Optional<String> end(HostPort server, Map<String, String> trees) {
        return Optional.empty();
      }
    };
  }

  private void large(String text) throws IOException {
    byte[] noise = new byte[2_000_000];
    new Random(1).nextBytes(noise);
    Files.write(sites.control.work().resolve("noise"), noise);
    sites.control.file("manifests/site.pp", text).push("large");
  }

  private void assertOld() {
    for (Path site : List.of(sites.ams(), sites.fra())) {
      assertThat(site.resolve("production/manifests/site.pp")).hasContent("include ntp\n");
    }
  }

  private void assertMended(String text) throws IOException {
    DeployResult result = deploy(Switches.NONE);
    assertThat(result.ok()).as(result.toString()).isTrue();
    for (Path site : List.of(sites.ams(), sites.fra())) {
      assertThat(site.resolve("production/manifests/site.pp")).hasContent(text);
      assertThat(Debris.in(site)).isEmpty();
    }
    assertThat(DeployedState.read(sites.ams())).isEqualTo(DeployedState.read(sites.fra()));
  }

  @Test
  void aDiskThatIsFullWhileStagingLeavesEveryServerAsItWas() throws IOException {
    large("# new\n");
    DeployResult result = deploy(Switches.NONE);
    assertThat(result.servers())
        .extracting(ServerResult::state)
        .containsExactly(State.STAGED, State.FAILED);
    assertThat(result.servers().get(1).message()).contains("No space left on device");
    assertThat(result.decided()).isFalse();
    assertOld();
    assertThat(Debris.in(sites.fra())).isEmpty();
    disk.remount("size=8m");
    assertMended("# new\n");
  }

  @Test
  void aDiskThatIsFullWhenItIsDecidedLeavesTheServerAtTheOldRevisionWhole() throws IOException {
    sites.control.file("manifests/site.pp", "# new\n").push("new");
    DeployResult result = deploy(whenDecided(disk::fill));
    assertThat(result.servers())
        .extracting(ServerResult::state)
        .containsExactly(State.ACTIVE, State.FAILED);
    assertThat(result.servers().get(1).message())
        .contains("switching failed")
        .contains("No space left on device");
    assertThat(sites.fra().resolve("production/manifests/site.pp")).hasContent("include ntp\n");
    disk.empty();
    assertMended("# new\n");
  }

  @Test
  void aReadOnlyDiskIsToldBeforeAnythingIsDone() throws IOException {
    sites.control.file("manifests/site.pp", "# new\n").push("new");
    disk.remount("ro");
    DeployResult result = deploy(Switches.NONE);
    assertThat(result.servers().get(1).state()).isEqualTo(State.UNREACHABLE);
    assertThat(result.servers().get(1).message()).contains("may not write to " + sites.fra());
    assertOld();
    disk.remount("rw");
    assertMended("# new\n");
  }

  @Test
  void aDiskThatBecomesReadOnlyWhenItIsDecided() throws IOException {
    sites.control.file("manifests/site.pp", "# new\n").push("new");
    DeployResult result = deploy(whenDecided(() -> disk.remount("ro")));
    assertThat(result.servers())
        .extracting(ServerResult::state)
        .containsExactly(State.ACTIVE, State.FAILED);
    assertThat(result.servers().get(1).message()).contains("Read-only file system");
    assertThat(sites.fra().resolve("production/manifests/site.pp")).hasContent("include ntp\n");
    disk.remount("rw");
    assertMended("# new\n");
  }

  /** In a process that has not root's right to write everywhere. */
  @Test
  void permissionThatIsLostMidway() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv on this machine");
    sites.control.file("manifests/site.pp", "# new\n").push("new");
    String rights = "-dac_override,-dac_read_search";
    List<String> plain = List.of("setpriv", "--bounding-set", rights, "--inh-caps", rights);
    Path store = sites.fra().resolve(".puppet-ha");
    try (FaultProcess deployer =
        FaultProcess.start(
            plain, DeployPaused.class, topology.file().toString(), "puppet1.fra.test")) {
      deployer.await("decided");
      for (Path directory : List.of(sites.fra(), store)) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
      }
      deployer.tell("go on");
      assertThat(deployer.rest())
          .containsSubsequence("ams.test", "\"active\"", "fra.test", "\"failed\"")
          .contains("switching failed", "permission denied", store.toString());
    }
    assertThat(sites.fra().resolve("production/manifests/site.pp")).hasContent("include ntp\n");
    try (FaultProcess deployer =
        FaultProcess.start(plain, DeployOnce.class, topology.file().toString())) {
      assertThat(deployer.rest()).contains("may not write to " + sites.fra());
    }
    for (Path directory : List.of(sites.fra(), store)) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assertMended("# new\n");
  }
}

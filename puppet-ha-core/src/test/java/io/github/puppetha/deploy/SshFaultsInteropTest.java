package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.code.Ssh;
import io.github.puppetha.soak.Soak;
import io.github.puppetha.sshd.RealSshd;
import io.github.puppetha.topology.Topology;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on the way to a server, caused with the real sshd. */
class SshFaultsInteropTest {
  private static final int KILLS = Soak.rounds(30);

  @TempDir Path temporary;
  private Path root;
  private TwoSites sites;
  private RealSshd sshd;

  @BeforeAll
  static void need() {
    RealSshd.need();
  }

  @BeforeEach
  void start() throws IOException {
    root = temporary.toRealPath();
    sites = new TwoSites(root);
    sshd = RealSshd.start(root.resolve("sshd"));
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  private Topology topology() throws IOException {
    Path file = root.resolve("puppet-ha.yaml");
    String to = "ssh://" + sshd.user() + "@127.0.0.1:" + sshd.port();
    Files.writeString(
        file,
        """
        code:
          cache: cache
          ssh: "%s"
          sources:
            control: { remote: "%s" }
        sites:
          ams:
            servers:
              - { host: puppet1.ams.test, code: "%s" }
          fra:
            servers:
              - { host: puppet1.fra.test, code: "%s" }
        """
            .formatted(sshd.config(), sites.control.url(), to + sites.ams(), to + sites.fra()));
    return Topology.load(file);
  }

  private static DeployResult deploy(Topology topology) {
    return Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
  }

  private TargetDirectory open(Topology topology) {
    return Target.of(topology.sites(), Ssh.of(sshd.config())).get(0).open();
  }

  private static Activation switching(Duration patience) {
    return new Activation(patience, Duration.ofHours(1), 0, false, Instant.now(), Map.of());
  }

  @Test
  void aKilledDeployerLeavesAWholeTreeAndTheNextOneEndsClean() throws Exception {
    Topology topology = topology();
    sites.control.file("revision", "1\n").push("one");
    String first = sites.control.git("rev-parse", "HEAD^{tree}").strip();
    deploy(topology);
    sites.control.file("revision", "2\n").file("Puppetfile", sites.puppetfile("v2"));
    sites.control.push("two");
    String second = sites.control.git("rev-parse", "HEAD^{tree}").strip();
    Random random = Soak.random(SshFaultsInteropTest.class);
    for (int i = 0; i < KILLS; i++) {
      killOne(topology.file(), "production=" + first + "," + second, random.nextInt(3_000));
      sites.control.unlock();
      for (Path site : List.of(sites.ams(), sites.fra())) {
        Path tree = site.resolve("production").toRealPath();
        boolean two = Files.readString(tree.resolve("revision")).equals("2\n");
        assertThat(Files.readString(tree.resolve("modules/ntp/manifests/init.pp")).contains("two"))
            .isEqualTo(two);
      }
    }
    sites.control.git("fetch", "-q", "origin");
    sites.control.git("reset", "-q", "--hard", "origin/production");
    sites.control.file("revision", "3\n").push("three");
    DeployResult after = deploy(topology);
    assertThat(after.ok()).as(after.toString()).isTrue();
    for (Path site : List.of(sites.ams(), sites.fra())) {
      assertThat(site.resolve("production/revision")).hasContent("3\n");
      assertThat(SshDeployInteropTest.debris(site)).isEmpty();
    }
  }

  private void killOne(Path yaml, String branch, int millis) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(DeployLoop.class.getName(), yaml.toString()));
    command.addAll(List.of(sites.control.bare().toString(), branch));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null && !line.equals("ready")) {
        line = out.readLine();
      }
      assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).as("it died of itself").isFalse();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aCutConnectionLeavesEverythingAsItWas() throws Exception {
    Topology topology = topology();
    deploy(topology);
    Path live = sites.ams().resolve("production").toRealPath();
    StringBuilder large = new StringBuilder();
    Random random = new Random(3);
    for (int i = 0; i < 400_000; i++) {
      large.append(Long.toString(random.nextLong(), 36)).append('\n');
    }
    sites.control.file("large", large.toString()).push("large");
    Thread cutter = new Thread(this::cutWhenItArrives, "cutter");
    cutter.start();
    DeployResult cut = deploy(topology);
    cutter.join();
    assertThat(cut.servers())
        .as(cut.toString())
        .anySatisfy(
            s -> {
              assertThat(s.state()).isEqualTo(State.FAILED);
              assertThat(s.message()).contains("the connection to 127.0.0.1 was cut");
            });
    assertThat(sites.ams().resolve("production").toRealPath()).isEqualTo(live);
    assertThat(deploy(topology).ok()).isTrue();
    assertThat(sites.ams().resolve("production/large")).hasContent(large.toString());
    assertThat(SshDeployInteropTest.debris(sites.ams())).isEmpty();
  }

  private void cutWhenItArrives() {
    Path store = sites.ams().resolve(".puppet-ha/tmp");
    while (true) {
      try (Stream<Path> found = Files.find(store, 3, (p, a) -> p.endsWith("large"))) {
        if (found.findAny().isPresent()) {
          sshd.cut();
          return;
        }
      } catch (IOException | java.io.UncheckedIOException e) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void deployersBySshAndByFileExcludeEachOther() throws Exception {
    Topology topology = topology();
    deploy(topology);
    sites.control.file("x", "x").push("second");
    DeployPlan plan = Deployer.builder(topology).build().plan();
    StoreLayout layout = new StoreLayout(sites.ams());
    try (TargetDirectory directory = open(topology)) {
      DirectoryLock held = DirectoryLock.acquire(layout.lock(), Duration.ofSeconds(5));
      try {
        assertThatThrownBy(
                () -> directory.activate(plan.decision(), switching(Duration.ofSeconds(1))))
            .hasMessageContaining("another deployment has been at work");
      } finally {
        held.close();
      }
    }
    Process shell =
        new ProcessBuilder(
                "flock", layout.store().resolve("flock").toString(), "sh", "-c", "echo; cat")
            .start();
    assertThat(shell.getInputStream().read()).isEqualTo('\n');
    assertThatThrownBy(() -> DirectoryLock.acquire(layout.lock(), Duration.ofMillis(300)))
        .hasMessageContaining("another deployment, by ssh, has been at work in " + sites.ams());
    shell.getOutputStream().close();
    shell.waitFor();
    DirectoryLock.acquire(layout.lock(), Duration.ofSeconds(5)).close();
    assertThat(deploy(topology).ok()).isTrue();
  }

  @Test
  void aSessionThatNobodyHoldsIsRemovedAndAHeldOneStays() throws Exception {
    Topology topology = topology();
    deploy(topology);
    Path temporary = sites.ams().resolve(".puppet-ha/tmp");
    for (String name : List.of("dead", "alive")) {
      Files.createDirectories(temporary.resolve(name + "/tree"));
      Files.writeString(temporary.resolve(name + ".flock"), "");
    }
    Process holder =
        new ProcessBuilder("flock", temporary.resolve("alive.flock") + "", "sh", "-c", "echo; cat")
            .start();
    assertThat(holder.getInputStream().read()).isEqualTo('\n');
    sites.control.file("x", "x").push("second");
    assertThat(deploy(topology).ok()).isTrue();
    assertThat(temporary.resolve("dead")).doesNotExist();
    assertThat(temporary.resolve("alive/tree")).exists();
    holder.getOutputStream().close();
  }

  @Test
  void whatAServerLacksIsNamedInThePlan() throws Exception {
    Path bin = Files.createDirectories(sshd.directory().resolve("bin"));
    for (String program : List.of("sh", "head", "gzip", "tar", "id", "grep", "mv", "sync")) {
      Path script = bin.resolve(program);
      Files.writeString(script, "#!/usr/bin/sh\nexec /usr/bin/" + program + " \"$@\"\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.writeString(sshd.directory().resolve(".bashrc"), "PATH=" + bin + "\necho hello\n");
    try (TargetDirectory directory = open(topology())) {
      Target.Obstacle obstacle = directory.obstacle();
      assertThat(obstacle).isNotNull();
      assertThat(obstacle.message()).contains("127.0.0.1 lacks flock").contains("install it there");
    }
  }

  @Test
  void aDirectoryWithoutItsParentIsNamed() throws Exception {
    Path parent = sites.ams().getParent();
    Files.delete(parent);
    try (TargetDirectory directory = open(topology())) {
      Target.Obstacle obstacle = directory.obstacle();
      assertThat(obstacle).isNotNull();
      assertThat(obstacle.message())
          .isEqualTo("127.0.0.1: there is no directory " + parent + " there");
      assertThat(Files.exists(parent, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }
  }
}

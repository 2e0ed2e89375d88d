package io.github.puppetha.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.Deployer;
import io.github.puppetha.deploy.Reconciler;
import io.github.puppetha.deploy.State;
import io.github.puppetha.io.Processes;
import io.github.puppetha.testkit.AgentRun;
import io.github.puppetha.testkit.FakeAgent;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site that deploys to its own servers what its mirror of the control repo says was decided: with
 * the WAN, while it is cut, and afterwards. Nobody else can write to its servers.
 */
@Timeout(120)
class CutSiteTest {
  @TempDir Path temporary;
  private Path root;
  private FakeMaster server;
  private FakeAgent agent;
  private int gatewayPort;
  private final List<AgentRun> runs = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    root = temporary.toRealPath();
    git(root, "init", "-q", "--bare", "-b", "production", "control.git");
    git(root, "init", "-q", "--bare", "-b", "production", "mirror.git");
    git(root, "init", "-q", "-b", "production", "work");
    Files.createDirectories(root.resolve("ams"));
    Path environments = Files.createDirectories(root.resolve("fra/environments"));
    server =
        FakeMaster.builder()
            .name("puppet1.fra.test")
            .headerIdentity()
            .administrators("gw.fra.test")
            .environments(environments)
            .start();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      gatewayPort = socket.getLocalPort();
    }
    agent =
        FakeAgent.builder("agent.test", new HostPort("gw.fra.test", gatewayPort))
            .resolver(FakeMaster.loopback())
            .identity(server.issue("agent.test"), server.trust())
            .build();
  }

  @AfterEach
  void close() {
    agent.close();
    server.close();
  }

  private static void git(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of("-c", "user.name=t", "-c", "user.email=t@example.test"));
    command.addAll(List.of(arguments));
    Map<String, String> environment =
        Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1");
    Processes.Result result =
        Processes.run(command, directory, environment, Duration.ofSeconds(30));
    if (!result.ok()) {
      throw new IOException(command + ": " + result.err());
    }
  }

  /** As a machine of its site sees things: another site's disks are not there. */
  private Topology topology(String site) throws IOException {
    String there = "file://" + root + "/no-such-mount/environments";
    String fra = "file://" + root + "/fra/environments";
    Path file = root.resolve(site + ".yaml");
    Files.writeString(
        file,
        """
        code:
          cache: cache-%1$s
          sources:
            control: { remote: "file://%2$s/control.git", mirrors: { fra: "file://%2$s/mirror.git" } }
        deploy: { policy: reachable, minPerSite: 0 }
        sites:
          ams:
            servers: [{ host: puppet1.ams.test, code: "%3$s" }]
          fra:
            servers: [{ host: "puppet1.fra.test:%4$d", code: "%5$s" }]
            gateways: [{ host: gw.fra.test, listen: "127.0.0.1:%6$d" }]
        """
            .formatted(
                site,
                root,
                site.equals("ams") ? "file://" + root + "/ams/environments" : there,
                server.port(),
                site.equals("fra") ? fra : there,
                gatewayPort));
    return Topology.load(file);
  }

  private void deploy(String notice) throws IOException {
    Path work = root.resolve("work");
    Files.createDirectories(work.resolve("manifests"));
    Files.writeString(work.resolve("manifests/site.pp"), "notify { '" + notice + "': }\n");
    git(work, "add", "-A");
    git(work, "commit", "-q", "-m", notice);
    git(work, "push", "-q", root.resolve("control.git").toString(), "HEAD:production");
    DeployResult result =
        Deployer.builder(topology("ams")).build().plan().execute(ProgressListener.NONE);
    assertThat(result.decided()).isTrue();
    assertThat(result.servers())
        .extracting(s -> s.site() + " " + s.state())
        .containsExactly("ams " + State.ACTIVE, "fra " + State.UNREACHABLE);
  }

  private void overTheWan() throws IOException {
    git(
        root.resolve("control.git"),
        "push",
        "-q",
        "--mirror",
        root.resolve("mirror.git").toString());
  }

  private SiteProcess site() throws IOException {
    return SiteProcess.builder(topology("fra"), "fra")
        .identity(server.issue("gw.fra.test"))
        .trust(server.trust())
        .resolver(FakeMaster.loopback())
        .follow(Duration.ofMillis(200))
        .build()
        .start();
  }

  private void runUntil(String notice) {
    do {
      runs.add(agent.run());
    } while (!runs.get(runs.size() - 1).notices().contains(notice));
  }

  @Test
  void aSiteThatIsCutOffGoesOnAndCatchesUpWithoutAFailedRun() throws IOException {
    deploy("one");
    overTheWan();
    try (SiteProcess site = site()) {
      runUntilServed("one");
      Path away = root.resolve("away.git");
      Files.move(root.resolve("mirror.git"), away);
      deploy("two");
      deploy("three");
      for (int i = 0; i < 10; i++) {
        runs.add(agent.run());
      }
      assertThat(runs).allMatch(AgentRun::ok);
      assertThat(runs.get(runs.size() - 1).notices()).containsExactly("one");
      Files.move(away, root.resolve("mirror.git"));
      overTheWan();
      runUntil("three");
      assertThat(runs).allMatch(AgentRun::ok);
      assertThat(runs).noneMatch(run -> run.notices().contains("two"));
      assertThat(site.port()).isEqualTo(gatewayPort);
    }
  }

  /** Before the first deployment there is nothing that an agent could be given. */
  private void runUntilServed(String notice) {
    AgentRun run;
    do {
      run = agent.run();
    } while (!run.notices().contains(notice));
  }

  @Test
  void aProcessThatStartsWhileItsMirrorIsGoneServesWhatItsServersHave() throws IOException {
    deploy("one");
    overTheWan();
    try (SiteProcess site = site()) {
      runUntilServed("one");
      while (!site.current(server.address())) {
        Thread.onSpinWait();
      }
    }
    Files.move(root.resolve("mirror.git"), root.resolve("away.git"));
    try (SiteProcess site = site()) {
      AgentRun run = agent.run();
      assertThat(run.ok()).as(run.toString()).isTrue();
      assertThat(run.notices()).containsExactly("one");
      assertThat(site.current(server.address())).isTrue();
    }
  }

  @Test
  void aServerThatIsBehindIsMarkedSoUntilItIsBroughtUp() throws IOException {
    deploy("one");
    overTheWan();
    CodeState code =
        new CodeState(
            new Reconciler(topology("fra"), "fra", Clock.systemUTC(), host -> Optional.empty()),
            System::nanoTime);
    assertThat(code.hasNews()).isTrue();
    code.reconcile();
    assertThat(code.hasNews()).isFalse();
    assertThat(code.mayServe(server.address())).isTrue();
    Path away = root.resolve("away.git");
    Files.move(root.resolve("mirror.git"), away);
    deploy("two");
    deploy("three");
    code.look();
    assertThat(code.mayServe(server.address())).as("nothing is known of it here").isTrue();
    Files.move(away, root.resolve("mirror.git"));
    overTheWan();
    assertThat(code.hasNews()).isTrue();
    assertThat(code.mayServe(server.address())).isFalse();
    code.reconcile();
    assertThat(code.mayServe(server.address())).isTrue();
    assertThat(root.resolve("fra/environments/production/manifests/site.pp"))
        .hasContent("notify { 'three': }");
  }
}

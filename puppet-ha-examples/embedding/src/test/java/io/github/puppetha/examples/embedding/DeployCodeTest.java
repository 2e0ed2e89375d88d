package io.github.puppetha.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.testkit.AgentRun;
import io.github.puppetha.testkit.FakeAgent;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.junit5.StartFakeMaster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployCodeTest {
  @TempDir static Path directory;

  @StartFakeMaster
  static FakeMaster master =
      FakeMaster.builder().name("puppet1.example.test").environments(environments()).build();

  private static Path environments() {
    return Path.of("target", "deployed").toAbsolutePath();
  }

  @BeforeEach
  void controlRepo() throws Exception {
    Files.createDirectories(environments());
    Files.createDirectories(control().resolve("manifests"));
    git("init", "-q");
    git("checkout", "-q", "-B", "example");
    commit("deployed");
    String topology =
        """
        code:
          cache: %s
          sources: { control: { remote: "%s" } }
        sites:
          ams:
            servers: [ { host: "%s", code: "%s" } ]
        """
            .formatted(
                directory.resolve("cache"),
                control().toUri(),
                master.address(),
                environments().toUri());
    Files.writeString(directory.resolve("puppet-ha.yaml"), topology);
  }

  @Test
  void agentGetsWhatWasDeployed() {
    DeployResult result = DeployCode.deploy(directory.resolve("puppet-ha.yaml"), "example");
    assertThat(result.ok()).isTrue();
    assertAgentGets("deployed");
  }

  @Test
  void agentGetsWhatWasRolledBackTo() throws Exception {
    DeployCode.deploy(directory.resolve("puppet-ha.yaml"), "example");
    commit("a mistake");
    DeployCode.deploy(directory.resolve("puppet-ha.yaml"), "example");
    assertAgentGets("a mistake");

    DeployResult result = RollBack.rollBack(directory.resolve("puppet-ha.yaml"), "example");
    assertThat(result.ok()).isTrue();
    assertAgentGets("deployed");
  }

  private static void assertAgentGets(String notice) {
    try (FakeAgent agent =
        FakeAgent.builder("node1.example.test", master.address())
            .resolver(FakeMaster.loopback())
            .environment("example")
            .identity(master.issue("node1.example.test"), master.trust())
            .build()) {
      AgentRun run = agent.run();
      assertThat(run.error()).isEmpty();
      assertThat(run.notices()).containsExactly(notice);
    }
  }

  private static Path control() {
    return directory.resolve("control");
  }

  private static void commit(String notice) throws Exception {
    Files.writeString(
        control().resolve("manifests/site.pp"), "notify { '%s': }\n".formatted(notice));
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", notice);
  }

  private static void git(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=e", "-c", "user.email=e@example.test"));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).directory(control().toFile()).inheritIO().start();
    assertThat(git.waitFor()).isZero();
  }
}

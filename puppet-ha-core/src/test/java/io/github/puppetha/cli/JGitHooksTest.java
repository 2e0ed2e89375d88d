package io.github.puppetha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.deploy.hooks.DeployPushedCode;
import io.github.puppetha.deploy.hooks.IncomingCode;
import io.github.puppetha.deploy.hooks.PushedCode;
import io.github.puppetha.deploy.hooks.ValidatePushedCode;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.Daemon;
import org.eclipse.jgit.transport.DaemonClient;
import org.eclipse.jgit.transport.ReceivePack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real git pushes to a git server on the JVM. */
class JGitHooksTest {
  @TempDir Path root;

  @Test
  void branchesAreRefusedOneByOneAndDeployedWhenTaken() throws IOException {
    HookFixture git = new HookFixture(root.toRealPath());
    Path environments = root.toRealPath().resolve("environments");
    Topology topology = topology(git.bare, environments);
    git.file("manifests/site.pp", "node default { }\n").commit("good");
    git.git("checkout", "-q", "-b", "bad");
    git.file("manifests/site.pp", "class {\n").commit("broken");
    Daemon server = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setRepositoryResolver((client, name) -> open(git.bare));
    server.getService("git-receive-pack").setOverridable(false);
    server.getService("git-receive-pack").setEnabled(true);
    server.setReceivePackFactory(
        (DaemonClient client, Repository repository) -> {
          ReceivePack receive = new ReceivePack(repository);
          receive.setPreReceiveHook(
              new ValidatePushedCode(directory -> IncomingCode.builder(directory).build()));
          receive.setPostReceiveHook(
              new DeployPushedCode(directory -> PushedCode.of(directory, topology)));
          return receive;
        });
    server.start();
    try {
      String url = "git://127.0.0.1:" + server.getAddress().getPort() + "/control.git";
      String said = git.refused("push", url, "production", "bad");
      assertThat(said)
          .contains("remote: puppet-ha: branch bad")
          .containsPattern("remote: manifests/site.pp:1:7: error: .+ \\[syntax/syntax_error]")
          .contains("bad -> bad (problems in Puppet code)")
          .containsPattern("remote: +puppet1.test:8140 +production +active")
          .contains("remote: puppet-ha: deployed");
      assertThat(git.head("bad")).isEmpty();
      assertThat(environments.resolve("production/manifests/site.pp")).exists();
      assertThat(environments.resolve("bad")).doesNotExist();
      git.git("push", url, "production:refs/heads/v1", "production:refs/tags/v1");
      assertThat(environments.resolve("v1")).isSymbolicLink();
      git.git("push", url, ":refs/heads/v1");
      assertThat(environments.resolve("v1")).doesNotExist();
    } finally {
      server.stop();
    }
  }

  private static Repository open(Path directory) {
    try {
      return new FileRepositoryBuilder().setGitDir(directory.toFile()).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Topology topology(Path control, Path environments) throws IOException {
    Path config = root.resolve("puppet-ha.yaml");
    Files.writeString(
        config,
        """
        code:
          cache: cache
          sources: { control: { remote: "file://%s" } }
        sites: { ams: { servers: [ { host: puppet1.test, code: "file://%s" } ] } }
        """
            .formatted(control, environments));
    return Topology.load(config);
  }
}

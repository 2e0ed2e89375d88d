package io.github.puppetha.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.io.Processes;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerSettingsTest {
  @TempDir Path root;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(root.resolve("conf.d"));
    Files.writeString(
        root.resolve("puppet-ha.yaml"),
        """
        identity: { ssldir: ssl, certname: deploy.test }
        sites:
          ams:
            servers:
              - { host: one.test, code: "%1$s/code", puppetConf: puppet.conf, puppetserverConf: conf.d }
              - { host: two.test, code: "ssh://deploy@two.test/srv/environments/" }
              - { host: three.test }
          fra:
            servers:
              - { host: four.test, code: /srv/e }
        """
            .formatted(root));
  }

  private List<ServerSettings> settings() {
    return ServerSettings.of(Topology.load(root.resolve("puppet-ha.yaml")));
  }

  @Test
  void eachServerThatIsDeployedToIsToldWhatItNeeds() throws IOException {
    Files.writeString(root.resolve("puppet.conf"), "[main]\nversioned_environment_dirs = true\n");
    Files.writeString(
        root.resolve("conf.d/auth.conf"),
        "authorization.rules: [" + AuthRule.JRUBY_POOL.text("deploy.test") + "]");
    Files.writeString(root.resolve("conf.d/puppetserver.conf"), "jruby-puppet.multithreaded: true");
    List<ServerSettings> settings = settings();
    assertThat(settings)
        .extracting(ServerSettings::host)
        .containsExactly("one.test", "two.test", "four.test");
    assertThat(settings.get(0).text())
        .contains("environmentpath = " + root + "/code\n    versioned")
        .contains("versioned_environment_dirs = true\n    # is there already")
        .containsPattern("name: \"puppet-ha jruby pool\"\n    },\n    # is there already")
        .contains("allow: \"deploy.test\"")
        .contains("multithreaded: true; it must be false");
    assertThat(settings.get(1).text())
        .contains("environmentpath = /srv/environments\n")
        .doesNotContain("is there already", "multithreaded")
        .contains("3. Drain the server.\n");
    assertThat(settings.get(2).text()).contains("site fra has no other");
  }

  @Test
  void severalDirectoriesAreToldOf() throws IOException {
    Files.writeString(root.resolve("puppet.conf"), "[main]\nenvironmentpath = /old:/new\n");
    assertThat(settings().get(0).text()).contains("It has several directories now, [/old, /new]");
  }

  @Test
  void theScriptsNameTheRevisionAndGiveItsFilesOnly() throws IOException {
    Path code = root.resolve("code");
    Path tree = code.resolve(".puppet-ha/environments/production_0a1b2c3d");
    Path files = Files.createDirectories(code.resolve(".puppet-ha/modules/m-1/files"));
    Files.writeString(files.resolve("motd"), "hello\n");
    Files.createDirectories(tree.resolve("modules"));
    Files.createSymbolicLink(tree.resolve("modules/m"), files.getParent());
    Files.createSymbolicLink(code.resolve("production"), tree);
    Files.writeString(code.resolve("secret"), "s\n");
    Map<String, String> scripts = settings().get(0).scripts();
    assertThat(run(scripts, "code-id", "production").out()).isEqualTo("production_0a1b2c3d");
    assertThat(run(scripts, "code-id", "nope").exit()).isEqualTo(1);
    String path = "modules/m/files/motd";
    assertThat(run(scripts, "code-content", "production", "production_0a1b2c3d", path).out())
        .isEqualTo("hello\n");
    for (String hostile : List.of("../../../secret", "modules/../../../../secret", "..")) {
      assertThat(run(scripts, "code-content", "production", "production_0a1b2c3d", hostile).ok())
          .as(hostile)
          .isFalse();
    }
    assertThat(run(scripts, "code-content", "production", "../..", "secret").ok()).isFalse();
  }

  private Processes.Result run(Map<String, String> scripts, String name, String... arguments)
      throws IOException {
    Path script = Files.writeString(root.resolve(name), scripts.get(name));
    List<String> command = new ArrayList<>(List.of("sh", script.toString()));
    command.addAll(List.of(arguments));
    return Processes.run(command, root, Map.of(), Duration.ofSeconds(30));
  }
}

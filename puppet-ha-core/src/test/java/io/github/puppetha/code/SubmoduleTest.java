package io.github.puppetha.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees with submodules, made by the real git. */
class SubmoduleTest {
  @TempDir Path root;

  @BeforeEach
  void repositories() throws IOException {
    work("leaf", "lib/leaf.rb", "# leaf\n");
    work("module", "manifests/init.pp", "class m { }\n");
    git("module", "submodule", "add", "-q", "../leaf", "files/leaf");
    git("module", "commit", "-q", "-m", "submodule");
    work("control", "manifests/site.pp", "include m\n");
    git("control", "submodule", "add", "-q", "../module", "modules/m");
    git("control", "commit", "-q", "-m", "submodule");
  }

  @Test
  void submodulesAndTheirSubmodulesAreExportedInTheirPlaces() throws IOException {
    Path out = root.resolve("out");
    ExportedTree exported = export("control", out);
    assertThat(out.resolve("modules/m/manifests/init.pp")).hasContent("class m { }\n");
    assertThat(out.resolve("modules/m/files/leaf/lib/leaf.rb")).hasContent("# leaf\n");
    assertThat(exported.digest()).isEqualTo(TreeDigest.of(out, Set.of()));
    assertThat(exported.files()).isEqualTo(5);
  }

  @Test
  void theCommitThatTheTreeNamesIsTakenAndNotTheBranchsHead() throws IOException {
    work("leaf", "lib/leaf.rb", "# later\n");
    export("control", root.resolve("out"));
    assertThat(root.resolve("out/modules/m/files/leaf/lib/leaf.rb")).hasContent("# leaf\n");
  }

  @Test
  void aCommitThatIsNotThereIsToldBeforeAnythingIsWritten() throws IOException {
    git("module", "update-index", "--cacheinfo", "160000," + "1".repeat(40) + ",files/leaf");
    git("module", "commit", "-q", "-m", "no such commit");
    assertThatThrownBy(() -> export("module", root.resolve("out")))
        .isInstanceOf(HostileTreeException.class)
        .hasMessageContaining("'files/leaf'")
        .hasMessageContaining("1".repeat(40));
    assertThat(root.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-oProxyCommand=touch x",
        "ssh://-oProxyCommand=touch/x",
        "ext::sh -c touch",
        "../../../../../../../../../../../../x",
        "https://evil.test/a\\nb"
      })
  void hostileAddressesAreRefusedByName(String url) throws IOException {
    address("module", url);
    assertThatThrownBy(() -> export("module", root.resolve("out")))
        .isInstanceOf(HostileTreeException.class)
        .hasMessageContaining("'files/leaf'");
    assertThat(root.resolve("out")).doesNotExist();
  }

  @Test
  void aRemoteRepositoryDoesNotHaveThisMachinesFilesRead() throws IOException {
    address("module", "file://" + root.resolve("leaf"));
    Path bare = root.resolve("served/module.git");
    git(root, "clone", "-q", "--bare", root.resolve("module").toString(), bare.toString());
    try (HttpGit server = new HttpGit(root.resolve("served"), "u", "p");
        Contents contents =
            Contents.open(
                root.resolve("cache"),
                ContentsOptions.standard()
                    .with(s -> java.util.Optional.of(new GitCredentials.Login("u", "p"))))) {
      assertThatThrownBy(() -> export(contents, server.url("module.git"), root.resolve("out")))
          .isInstanceOf(HostileTreeException.class)
          .hasMessageContaining("a path of this machine");
    }
  }

  @Test
  void repositoriesThatHoldEachOtherEndSomewhere() throws IOException {
    String head = git("leaf", "rev-parse", "HEAD").strip();
    for (int i = 0; i < 10; i++) {
      work("deep" + i, "file", "x\n");
      String inside = i == 0 ? "leaf" : "deep" + (i - 1);
      git("deep" + i, "submodule", "add", "-q", "../" + inside, "s");
      git("deep" + i, "commit", "-q", "-m", "s");
    }
    assertThat(head).hasSize(40);
    assertThatThrownBy(() -> export("deep9", root.resolve("out")))
        .isInstanceOf(HostileTreeException.class)
        .hasMessageContaining("within more than 8 others");
  }

  private void address(String repository, String url) throws IOException {
    git(repository, "config", "-f", ".gitmodules", "submodule.files/leaf.url", url);
    if (url.contains("\\n")) {
      Path file = root.resolve(repository).resolve(".gitmodules");
      String text =
          Files.readString(file).replaceAll("url = .*", "url = \"https://x.test/a\\\\nb\"");
      Files.writeString(file, text);
    }
    git(repository, "add", ".gitmodules");
    git(repository, "commit", "-q", "-m", "url");
  }

  private ExportedTree export(String repository, Path out) throws IOException {
    try (Contents contents = Contents.open(root.resolve("cache"))) {
      return export(contents, root.resolve(repository).toString(), out);
    }
  }

  private static ExportedTree export(Contents contents, String url, Path out) {
    GitRepository mirror = contents.git(url);
    mirror.fetchBranches();
    String commit = mirror.branches().get("production");
    Origin origin = new Origin.Git(url, commit, mirror.tree(commit));
    return contents.export(origin, false, new DirectorySink(out));
  }

  private void work(String name, String path, String text) throws IOException {
    Path work = Files.createDirectories(root.resolve(name));
    git(name, "init", "-q", "-b", "production");
    Files.createDirectories(work.resolve(path).getParent());
    Files.writeString(work.resolve(path), text);
    git(name, "add", "-A");
    git(name, "commit", "-q", "-m", "one more");
  }

  private String git(String repository, String... arguments) throws IOException {
    return git(root.resolve(repository), arguments);
  }

  private static String git(Path directory, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "protocol.file.allow=always",
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@example.test"));
    command.addAll(List.of(arguments));
    Processes.Result result =
        Processes.run(
            command, directory, Map.of("GIT_CONFIG_GLOBAL", "/dev/null"), Duration.ofSeconds(30));
    if (!result.ok()) {
      throw new IOException(command + ": " + result.err());
    }
    return result.out();
  }
}

package io.github.puppetha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.io.DeleteTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pushes to a bare repository with the hooks in it. */
class ReceiveHooksTest {
  private static final String GOOD = "node default { }\n";
  private static final String BROKEN = "node default {\n  notify { 'a'\n}\n";

  @TempDir Path root;
  private HookFixture git;

  @BeforeEach
  void make() throws IOException {
    git = new HookFixture(root.toRealPath());
    git.file("manifests/site.pp", GOOD).commit("first");
  }

  private void install(Hook... hooks) {
    git.installer(git.bare).hooks(List.of(hooks)).install();
  }

  @Test
  void whatIsBrokenIsRefusedWithItsPlaceAndWhatIsGoodIsTaken() throws IOException {
    install(Hook.PRE_RECEIVE);
    String said = git.git("push", "origin", "HEAD");
    assertThat(said).doesNotContain("remote:");
    String good = git.head("production");

    git.file("manifests/site.pp", BROKEN).commit("broken");
    said = git.refused("push", "origin", "HEAD");
    assertThat(said)
        .contains("remote: puppet-ha: branch production")
        .containsPattern("remote: manifests/site.pp:3:1: error: .+ \\[syntax/syntax_error]")
        .contains("remote:   3 | }")
        .contains("nothing of this push is taken")
        .contains("pre-receive hook declined")
        .doesNotContainIgnoringCase("slf4j");
    assertThat(git.head("production")).isEqualTo(good);

    git.file("manifests/site.pp", GOOD + "# more\n").commit("mended");
    git.git("push", "origin", "HEAD");
    assertThat(git.head("production")).isNotEqualTo(good);
  }

  @Test
  void whatWasBrokenBeforeAndStaysAsItIsHoldsNobodyUp() throws IOException {
    git.file("data/legacy.yaml", "a: [\n").commit("legacy");
    git.git("push", "-q", "origin", "HEAD");
    install(Hook.PRE_RECEIVE);
    git.file("manifests/site.pp", GOOD + "# more\n").commit("more");
    git.git("push", "origin", "HEAD");
    // A new branch is compared with what the repository knows already.
    git.git("checkout", "-q", "-b", "feature");
    git.file("manifests/site.pp", GOOD + "# feature\n").commit("feature");
    git.git("push", "origin", "HEAD", "HEAD~1:refs/heads/same");
    assertThat(git.head("feature")).isNotEmpty();
    assertThat(git.head("same")).isEqualTo(git.head("production"));
    // One with no history in common has to be good as a whole.
    git.git("checkout", "-q", "--orphan", "other");
    git.commit("orphan");
    assertThat(git.refused("push", "origin", "HEAD")).contains("remote: data/legacy.yaml:2:1");
  }

  @Test
  void ofSeveralBranchesOneThatIsBrokenStopsAll() throws IOException {
    git.git("push", "-q", "origin", "HEAD");
    install(Hook.PRE_RECEIVE);
    git.git("branch", "good");
    git.git("checkout", "-q", "-b", "bad");
    git.file("manifests/site.pp", BROKEN).commit("broken");
    String said = git.refused("push", "origin", "good", "bad");
    assertThat(said).contains("remote: puppet-ha: branch bad").doesNotContain("branch good");
    assertThat(git.head("good") + git.head("bad")).isEmpty();
  }

  @Test
  void aForcedPushIsComparedWithWhatTheBranchHad() throws IOException {
    git.file("data/a.yaml", "a: [\n").commit("broken");
    git.git("push", "-q", "origin", "HEAD");
    git.file("data/a.yaml", "a: []\n").commit("mended");
    git.git("push", "-q", "origin", "HEAD");
    install(Hook.PRE_RECEIVE);
    git.git("reset", "-q", "--hard", "HEAD~1");
    git.file("manifests/site.pp", GOOD + "# else\n").commit("another way");
    assertThat(git.refused("push", "-f", "origin", "HEAD")).contains("remote: data/a.yaml:2:1");
    git.file("data/a.yaml", "a: [1]\n").commit("mended again");
    git.git("push", "-f", "origin", "HEAD");
  }

  @Test
  void tagsAndDeletedBranchesNeedNoCheck() throws IOException {
    git.git("branch", "old");
    git.git("push", "-q", "origin", "HEAD", "old");
    install(Hook.PRE_RECEIVE);
    git.git("push", "-q", "origin", ":old");
    assertThat(git.head("old")).isEmpty();
    // No JVM is started for what is no branch: without the library the hook would fail.
    removeLibrary();
    git.file("manifests/site.pp", BROKEN).commit("broken");
    git.git("tag", "-a", "-m", "x", "v1");
    git.git("push", "-q", "origin", "v1", "HEAD:refs/notes/x");
    git.refused("push", "-q", "origin", "HEAD");
  }

  private void removeLibrary() throws IOException {
    try (Stream<Path> files = Files.list(git.bare.resolve("puppet-ha"))) {
      for (Path file : files.toList()) {
        DeleteTree.delete(file);
      }
    }
    Path hook = git.bare.resolve("hooks/pre-receive");
    Files.writeString(hook, Files.readString(hook).replace("target/classes", "nowhere"));
  }

  @Test
  void afterAPushTheBranchIsLive() throws IOException {
    Path environments = deploying(Hook.PRE_RECEIVE, Hook.POST_RECEIVE);
    String said = git.git("push", "origin", "HEAD", "HEAD:refs/heads/test");
    assertThat(said)
        .contains("remote: puppet-ha: deployment 1")
        .containsPattern("remote: +puppet1.test:8140 +p_production +active")
        .contains("remote: puppet-ha: deployed");
    assertThat(environments.resolve("p_production/manifests/site.pp")).hasContent(GOOD);
    assertThat(environments.resolve("p_test")).isSymbolicLink();

    git.git("push", "-q", "origin", ":test");
    assertThat(environments.resolve("p_test")).doesNotExist();

    git.file("Puppetfile", "mod 'x', git: 'file:///no/such', ref: 'v1'\n").commit("no module");
    said = git.git("push", "origin", "HEAD");
    assertThat(said).contains("remote: puppet-ha: not deployed: ").contains("file:///no/such");
    assertThat(environments.resolve("p_production/Puppetfile")).doesNotExist();
  }

  /** Installs hooks that deploy; gives the environments directory. */
  private Path deploying(Hook... hooks) throws IOException {
    Path environments = root.toRealPath().resolve("environments");
    Path config = root.resolve("puppet-ha.yaml");
    Files.writeString(
        config,
        """
        code:
          cache: cache
          sources: { control: { remote: "file://%s", prefix: p } }
        sites: { ams: { servers: [ { host: puppet1.test, code: "file://%s" } ] } }
        """
            .formatted(git.bare, environments));
    git.installer(git.bare).hooks(List.of(hooks)).deploy("--config", config.toString()).install();
    return environments;
  }

  @Test
  void whatAKilledHookLeftTheNextPushFinishes() throws Exception {
    Path environments = deploying(Hook.POST_RECEIVE);
    git.git("push", "-q", "origin", "HEAD");
    for (int i = 0; i < 400; i++) {
      git.file("data/" + i + ".yaml", "a: " + "x".repeat(2_000) + "\n");
    }
    git.file("manifests/site.pp", GOOD + "# second\n").commit("second");
    Process push =
        new ProcessBuilder("git", "push", "-q", "origin", "HEAD")
            .directory(git.work.toFile())
            .redirectErrorStream(true)
            .start();
    killWhen(push, () -> isStaging(environments));
    assertThat(environments.resolve("p_production/manifests/site.pp")).hasContent(GOOD);
    assertThat(git.head("production")).as("what was pushed stays").isEqualTo(commit());

    git.file("x", "x").commit("third");
    String said = git.git("push", "origin", "HEAD");
    assertThat(said).contains("remote: puppet-ha: deployed");
    assertThat(environments.resolve("p_production/manifests/site.pp"))
        .hasContent(GOOD + "# second\n");
    assertThat(environments.resolve("p_production/data/399.yaml")).exists();
    assertThat(environments.resolve(".puppet-ha/tmp")).isEmptyDirectory();
  }

  private String commit() throws IOException {
    return Files.readString(git.work.resolve(".git/refs/heads/production")).strip();
  }

  private static boolean isStaging(Path environments) {
    try (Stream<Path> sessions = Files.list(environments.resolve(".puppet-ha/tmp"))) {
      return sessions.anyMatch(Files::isDirectory);
    } catch (IOException e) {
      return false;
    }
  }

  /** SIGKILL for the hook's JVM. */
  private static void killWhen(Process push, BooleanSupplier moment) throws Exception {
    while (push.isAlive() && !moment.getAsBoolean()) {
      Thread.onSpinWait();
    }
    assertThat(push.isAlive()).isTrue();
    ProcessHandle java =
        push.descendants()
            .filter(p -> p.info().command().orElse("").endsWith("/java"))
            .findFirst()
            .orElseThrow();
    java.destroyForcibly();
    assertThat(push.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(push.exitValue()).as("the push itself is done").isZero();
  }
}

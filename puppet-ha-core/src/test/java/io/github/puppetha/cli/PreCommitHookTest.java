package io.github.puppetha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real commits in a repository with the hook in it, and how hooks are installed. */
class PreCommitHookTest {
  private static final String GOOD = "node default { }\n";
  private static final String BROKEN = "node default {\n  notify { 'a'\n}\n";
  private static final List<Hook> PRE_COMMIT = List.of(Hook.PRE_COMMIT);

  @TempDir Path root;
  private HookFixture git;

  @BeforeEach
  void make() throws IOException {
    git = new HookFixture(root.toRealPath());
  }

  private HookInstaller installer() {
    return git.installer(git.work).hooks(PRE_COMMIT);
  }

  @Test
  void theIndexIsCheckedAndNotTheWorkingTree() throws IOException {
    installer().install();
    git.file("manifests/site.pp", BROKEN);
    git.git("add", "-A");
    git.file("manifests/site.pp", GOOD);
    assertThat(git.refused("commit", "-m", "broken, the very first"))
        .containsPattern("manifests/site.pp:3:1: error: .+ \\[syntax/syntax_error]")
        .contains("git commit --no-verify");
    git.git("add", "-A");
    git.file("manifests/site.pp", BROKEN);
    git.git("commit", "-m", "good");
    // With -a git gives the hook an index of its own.
    assertThat(git.refused("commit", "-a", "-m", "broken")).contains("manifests/site.pp:3:1");
    git.git("commit", "-q", "--no-verify", "-a", "-m", "broken after all");
    git.file("data/common.yaml", "a: 1\n");
    git.git("add", "data");
    git.git("commit", "-m", "the old problem is not in what this changes");
  }

  @Test
  void aLinkedWorkingTreeIsCheckedByTheSameHook() throws IOException {
    git.file("manifests/site.pp", GOOD).commit("good");
    Path tree = root.toRealPath().resolve("tree");
    git.git("worktree", "add", "-q", tree.toString(), "-b", "side");
    assertThat(git.installer(tree).hooks(PRE_COMMIT).install().get(0))
        .contains(git.work.resolve(".git/hooks/pre-commit").toString());
    Files.writeString(tree.resolve("manifests/site.pp"), BROKEN);
    git.gitIn(tree, "add", "-A");
    assertThatThrownBy(() -> git.gitIn(tree, "commit", "-m", "broken"))
        .hasMessageContaining("manifests/site.pp:3:1");
    Files.writeString(tree.resolve("manifests/site.pp"), GOOD + "# more\n");
    git.gitIn(tree, "commit", "-a", "-m", "good");
  }

  @Test
  void aHookOfAnothersMakingIsLeftAloneOrMovedAside() throws IOException {
    Path hook = git.work.resolve(".git/hooks/pre-commit");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\n# mine\n");
    assertThatThrownBy(() -> installer().install())
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining(hook.toString())
        .hasMessageContaining("-Dpuppet-ha.force");
    assertThat(hook).content().contains("# mine");
    assertThat(git.work.resolve(".git/puppet-ha")).doesNotExist();
    installer().force(true).install();
    assertThat(hook).content().contains("puppet-ha").doesNotContain("# mine");
    assertThat(hook.resolveSibling("pre-commit.replaced")).content().contains("# mine");
    // Our own is replaced without a word, and what it needs is there once.
    installer().install();
    assertThat(hook.resolveSibling("pre-commit.replaced2")).doesNotExist();
    try (var libraries = Files.list(git.work.resolve(".git/puppet-ha"))) {
      assertThat(libraries).hasSize(1);
    }
  }

  @Test
  void hooksGoWhereGitLooksForThem() throws IOException {
    git.git("config", "core.hooksPath", ".githooks");
    installer().install();
    assertThat(git.work.resolve(".git/hooks/pre-commit")).doesNotExist();
    git.file("manifests/site.pp", BROKEN);
    git.git("add", "manifests");
    assertThat(git.refused("commit", "-m", "broken")).contains("manifests/site.pp:3:1");
    git.gitIn(git.bare, "config", "core.hooksPath", "own-hooks");
    git.installer(git.bare).hooks(List.of(Hook.PRE_RECEIVE)).install();
    assertThat(git.bare.resolve("own-hooks/pre-receive")).isExecutable();
  }

  @Test
  void whereThereIsNoRepositoryThatIsSaid() {
    assertThatThrownBy(() -> HookInstaller.into(root.resolve("none")))
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining(root.resolve("none").toString());
  }
}

package io.github.puppetha.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedFilesTest {
  @TempDir Path directory;
  private Git git;

  @BeforeEach
  void aRepository() throws Exception {
    git = Git.init().setDirectory(directory.toFile()).setInitialBranch("main").call();
    git.getRepository().getConfig().setBoolean("commit", null, "gpgsign", false);
    write("a", "1");
    write("sub/b", "1");
    write("sub/c d", "1");
    write(".gitignore", "ignored/\n");
    commit("first");
    git.branchCreate().setName("feature").call();
  }

  @AfterEach
  void close() {
    git.close();
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(directory.resolve(name).getParent());
    Files.writeString(directory.resolve(name), text);
  }

  private String commit(String message) throws GitAPIException {
    git.add().addFilepattern(".").call();
    git.add().addFilepattern(".").setUpdate(true).call();
    return git.commit()
        .setMessage(message)
        .setAuthor("a", "a@example.com")
        .setCommitter("a", "a@example.com")
        .call()
        .name();
  }

  @Test
  void unchangedIsNothing() {
    assertThat(ChangedFiles.inWorkTree(directory, "main")).isEmpty();
  }

  @Test
  void changedNewRenamedAndRemovedFilesAreNamedCommittedOrNot() throws Exception {
    git.checkout().setName("feature").call();
    write("committed", "1");
    commit("second");
    write("a", "2");
    write("sub/new", "1");
    write("staged", "1");
    git.add().addFilepattern("staged").call();
    Files.move(directory.resolve("sub/c d"), directory.resolve("sub/é"));
    write("ignored/x", "1");
    assertThat(ChangedFiles.inWorkTree(directory, "main"))
        .containsExactly("a", "committed", "staged", "sub/c d", "sub/new", "sub/é");
    assertThat(ChangedFiles.inWorkTree(directory.resolve("sub"), "main"))
        .containsExactly("c d", "new", "é");
  }

  @Test
  void whatTheOtherBranchDidSinceDoesNotCount() throws Exception {
    write("a", "on main");
    commit("main goes on");
    git.checkout().setName("feature").call();
    write("sub/b", "on feature");
    commit("feature goes on");
    assertThat(ChangedFiles.inWorkTree(directory, "main")).containsExactly("sub/b");
    assertThat(ChangedFiles.inRevision(directory, "main", "feature")).containsExactly("sub/b");
    assertThat(ChangedFiles.inRevision(directory, "feature", "main")).containsExactly("a");
  }

  @Test
  void betweenRevisionsOfAGitDirectory() throws Exception {
    String first = git.getRepository().resolve("main").name();
    git.rm().addFilepattern("sub/b").call();
    write("sub/e", "1");
    String second = commit("second");
    assertThat(ChangedFiles.inRevision(directory.resolve(".git"), first, second))
        .containsExactly("sub/b", "sub/e");
    assertThat(ChangedFiles.inRevision(directory.resolve("sub"), first, second))
        .containsExactly("b", "e");
  }

  @Test
  void aLinkedWorkTreeIsOneToo(@TempDir Path other) throws Exception {
    Path tree = other.resolve("tree");
    Process process =
        new ProcessBuilder("git", "worktree", "add", "-q", tree.toString(), "feature")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    Files.writeString(tree.resolve("a"), "2");
    assertThat(ChangedFiles.inWorkTree(tree, "main")).containsExactly("a");
  }

  @Test
  void anUnknownCommitIsAnErrorThatSaysWhy() {
    for (String name : new String[] {"origin/main", "v1", "a b", "..", ""}) {
      assertThatThrownBy(() -> ChangedFiles.inWorkTree(directory, name))
          .isInstanceOf(RepositoryException.class)
          .hasMessageContaining("there is no commit '" + name + "'")
          .hasMessageContaining("fetched");
    }
  }

  @Test
  void outsideOfARepositoryItIsAnError(@TempDir Path outside) {
    assertThatThrownBy(() -> ChangedFiles.inWorkTree(outside, "main"))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("git repository");
  }
}

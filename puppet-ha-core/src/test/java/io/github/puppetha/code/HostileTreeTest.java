package io.github.puppetha.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTreeTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        ".git",
        ".GIT",
        ".Git",
        "git~1",
        ".gi\u200ct",
        "a\\b",
        "a/b",
        ".puppet-ha"
      })
  void namesThatLeadElsewhereAreRefusedByName(String name) throws IOException {
    String commit = commit(name, FileMode.REGULAR_FILE, "x");
    assertRefused(commit);
  }

  @Test
  void aNameLongerThanADiskTakesIsRefused() throws IOException {
    assertRefused(commit("x".repeat(10_000), FileMode.REGULAR_FILE, "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../x", "a/../../x", "link", "./link"})
  void linksThatLeadOutOrInCirclesAreRefused(String target) throws IOException {
    assertRefused(commit("link", FileMode.SYMLINK, target));
  }

  @Test
  void linksThatStayInsideAreKept() throws IOException {
    String commit = commit("link", FileMode.SYMLINK, "file");
    Path out = root.resolve("out");
    try (GitRepository repository = open()) {
      ExportedTree tree = repository.export(commit, false, new DirectorySink(out));
      assertThat(tree.digest()).isEqualTo(TreeDigest.of(out, java.util.Set.of()));
    }
    assertThat(Files.readSymbolicLink(out.resolve("link"))).hasToString("file");
  }

  private void assertRefused(String commit) {
    Path out = root.resolve("deep/out");
    try (GitRepository repository = open()) {
      assertThatThrownBy(() -> repository.export(commit, false, new DirectorySink(out)))
          .isInstanceOf(HostileTreeException.class)
          .hasMessageContaining("Remove it there");
    }
    assertThat(out).doesNotExist();
  }

  private GitRepository open() {
    GitRepository repository =
        GitRepository.open(root.resolve("cache"), root.resolve("r.git").toString());
    assertThatCode(repository::fetchBranches).doesNotThrowAnyException();
    return repository;
  }

  private String commit(String name, FileMode mode, String content) throws IOException {
    try (Repository repository =
            new FileRepositoryBuilder().setGitDir(root.resolve("r.git").toFile()).build();
        ObjectInserter inserter = repository.newObjectInserter()) {
      repository.create(true);
      byte[] raw = name.getBytes(StandardCharsets.UTF_8);
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
      TreeFormatter tree = new TreeFormatter();
      tree.append("file", FileMode.REGULAR_FILE, blob);
      tree.append(raw, 0, raw.length, mode, blob);
      CommitBuilder builder = new CommitBuilder();
      builder.setTreeId(inserter.insert(tree));
      PersonIdent who = new PersonIdent("t", "t@example.test");
      builder.setAuthor(who);
      builder.setCommitter(who);
      ObjectId commit = inserter.insert(builder);
      inserter.flush();
      RefUpdate update = repository.updateRef("refs/heads/production");
      update.setNewObjectId(commit);
      update.update();
      return commit.name();
    }
  }
}

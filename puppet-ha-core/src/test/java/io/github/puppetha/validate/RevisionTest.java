package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A revision gives what a checkout of it gives. */
class RevisionTest {
  @TempDir Path directory;
  @TempDir Path elsewhere;
  private ValidateDirectory repo;
  private TestGit git;

  @BeforeEach
  void open() throws IOException {
    repo = new ValidateDirectory(directory);
    git = new TestGit(directory).init();
  }

  @Test
  void aRevisionGivesWhatItsCheckoutGives() throws IOException {
    aRepoWithMuchWrong();
    String commit = git.commit();
    ValidationReport checkout = repo.report();
    assertThat(checkout.problems()).hasSizeGreaterThan(12);
    assertThat(revision(directory, commit)).satisfies(same(checkout));
    assertThat(revision(directory, "main")).satisfies(same(checkout));
    git.run("clone", "-q", "--bare", ".", elsewhere.resolve("bare.git").toString());
    assertThat(revision(elsewhere.resolve("bare.git"), "HEAD")).satisfies(same(checkout));
  }

  @Test
  void theWorkingTreeIsNotLookedAt() throws IOException {
    repo.with("data/common.yaml", "a: 1\n");
    git.commit();
    repo.with("data/common.yaml", "a: [\n").with("data/new.yaml", "a: [\n");
    assertThat(revision(directory, "HEAD").problems()).isEmpty();
    git.commit();
    assertThat(revision(directory, "HEAD").problems()).hasSize(2);
    assertThat(revision(directory, "HEAD~1").problems()).isEmpty();
  }

  @Test
  void aDirectoryOfARepositoryIsReadByItself() throws IOException {
    repo.with("puppet/data/a.yaml", "a: [\n").with("other/data/a.yaml", "a: [\n");
    git.commit();
    assertThat(revision(directory.resolve("puppet"), "HEAD").problems())
        .extracting(ValidateDirectory::place)
        .containsExactly("data/a.yaml:2:1 hiera/yaml_syntax");
  }

  @Test
  void aLinkedWorkTreeIsOneToo() throws IOException {
    repo.with("manifests/site.pp", "").with("modules/own/data/a.yaml", "a: [\n");
    git.commit();
    Path linked = elsewhere.resolve("linked");
    git.run("worktree", "add", "-q", linked.toString(), "-b", "other");
    new ValidateDirectory(linked).with("modules/new/data/a.yaml", "a: [\n");
    List<String> places = List.of("modules/own/data/a.yaml:2:1 layout/yaml_syntax");
    assertThat(new ValidateDirectory(linked).places()).isEqualTo(places);
    assertThat(revision(linked, "other").problems())
        .extracting(ValidateDirectory::place)
        .isEqualTo(places);
  }

  @Test
  void whatIsNotThereIsAnException() throws IOException {
    repo.with("a.yaml", "a: 1\n");
    git.commit();
    for (String wrong : List.of("nowhere", "^", "0123456789012345678901234567890123456789", "")) {
      assertThatThrownBy(() -> revision(directory, wrong))
          .isInstanceOf(PuppetHaException.class)
          .hasMessageContaining("revision '" + wrong + "'");
    }
    assertThatThrownBy(() -> revision(elsewhere, "HEAD"))
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining("no git repository is there");
  }

  @Test
  void aHookSeesWhatIsAboutToBeReceived() throws IOException {
    Path bare = elsewhere.resolve("hooked.git");
    git.run("clone", "-q", "--bare", ".", bare.toString());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        java + " -cp '" + System.getProperty("java.class.path") + "' " + HookMain.class.getName();
    Path hook = bare.resolve("hooks/pre-receive");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\nread old new ref\nexec " + command + " $new >&2\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    repo.with("data/a.yaml", "a: 1\n");
    String good = git.commit();
    git.run("push", "-q", bare.toString(), "main");
    repo.with("data/a.yaml", "a: [\n");
    git.commit();
    assertThatThrownBy(() -> git.run("push", "-q", bare.toString(), "main"))
        .hasMessageContaining("pre-receive hook declined");
    assertThat(new TestGit(bare).run("rev-parse", "main").strip()).isEqualTo(good);
  }

  private static Consumer<ValidationReport> same(ValidationReport expected) {
    return report -> {
      assertThat(report.problems()).isEqualTo(expected.problems());
      assertThat(report.files()).isEqualTo(expected.files());
    };
  }

  private static ValidationReport revision(Path directory, String revision) {
    return Validator.builder(directory).revision(revision).build().validate();
  }

  private void aRepoWithMuchWrong() throws IOException {
    repo.with("environment.conf", "modulepath = sit:modules\nconfig_version = run.sh\n")
        .with("run.sh", "#!/bin/sh\n")
        .with("hiera.yaml", "version: 5\nhierarchy:\n  - {name: a, paths: [x.yaml, b.yaml]}\n")
        .with("data/b.yaml", "a: 1\na: 2\n")
        .with("data/latin.yaml", "é: 1\n".getBytes(StandardCharsets.ISO_8859_1))
        .with("data/empty.yaml", "")
        .with("Puppetfile", "mod 'a/ntp', '1.0'\nmod 'a/web', '1.0.0'\n")
        .with("modules/ntp/metadata.json", "{}")
        .with("modules/own/metadata.json", "{\"name\": 1}")
        .with("modules/own/vendor/x.yaml", "a: [\n")
        .with("site/role/spec/fixtures/x.yaml", "a: [\n")
        .with("vendor/x.yaml", "a: [\n")
        .with("pkg/x.yaml", "a: [\n");
    Files.setPosixFilePermissions(
        directory.resolve("run.sh"), PosixFilePermissions.fromString("rw-r--r--"));
    link("in.yaml", "data/b.yaml");
    link("site/role/chain.yaml", "../../dir/b.yaml");
    link("dir", "data");
    link("out.yaml", "../x.yaml");
    link("absolute.yaml", "/nowhere/at/all");
    link("gone.yaml", "nowhere");
    link("self", "self");
    link("two", "three");
    link("three", "two");
    link("up", "site/../data");
  }

  private void link(String name, String target) throws IOException {
    Path link = directory.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }
}

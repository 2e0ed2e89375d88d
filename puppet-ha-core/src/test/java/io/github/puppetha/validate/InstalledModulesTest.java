package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are read for what they define and never reported. */
class InstalledModulesTest {
  private static final String BROKEN = "a: [\n";

  @TempDir Path directory;
  @TempDir Path elsewhere;
  @TempDir Path work;
  private ValidateDirectory repo;

  @BeforeEach
  void open() throws IOException {
    repo = new ValidateDirectory(directory).with("manifests/site.pp", "");
  }

  @Test
  void whatGitDoesNotHaveIsInstalled() throws IOException {
    repo.with("modules/own/data/a.yaml", BROKEN);
    TestGit git = new TestGit(directory).init();
    git.commit();
    repo.with("modules/other/data/a.yaml", BROKEN).with(".gitignore", "modules/other\n");
    assertThat(repo.places()).containsExactly("modules/own/data/a.yaml:2:1 layout/yaml_syntax");
    assertThat(model(settings()).module("other").orElseThrow().own()).isFalse();
  }

  @Test
  void whereGitHasNothingAllIsOwn() throws IOException {
    new TestGit(elsewhere).init().commit();
    ValidateDirectory ignored =
        new ValidateDirectory(elsewhere.resolve("target/it"))
            .with("modules/own/data/a.yaml", BROKEN);
    assertThat(ignored.places()).hasSize(1);
  }

  @Test
  void aSubmoduleIsNotAtHand() throws IOException {
    new ValidateDirectory(elsewhere).with("x", "");
    String commit = new TestGit(elsewhere).init().commit();
    TestGit git = new TestGit(directory).init();
    git.run("update-index", "--add", "--cacheinfo", "160000," + commit + ",modules/sub");
    git.run("add", "manifests");
    git.run("commit", "-q", "-m", "x");
    ControlRepo model = model(Validator.builder(directory).revision("HEAD").build().settings());
    assertThat(model.missing().get("sub").namedIn()).containsExactly("modules/sub");
  }

  @Test
  void theModulePathIsReadForNamesOnly() throws IOException {
    repo.with("Puppetfile", "mod 'a/ntp', '1.0.0'\nmod 'a/web', '1.0.0'\n");
    new ValidateDirectory(elsewhere)
        .with("real/manifests/init.pp", "class {{{\n")
        .with("real/data/a.yaml", BROKEN)
        .with("modules/Not-One/x.yaml", BROKEN);
    Files.createSymbolicLink(elsewhere.resolve("modules/ntp"), Path.of("../real"));
    Validator validator =
        Validator.builder(directory).modulePath(List.of(elsewhere.resolve("modules"))).build();
    assertThat(validator.validate().problems().stream().map(ValidateDirectory::place))
        .containsExactly("Puppetfile reference/module_not_at_hand");
    ControlRepo model = model(validator.settings());
    assertThat(model.modules()).extracting(RepoModule::name).containsExactly("ntp");
    assertThat(model.missing()).containsOnlyKeys("web");
  }

  @Test
  void aModulePathInTheRepoMakesItsModulesInstalled() throws IOException {
    repo.with("external/ntp/data/a.yaml", BROKEN).with("vendor/web/manifests/init.pp", "");
    List<Path> path = List.of(directory.resolve("external"), directory.resolve("vendor"));
    Validator validator = Validator.builder(directory).modulePath(path).build();
    assertThat(validator.validate().problems()).isEmpty();
    assertThat(model(validator.settings()).modules())
        .extracting(RepoModule::name, RepoModule::own)
        .containsExactly(tuple("ntp", false), tuple("web", false));
  }

  @Test
  void modulesBehindLinksAndInVendorAreRead() throws IOException {
    new ValidateDirectory(elsewhere).with("ntp/data/a.yaml", BROKEN);
    repo.with("environment.conf", "modulepath = site:vendor/modules:linked\n")
        .with("vendor/modules/web/data/a.yaml", BROKEN);
    Files.createDirectories(directory.resolve("site"));
    Files.createSymbolicLink(directory.resolve("site/time"), elsewhere.resolve("ntp"));
    Files.createSymbolicLink(directory.resolve("linked"), elsewhere);
    assertThat(repo.places())
        .containsExactly("linked layout/link_outside", "site/time layout/link_outside");
    assertThat(model(settings()).modules())
        .extracting(RepoModule::name, RepoModule::own)
        .containsExactly(tuple("ntp", false), tuple("time", false), tuple("web", false));
  }

  @Test
  void theDirectoryMayBeALink() throws IOException {
    Path link = elsewhere.resolve("link");
    Files.createSymbolicLink(link, directory);
    repo.with("data/a.yaml", BROKEN);
    assertThat(Validator.builder(link).build().validate().problems())
        .extracting(ValidateDirectory::place)
        .containsExactly("data/a.yaml:2:1 hiera/yaml_syntax");
  }

  @Test
  void aMissingModulePathIsAnException() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(
            () -> Validator.builder(directory).modulePath(List.of(missing)).build().validate())
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining(missing + " failed: there is no such directory");
  }

  @Test
  void mirrorsAreReadAndFilledOnlyWhenAsked() throws IOException {
    new ValidateDirectory(elsewhere).with("manifests/init.pp", "class ntp {}\n");
    new TestGit(elsewhere).init().commit();
    String source = "git: '" + elsewhere.toUri() + "'";
    repo.with(
        "Puppetfile",
        "mod 'ntp', branch: 'main', "
            + source
            + "\nmod 'x', tag: 'none', "
            + source
            + "\nmod 'a/stdlib', '9.0.0'\n");
    Settings plain = settings();
    assertThat(model(plain).missing().get("ntp").why().orElseThrow()).contains("not in the cache");
    assertThat(directory.resolve(".puppet-ha")).doesNotExist();
    ControlRepo fetched = model(Validator.builder(directory).fetchModules(true).build().settings());
    assertThat(fetched.missing()).containsOnlyKeys("stdlib", "x");
    assertThat(fetched.missing().get("stdlib").why())
        .hasValueSatisfying(why -> assertThat(why).contains("only modules in git"));
    assertThat(fetched.missing().get("x").why())
        .hasValueSatisfying(why -> assertThat(why).contains("none"));
    assertThat(model(plain).missing()).containsOnlyKeys("stdlib", "x");
    assertThat(model(plain).files())
        .filteredOn(file -> file.module().map(RepoModule::name).equals(Optional.of("ntp")))
        .extracting(RepoFile::path)
        .containsExactly("manifests/init.pp");
  }

  @Test
  void severalRevisionsGiveWhatEachGivesAlone() throws IOException {
    TestGit module = new TestGit(elsewhere).init();
    ValidateDirectory files = new ValidateDirectory(elsewhere);
    files.with("manifests/init.pp", "class ntp ($old) {}\n");
    module.run("tag", "v1", module.commit());
    files.with("manifests/init.pp", "class ntp ($new) {}\n");
    module.run("tag", "v2", module.commit());
    TestGit git = new TestGit(directory).init();
    List<String> commits = new ArrayList<>();
    for (String[] each : new String[][] {{"v1", "old"}, {"v1", "new"}, {"v2", "new"}}) {
      String from = "', git: '" + elsewhere.toUri() + "'\n";
      repo.with("Puppetfile", "mod 'ntp', tag: '" + each[0] + from)
          .with("manifests/site.pp", "class { 'ntp': " + each[1] + " => 1 }\n");
      commits.add(git.commit());
    }
    Validator.Builder builder = Validator.builder(directory).codeCache(work.resolve("code"));
    builder.fetchModules(true).build().validate(commits);
    builder.fetchModules(false);
    List<List<Problem>> alone = new ArrayList<>();
    for (String commit : commits) {
      alone.add(builder.revision(commit).build().validate().problems());
    }
    Validator cached = builder.resultCache(work.resolve("results")).build();
    for (int run = 0; run < 2; run++) {
      Map<String, ValidationReport> reports = cached.validate(commits);
      assertThat(commits).extracting(c -> reports.get(c).problems()).isEqualTo(alone);
    }
    assertThat(alone.get(0)).isEmpty();
    assertThat(alone.get(1)).extracting(Problem::rule).contains("reference/unknown_parameter");
    assertThat(alone.get(2)).isEmpty();
  }

  @Test
  void whatIsExcludedIsNotReported() throws IOException {
    repo.with("data/a.yaml", BROKEN)
        .with("data/old/b.yaml", BROKEN)
        .with("x/old.yaml", BROKEN)
        .with("old.yaml", BROKEN);
    Validator validator =
        Validator.builder(directory).excludes(List.of("data/old/", "**/old.yaml")).build();
    assertThat(validator.validate().problems())
        .extracting(ValidateDirectory::place)
        .containsExactly("data/a.yaml:2:1 hiera/yaml_syntax");
    assertThatThrownBy(
            () -> Validator.builder(directory).excludes(List.of("{a")).build().validate())
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining("'{a' is no glob");
  }

  private Settings settings() {
    return Validator.builder(directory).build().settings();
  }

  private static ControlRepo model(Settings settings) {
    try (Shared shared = new Shared(settings);
        Inputs inputs = Inputs.open(settings, shared)) {
      return inputs.repo();
    }
  }
}

package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.puppetha.validate.ControlRepo.Kind;
import io.github.puppetha.validate.RepoModule.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlRepoTest {
  @TempDir Path directory;
  @TempDir Path elsewhere;
  private ValidateDirectory repo;

  @BeforeEach
  void open() {
    repo = new ValidateDirectory(directory);
  }

  @Test
  void theKindIsSeenByWhatIsThere() throws IOException {
    assertThat(repo.with("x/y.pp", "").with("site/a/manifests/init.pp", "").repo().kind())
        .isEqualTo(Kind.FILES);
    assertThat(repo.with("metadata.json", "{\"name\": \"acme-web\"}").repo().kind())
        .isEqualTo(Kind.MODULE);
    assertThat(repo.repo().modules())
        .extracting(RepoModule::name, RepoModule::directory, RepoModule::own)
        .containsExactly(tuple("web", "", true));
    assertThat(repo.with("environment.conf", "").repo().kind()).isEqualTo(Kind.ENVIRONMENT);
  }

  @Test
  void modulesAreWhereTheModulepathSaysAndWhereTheyUsuallyAre() throws IOException {
    repo.with("environment.conf", "modulepath = lib/ours:./modules/:$basemodulepath\n")
        .with("lib/ours/a/manifests/init.pp", "")
        .with("lib/ours/Bad-name/manifests/init.pp", "")
        .with("modules/a/manifests/init.pp", "")
        .with("modules/b/manifests/x/y.pp", "")
        .with("site/c/plans/p.pp", "")
        .with("plans/q.pp", "");
    ControlRepo model = repo.repo();
    assertThat(model.modules())
        .extracting(RepoModule::directory)
        .containsExactly("lib/ours/a", "modules/b", "site/c");
    assertThat(model.shadowed()).extracting(RepoModule::directory).containsExactly("modules/a");
    assertThat(model.moreModules()).isTrue();
    assertThat(model.files())
        .extracting(file -> file.module().map(RepoModule::name).orElse("-") + " " + file.path())
        .containsExactly(
            "- environment.conf",
            "- lib/ours/Bad-name/manifests/init.pp",
            "a manifests/init.pp",
            "a manifests/init.pp",
            "b manifests/x/y.pp",
            "- plans/q.pp",
            "c plans/p.pp");
    assertThat(model.files()).filteredOn(RepoFile::isPlan).hasSize(2);
  }

  @Test
  void aModulepathOfOwnDirectoriesLeavesNoRoomForOthers() throws IOException {
    assertThat(repo.with("manifests/site.pp", "").repo().moreModules()).isTrue();
    repo.with("environment.conf", "modulepath = $environmentpath/$environment/site:modules\n");
    assertThat(repo.repo().moreModules()).isFalse();
  }

  @Test
  void whatThePuppetfileInstallsIsReadButNotReported() throws IOException {
    repo.with("Puppetfile", "mod 'puppetlabs/stdlib', '9.0.0'\nmod 'mine', local: true\n")
        .with("modules/stdlib/manifests/init.pp", "")
        .with("modules/mine/manifests/init.pp", "");
    assertThat(repo.repo().module("stdlib").orElseThrow().origin()).isEqualTo(Origin.INSTALLED);
    assertThat(repo.repo().module("mine").orElseThrow().origin()).isEqualTo(Origin.OWN);
    assertThat(repo.repo().files())
        .filteredOn(RepoFile::reported)
        .extracting(RepoFile::name)
        .containsExactly("Puppetfile", "modules/mine/manifests/init.pp");
  }

  @Test
  void modulesThatAreNamedButNotThereAreKnown() throws IOException {
    repo.with("Puppetfile", "mod 'puppetlabs/stdlib', '9.0.0'\nmod 'puppetlabs/ntp', '9.0.0'\n")
        .with("modules/ntp/manifests/init.pp", "")
        .with(
            "modules/web/metadata.json",
            "{\"dependencies\": [{\"name\": \"puppetlabs/stdlib\"}, {\"name\": \"a-concat\"},"
                + " {\"name\": \"puppetlabs/ntp\"}, {\"name\": 5}, 1]}");
    assertThat(repo.repo().missing()).containsOnlyKeys("concat", "stdlib");
    assertThat(repo.repo().missing().get("stdlib").namedIn())
        .containsExactly("Puppetfile", "modules/web/metadata.json");
  }

  @Test
  void modulesFromElsewhereComeAfterTheRepos() throws IOException {
    repo.with("modules/web/manifests/init.pp", "");
    ValidateDirectory other =
        new ValidateDirectory(elsewhere)
            .with("web/manifests/other.pp", "")
            .with("ntp/manifests/init.pp", "");
    SourceTree tree = DirectoryTree.of(other.path());
    ControlRepo model =
        new RepoBuilder(DirectoryTree.of(directory), name -> true, name -> false)
            .build(
                List.of(
                    new RepoModule("ntp", tree, "ntp", Origin.INSTALLED),
                    new RepoModule("web", tree, "web", Origin.INSTALLED)),
                Map.of());
    assertThat(model.module("web").orElseThrow().own()).isTrue();
    assertThat(model.files())
        .extracting(file -> file.name() + " " + file.reported())
        .containsExactly("modules/web/manifests/init.pp true", "ntp/manifests/init.pp false");
  }
}

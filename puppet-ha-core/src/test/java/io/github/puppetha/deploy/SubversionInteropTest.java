package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.io.DeleteTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real svn, over file. */
class SubversionInteropTest {
  @TempDir Path temporary;

  private OneSite site;
  private SvnFixture control;
  private SvnFixture module;
  private String source;

  @BeforeAll
  static void need() {
    SvnFixture.need();
  }

  @BeforeEach
  void make() throws IOException {
    Path root = temporary.toRealPath();
    site = new OneSite(root, "http://127.0.0.1:1");
    module = SvnFixture.create(root, "ntp");
    module.file("trunk/manifests/init.pp", "class ntp { 1 }\n").commit("1");
    control = SvnFixture.create(root, "control");
    control
        .file("trunk/Puppetfile", "mod 'ntp', svn: '" + module.url() + "/trunk'\n")
        .file("trunk/manifests/site.pp", "include ntp\n")
        .file("trunk/bin/run", "#!/bin/sh\n")
        .program("trunk/bin/run")
        .link("trunk/link", "manifests")
        .commit("trunk");
    control.svn("copy", "-q", "trunk", "branches/feature-x");
    control.file("branches/feature-x/manifests/site.pp", "# feature\n").commit("a branch");
    source = "control: { remote: \"svn+" + control.url() + "\" }";
  }

  @Test
  void trunkAndBranchesBecomeEnvironments() throws IOException {
    DeployResult result = site.deploy(source);
    assertThat(result.ok()).isTrue();
    assertThat(result.servers())
        .extracting(ServerResult::environment)
        .containsExactly("feature_x", "production");
    Path production = site.live("production");
    assertThat(production.resolve("manifests/site.pp")).hasContent("include ntp");
    assertThat(production.resolve("bin/run")).isExecutable();
    assertThat(Files.isExecutable(production.resolve("manifests/site.pp"))).isFalse();
    assertThat(Files.readSymbolicLink(production.resolve("link"))).hasToString("manifests");
    assertThat(production.resolve("modules/ntp/manifests/init.pp")).hasContent("class ntp { 1 }");
    assertThat(production.resolve(".svn")).doesNotExist();
    assertThat(site.live("feature_x").resolve("manifests/site.pp")).hasContent("# feature");
    assertThat(site.deploy(source).servers())
        .extracting(ServerResult::state)
        .containsOnly(State.UNCHANGED);
  }

  @Test
  void onlyWhatChangedIsAnotherRevision() throws IOException {
    site.deploy(source);
    control.file("branches/feature-x/manifests/site.pp", "# again\n").commit("one branch");
    assertThat(site.deploy(source).servers())
        .extracting(ServerResult::state)
        .containsExactly(State.ACTIVE, State.UNCHANGED);
    module.file("trunk/manifests/init.pp", "class ntp { 2 }\n").commit("2");
    site.deploy(source);
    assertThat(site.live("production").resolve("modules/ntp/manifests/init.pp"))
        .hasContent("class ntp { 2 }");
    control.svn("delete", "-q", "branches/feature-x");
    control.commit("gone");
    site.deploy(source);
    assertThat(site.live("feature_x")).doesNotExist();
  }

  @Test
  void aRevisionIsTaken() throws IOException {
    module.file("trunk/manifests/init.pp", "class ntp { 2 }\n").commit("2");
    control
        .file("trunk/Puppetfile", "mod 'ntp', svn: '" + module.url() + "/trunk', rev: '2'\n")
        .commit("pinned");
    site.deploy(source);
    assertThat(site.live("production").resolve("modules/ntp/manifests/init.pp"))
        .hasContent("class ntp { 1 }");
  }

  @Test
  void hostileTreesAreRefusedByName() throws IOException {
    control.link("trunk/passwd", "/etc/passwd").commit("a link out");
    DeployResult refused = site.deploy(source);
    assertThat(refused.ok()).isFalse();
    assertThat(refused.toString()).contains("'passwd', a link with the absolute target");
    assertThat(site.live("production")).doesNotExist();
    control.svn("delete", "-q", "trunk/passwd");
    control.svn("propset", "-q", "svn:externals", "ext " + module.url() + "/trunk", "trunk");
    control.commit("an external");
    assertThatThrownBy(() -> site.deploy(source)).hasMessageContaining("svn:externals");
  }

  @Test
  void aRepositoryThatIsGoneIsNamed() throws IOException {
    DeleteTree.delete(control.repository());
    assertThatThrownBy(() -> site.deploy(source))
        .hasMessageContaining(control.url() + "/trunk")
        .hasMessageContaining("check the address");
  }

  @Test
  void whatIsDamagedInTheCacheIsExportedAnew() throws IOException {
    site.deploy(source);
    try (var all = Files.walk(site.root.resolve("cache/svn"))) {
      for (Path path : all.filter(p -> p.endsWith("manifests/site.pp")).toList()) {
        Files.writeString(path, "damaged");
      }
    }
    DeleteTree.delete(site.root.resolve("ams"));
    Files.createDirectories(site.root.resolve("ams"));
    site.deploy(source);
    assertThat(site.live("production").resolve("manifests/site.pp")).hasContent("include ntp");
  }

  @Test
  void offlineTheCacheIsEnough() throws IOException {
    site.deploy(source);
    DeleteTree.delete(module.repository());
    DeleteTree.delete(control.repository());
    assertThat(site.deploy(source, options -> options.offline(true)).ok()).isTrue();
  }

  @Test
  void aMirrorIsKeptAndUsedWhenTheRepositoryIsLost() throws IOException {
    Path mirror = site.root.resolve("fra/control");
    String mirrored = source.replace(" }", ", mirrors: { ams: \"svn+file://" + mirror + "\" } }");
    assertThat(site.deploy(mirrored).ok()).isTrue();
    assertThat(
            SvnFixture.run(
                site.root, "svn", "cat", "file://" + mirror + "/trunk/manifests/site.pp"))
        .isEqualTo("include ntp\n");
    DeleteTree.delete(control.repository());
    DeployPlan plan = site.deployer(mirrored).build().plan();
    assertThat(plan.text()).contains("its mirror file://" + mirror);
    assertThat(plan.changes()).allMatch(DeployPlan.Change::unchanged);
  }
}

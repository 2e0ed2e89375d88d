package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.testkit.FakeForge;
import io.github.puppetha.testkit.ForgeFault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules and control repos that do not come from git, and lock files. */
class ModuleKindsTest {
  @TempDir Path temporary;

  private FakeForge forge;
  private GitFixture control;
  private GitFixture ntp;
  private OneSite site;
  private String source;

  @BeforeEach
  void start() throws IOException {
    Path root = temporary.toRealPath();
    forge = FakeForge.start();
    forge.publish("puppetlabs", "stdlib", "9.4.1", Map.of("lib/a.rb", "9.4.1", "spec/x.rb", "x"));
    forge.publish("puppetlabs", "stdlib", "9.5.0", Map.of("lib/a.rb", "9.5.0"));
    site = new OneSite(root, forge.uri().toString());
    ntp = GitFixture.create(root, "ntp");
    ntp.file("manifests/init.pp", "class ntp { }\n").push("1");
    control = GitFixture.create(root, "control");
    source = "control: { remote: \"" + control.url() + "\" }";
  }

  @AfterEach
  void stop() {
    forge.close();
  }

  private void puppetfile(String text) throws IOException {
    control.file("Puppetfile", text).push("a Puppetfile");
  }

  private Path live(String path) {
    return site.live("production").resolve(path);
  }

  private static Path zip(Path file, Map<String, String> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  @Test
  void modulesOfEachKindAreDeployed() throws IOException {
    Path zip = zip(site.root.resolve("a.zip"), Map.of("a/manifests/init.pp", "class a { }"));
    control.file("modules/own/manifests/init.pp", "class own { }\n");
    puppetfile(
        """
        mod 'puppetlabs/stdlib', '9.4.1'
        mod 'ntp', git: '%s', branch: 'production'
        mod 'tar', type: 'tarball', source: '%s'
        mod 'own', local: true
        """
            .formatted(ntp.url(), zip));
    assertThat(site.deploy(source).ok()).isTrue();
    assertThat(live("modules/stdlib/lib/a.rb")).hasContent("9.4.1");
    assertThat(live("modules/stdlib/spec")).doesNotExist();
    assertThat(live("modules/ntp/manifests/init.pp")).exists();
    assertThat(live("modules/tar/a/manifests/init.pp"))
        .as("an archive's top directory stays, as with r10k")
        .hasContent("class a { }");
    assertThat(live("modules/own/manifests/init.pp")).exists();
    assertThat(live(".r10k-deploy.json")).content().contains("9.4.1");
    forge.clearRequests();
    assertThat(site.deploy(source).servers())
        .extracting(ServerResult::state)
        .containsOnly(State.UNCHANGED);
    assertThat(forge.requests()).as("an exact version is known").isEmpty();
  }

  @Test
  void withoutAVersionAModuleStaysWhereItIsAndLatestGoesOn() throws IOException {
    puppetfile("mod 'puppetlabs/stdlib'\n");
    site.deploy(source);
    assertThat(live("modules/stdlib/lib/a.rb")).hasContent("9.5.0");
    forge.publish("puppetlabs", "stdlib", "9.6.0", Map.of("lib/a.rb", "9.6.0"));
    site.deploy(source);
    assertThat(live("modules/stdlib/lib/a.rb")).hasContent("9.5.0");
    puppetfile("mod 'puppetlabs/stdlib', :latest\n");
    site.deploy(source);
    assertThat(live("modules/stdlib/lib/a.rb")).hasContent("9.6.0");
  }

  @Test
  void whatCannotBeHadIsSaidWithFileLineAndColumn() throws IOException {
    puppetfile(
        """
        mod 'puppetlabs/stdlib', '1.0.0'
          mod 'tar', type: 'tarball', source: '/nowhere/x.zip'
        mod 'gone', svn: 'file:///nowhere/svn'
        """);
    assertThatThrownBy(() -> site.deploy(source))
        .isInstanceOf(DeployRefusedException.class)
        .hasMessageContaining("production:Puppetfile:1:5: error: module 'puppetlabs/stdlib'")
        .hasMessageContaining("no such module or version")
        .hasMessageContaining("production:Puppetfile:2:7: error: module 'tar'")
        .hasMessageContaining("production:Puppetfile:3:5: error: module 'gone'");
    assertThat(site.live("production")).doesNotExist();
  }

  @Test
  void aForgeThatLiesStopsTheDeployment() throws IOException {
    puppetfile("mod 'puppetlabs/stdlib', '9.4.1'\n");
    forge.fault(new ForgeFault.Lie());
    assertThatThrownBy(() -> site.deploy(source))
        .isInstanceOf(DeployRefusedException.class)
        .hasMessageContaining("Puppetfile:1:5")
        .hasMessageContaining("SHA-256");
    assertThat(site.live("production")).doesNotExist();
  }

  @Test
  void offlineTheCacheIsEnough() throws IOException {
    puppetfile("mod 'puppetlabs/stdlib', :latest\n");
    site.deploy(source);
    forge.close();
    control.branch("other").push("other");
    assertThat(site.deploy(source, options -> options.offline(true)).ok()).isTrue();
  }

  @Test
  void anArchiveMayBeTheControlRepo() throws IOException {
    Map<String, String> files =
        Map.of(
            "control-1.0/Puppetfile",
            "mod 'puppetlabs/stdlib', '9.4.1'\n",
            "control-1.0/manifests/site.pp",
            "# archive\n");
    Path zip = zip(site.root.resolve("control.zip"), files);
    String archive = "rel: { remote: \"archive+%s\", prefix: rel }".formatted(zip.toUri());
    assertThat(site.deploy(archive).ok()).isTrue();
    assertThat(site.live("rel_production").resolve("manifests/site.pp")).hasContent("# archive");
    assertThat(site.live("rel_production").resolve("modules/stdlib/metadata.json")).exists();
    zip(site.root.resolve("control.zip"), Map.of("manifests/site.pp", "node {"));
    assertThatThrownBy(() -> site.deployer(archive).validate(8).build().plan())
        .isInstanceOf(DeployRefusedException.class)
        .hasMessageContaining("rel_production:manifests/site.pp:1:");
    String wrong = archive.replace(".zip", ".zip#sha256=" + "0".repeat(64));
    assertThatThrownBy(() -> site.deploy(wrong)).hasMessageContaining("SHA-256");
  }
}

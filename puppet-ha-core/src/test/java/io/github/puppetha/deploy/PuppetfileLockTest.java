package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.testkit.FakeForge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PuppetfileLockTest {
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
    forge.publish("puppetlabs", "stdlib", "9.4.1", Map.of("lib/a.rb", "9.4.1"));
    site = new OneSite(root, forge.uri().toString());
    ntp = GitFixture.create(root, "ntp");
    ntp.file("manifests/init.pp", "class ntp { 1 }\n").push("1");
    control = GitFixture.create(root, "control");
    source = "control: { remote: \"" + control.url() + "\" }";
    puppetfile("");
  }

  @AfterEach
  void stop() {
    forge.close();
  }

  private void puppetfile(String more) throws IOException {
    String text =
        """
        mod 'puppetlabs/stdlib', :latest
        mod 'ntp', git: '%s', branch: 'production'
        """
            .formatted(ntp.url());
    control.file("Puppetfile", text + more);
  }

  private PuppetfileLocker locker() throws IOException {
    return PuppetfileLocker.builder(control.work(), site.topology(source)).build();
  }

  private Path live(String path) {
    return site.live("production").resolve("modules").resolve(path);
  }

  @Test
  void whatIsLockedIsDeployedWhateverCameSince() throws IOException {
    PuppetfileLocker.Result made = locker().write();
    assertThat(made.ok()).isTrue();
    assertThat(made.changed()).isTrue();
    assertThat(made.modules()).isEqualTo(2);
    assertThat(Files.readString(made.file())).contains("\"wants\"", "\"sha256\"", "\"commit\"");
    control.push("locked");
    ntp.file("manifests/init.pp", "class ntp { 2 }\n").push("2");
    forge.publish("puppetlabs", "stdlib", "9.5.0", Map.of("lib/a.rb", "9.5.0"));
    site.deploy(source);
    assertThat(live("ntp/manifests/init.pp")).hasContent("class ntp { 1 }");
    assertThat(live("stdlib/lib/a.rb")).hasContent("9.4.1");
    assertThat(locker().check().problems()).isEmpty();
    assertThat(locker().write().changed()).isTrue();
    control.push("locked anew");
    site.deploy(source);
    assertThat(live("ntp/manifests/init.pp")).hasContent("class ntp { 2 }");
    assertThat(live("stdlib/lib/a.rb")).hasContent("9.5.0");
    assertThat(locker().write().changed()).isFalse();
  }

  @Test
  void aLockThatDoesNotFitIsRefusedWithItsLines() throws IOException {
    locker().write();
    puppetfile("mod 'puppet/nginx', '1.0.0'\n");
    control.push("one more");
    assertThatThrownBy(() -> site.deploy(source))
        .isInstanceOf(DeployRefusedException.class)
        .hasMessageContaining("production:Puppetfile:3:5: error: module 'puppet/nginx' is not in")
        .hasMessageContaining("goal lock");
    control.file("Puppetfile", "mod 'puppetlabs/stdlib', '9.4.1'\n").push("another wish");
    assertThatThrownBy(() -> site.deploy(source))
        .hasMessageContaining("production:Puppetfile:1:5")
        .hasMessageContaining("'forge puppetlabs-stdlib latest'")
        .hasMessageContaining("production:Puppetfile.lock:4:5")
        .hasMessageContaining("no module at 'modules/ntp'");
    assertThat(site.live("production")).doesNotExist();
    DeployResult ignored =
        site.deployer(source)
            .lock(LockUse.IGNORE)
            .build()
            .plan()
            .execute(io.github.puppetha.ProgressListener.NONE);
    assertThat(ignored.ok()).isTrue();
  }

  @Test
  void aForgedLockIsRefused() throws IOException {
    Path lock = locker().write().file();
    String good = Files.readString(lock);
    String tree = good.replaceAll("(?s).*\"tree\" : \"([0-9a-f]+)\".*", "$1");
    Files.writeString(lock, good.replace(tree, "../../../../etc"));
    control.push("traversal");
    assertThatThrownBy(() -> site.deploy(source))
        .hasMessageContaining("Puppetfile.lock:")
        .hasMessageContaining("'tree' is not what it must be");
    Files.writeString(lock, good.replace(tree, "0".repeat(40)));
    control.push("another tree");
    assertThatThrownBy(() -> site.deploy(source)).hasMessageContaining("another tree");
    Files.writeString(lock, good.replace("puppetlabs-stdlib\",\n", "evil-stdlib\",\n"));
    control.push("another module");
    assertThatThrownBy(() -> site.deploy(source))
        .hasMessageContaining("is not what it wants: 'forge puppetlabs-stdlib latest'");
    assertThat(site.live("production")).doesNotExist();
  }

  @Test
  void oneMayBeRequiredAndThatOfAnotherToolIsLeftAlone() throws IOException {
    control.push("none");
    Deployer required = site.deployer(source).lock(LockUse.REQUIRE).build();
    assertThatThrownBy(required::plan)
        .hasMessageContaining("production:Puppetfile.lock: error: there is no such file");
    control.file("Puppetfile.lock", "FORGE\n  remote: https://forge.example.test\n").push("other");
    assertThat(site.deploy(source).ok()).isTrue();
  }

  @Test
  void whatModulesNeedIsReportedWithTheLinesToAdd() throws IOException {
    forge.publish("puppetlabs", "concat", "8.0.0", Map.of());
    forge.publish("puppetlabs", "concat", "9.1.0", Map.of());
    forge.publish("puppetlabs", "concat", "10.0.0", Map.of());
    forge.publish(
        "puppet",
        "nginx",
        "1.0.0",
        Map.of(),
        Map.of("puppetlabs/concat", ">= 8.0.0 < 10.0.0", "puppetlabs/stdlib", ">= 10.0.0"));
    puppetfile("mod 'puppet/nginx', '1.0.0'\n");
    PuppetfileLocker.Result result = locker().write();
    assertThat(result.ok()).isTrue();
    assertThat(result.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "Puppetfile:3:5: warning: module 'puppet/nginx' needs puppetlabs/stdlib >= 10.0.0, but"
                + " 9.4.1 is installed [puppetfile/dependency_version]",
            "Puppetfile:3:5: warning: module 'puppet/nginx' needs puppetlabs/concat >= 8.0.0 <"
                + " 10.0.0, which is not in the Puppetfile; add the line: mod"
                + " 'puppetlabs/concat', '9.1.0' [puppetfile/missing_dependency]");
  }

  @Test
  void withAnErrorNothingIsWritten() throws IOException {
    puppetfile("mod 'puppet/none', '1.0.0'\n");
    PuppetfileLocker.Result result = locker().write();
    assertThat(result.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.severity()).isEqualTo(Severity.ERROR);
              assertThat(p.toString()).startsWith("Puppetfile:3:5: error: module 'puppet/none'");
            });
    assertThat(result.file()).doesNotExist();
    assertThat(locker().check().problems()).singleElement().asString().contains("no such file");
  }
}

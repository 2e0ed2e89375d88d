package io.github.puppetha.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.http.WebProxy;
import io.github.puppetha.testkit.FakeForge;
import io.github.puppetha.testkit.ForgeFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgeTest {
  /** Five times in all, without waiting. */
  private static final Retries AT_ONCE = (failures, wanted) -> failures <= 4;

  @TempDir Path root;

  private FakeForge forge;
  private Contents contents;

  @BeforeEach
  void start() {
    forge = FakeForge.start();
    forge.publish("puppetlabs", "ntp", "9.0.0", Map.of("manifests/init.pp", "class ntp { }\n"));
    forge.publish(
        "puppetlabs",
        "ntp",
        "10.1.0",
        Map.of("manifests/init.pp", "class ntp { 10 }\n", "spec/x_spec.rb", "x", "big", noise()));
    contents = open(false, Optional.empty());
  }

  @AfterEach
  void stop() {
    contents.close();
    forge.close();
  }

  private Contents open(boolean offline, Optional<String> token) {
    ForgeSettings settings = new ForgeSettings(forge.uri(), token);
    ContentsOptions options = new ContentsOptions(settings, Optional.empty(), offline);
    return Contents.open(root.resolve("cache"), options, AT_ONCE);
  }

  private static String noise() {
    StringBuilder text = new StringBuilder();
    new Random(1).ints(100_000, ' ', '~').forEach(c -> text.append((char) c));
    return text.toString();
  }

  private Path export(Origin origin) {
    Path out = root.resolve("out" + System.nanoTime());
    contents.export(origin, true, new DirectorySink(out));
    return out;
  }

  @Test
  void anExactVersionIsAskedForOnceAndThenKnown() {
    Origin.Forge origin = contents.release("puppetlabs-ntp", "9.0.0");
    assertThat(origin.sha256()).isEqualTo(forge.sha256("puppetlabs", "ntp", "9.0.0").get());
    assertThat(export(origin).resolve("manifests/init.pp")).hasContent("class ntp { }\n");
    assertThat(forge.requests())
        .containsExactly(
            "/v3/releases/puppetlabs-ntp-9.0.0", "/v3/files/puppetlabs-ntp-9.0.0.tar.gz");
    forge.clearRequests();
    contents.fetch(contents.release("puppetlabs-ntp", "9.0.0"));
    assertThat(forge.requests()).isEmpty();
  }

  @Test
  void withoutAVersionItIsTheLatest() {
    Origin.Forge origin = contents.release("puppetlabs-ntp", null);
    assertThat(origin.version()).isEqualTo("10.1.0");
    Path out = export(origin);
    assertThat(out.resolve("metadata.json")).exists();
    assertThat(out.resolve("spec")).doesNotExist();
  }

  @Test
  void aForgeThatLiesAboutItsChecksumIsRefused() throws IOException {
    forge.fault(new ForgeFault.Lie());
    Origin.Forge origin = contents.release("puppetlabs-ntp", "9.0.0");
    assertThatThrownBy(() -> contents.fetch(origin))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("puppetlabs-ntp 9.0.0")
        .hasMessageContaining("SHA-256");
    try (Stream<Path> kept = Files.list(root.resolve("cache/archives"))) {
      assertThat(kept.filter(p -> !p.toString().endsWith(".part"))).isEmpty();
    }
    forge.clearFault();
    assertThatThrownBy(() -> contents.fetch(origin))
        .as("what was planned is what the lie said")
        .isInstanceOf(RepositoryException.class);
  }

  @Test
  void anMd5IsTakenWhereThereIsNothingBetter() {
    forge.fault(new ForgeFault.Md5Only());
    Origin.Forge origin = contents.release("puppetlabs-ntp", "9.0.0");
    assertThat(origin.sha256()).isEqualTo(forge.sha256("puppetlabs", "ntp", "9.0.0").get());
    forge.clearRequests();
    assertThat(contents.release("puppetlabs-ntp", "9.0.0")).isEqualTo(origin);
    assertThat(export(origin).resolve("manifests/init.pp")).exists();
    assertThat(forge.requests()).isEmpty();
  }

  @Test
  void aLyingMd5IsRefusedToo() {
    forge.fault(new ForgeFault.Md5Only());
    Origin.Forge nine = contents.release("puppetlabs-ntp", "9.0.0");
    assertThat(nine.sha256()).hasSize(64);
    forge.fault(new ForgeFault.Lie());
    assertThatThrownBy(() -> contents.fetch(contents.release("puppetlabs-ntp", "10.1.0")))
        .isInstanceOf(RepositoryException.class);
  }

  @Test
  void downloadsThatBreakOffAreGoneOnWith() {
    Origin.Forge origin = contents.release("puppetlabs-ntp", "10.1.0");
    forge.clearRequests();
    forge.fault(new ForgeFault.BreakOff(20_000));
    assertThat(export(origin).resolve("big")).hasContent(noise());
    List<String> parts = forge.requests().stream().filter(r -> r.contains("bytes=")).toList();
    assertThat(parts).hasSizeGreaterThan(2).doesNotHaveDuplicates();
  }

  @Test
  void whatAnEarlierProcessBeganIsGoneOnWith() {
    Origin.Forge origin = contents.release("puppetlabs-ntp", "10.1.0");
    forge.fault(new ForgeFault.BreakOff(20_000));
    Retries never = (failures, wanted) -> false;
    ContentsOptions options =
        new ContentsOptions(
            new ForgeSettings(forge.uri(), Optional.empty()), Optional.empty(), false);
    try (Contents impatient = Contents.open(root.resolve("cache"), options, never)) {
      assertThatThrownBy(() -> impatient.fetch(origin)).isInstanceOf(RepositoryException.class);
    }
    forge.clearFault();
    forge.clearRequests();
    contents.fetch(origin);
    assertThat(forge.requests())
        .singleElement()
        .asString()
        .matches(".*10\\.1\\.0\\.tar\\.gz bytes=[1-9]\\d*-");
  }

  @Test
  void aForgeWithoutRangesServesToo() {
    Origin.Forge origin = contents.release("puppetlabs-ntp", "10.1.0");
    forge.fault(new ForgeFault.BreakOff(20_000));
    Retries once = (failures, wanted) -> false;
    ContentsOptions options =
        new ContentsOptions(
            new ForgeSettings(forge.uri(), Optional.empty()), Optional.empty(), false);
    try (Contents impatient = Contents.open(root.resolve("cache"), options, once)) {
      assertThatThrownBy(() -> impatient.fetch(origin)).isInstanceOf(RepositoryException.class);
    }
    forge.fault(new ForgeFault.NoRanges());
    assertThat(export(origin).resolve("big")).hasContent(noise());
  }

  @Test
  void whatFailsForNowIsTriedAgain() {
    forge.fault(new ForgeFault.Status(503, 3));
    assertThat(contents.release("puppetlabs-ntp", "9.0.0").version()).isEqualTo("9.0.0");
    forge.fault(new ForgeFault.Status(503, 30));
    assertThatThrownBy(() -> contents.release("puppetlabs-ntp", null))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("503");
  }

  @Test
  void offlineTheCacheIsAllThereIs() {
    Origin.Forge nine = contents.release("puppetlabs-ntp", "9.0.0");
    contents.fetch(nine);
    contents.fetch(contents.release("puppetlabs-ntp", null));
    forge.clearRequests();
    try (Contents offline = open(true, Optional.empty())) {
      assertThat(offline.release("puppetlabs-ntp", "9.0.0")).isEqualTo(nine);
      assertThat(offline.release("puppetlabs-ntp", null).version()).isEqualTo("10.1.0");
      offline.fetch(nine);
      assertThatThrownBy(() -> offline.release("puppetlabs-apache", "1.0.0"))
          .isInstanceOf(RepositoryException.class)
          .hasMessageContaining("puppetlabs-apache 1.0.0")
          .hasMessageContaining("offline");
    }
    assertThat(forge.requests()).isEmpty();
  }

  @Test
  void theTokenIsShownAndNeverTold() {
    forge.authorization("Bearer s3cret");
    assertThatThrownBy(() -> contents.release("puppetlabs-ntp", "9.0.0"))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining(ForgeSettings.TOKEN);
    try (Contents known = open(false, Optional.of("s3cret"))) {
      known.fetch(known.release("puppetlabs-ntp", "9.0.0"));
      assertThatThrownBy(() -> known.release("puppetlabs-none", "9.0.0"))
          .hasMessageContaining("puppetlabs-none 9.0.0")
          .hasMessageNotContaining("s3cret");
    }
    assertThat(new ForgeSettings(forge.uri(), Optional.of("s3cret")).toString())
        .doesNotContain("s3cret");
  }

  @Test
  void aMirrorMayBeAProxy() {
    WebProxy proxy = new WebProxy(forge.uri(), List.of());
    ForgeSettings far = ForgeSettings.of("http://forge.example.test", null);
    ContentsOptions options = new ContentsOptions(far, Optional.of(proxy), false);
    try (Contents proxied = Contents.open(root.resolve("other"), options, AT_ONCE)) {
      proxied.fetch(proxied.release("puppetlabs-ntp", "9.0.0"));
    }
    assertThat(forge.requests()).hasSize(2);
  }

  @Test
  void linksAreLeftOutAndHostileArchivesRefused() {
    String top = "evil-links-1.0.0/";
    forge.publish(
        "evil",
        "links",
        "1.0.0",
        TestArchive.of("tar")
            .file(top + "metadata.json", "{}")
            .link(top + "passwd", "/etc/passwd")
            .file(top + "manifests/init.pp", "x")
            .bytes());
    Path out = export(contents.release("evil-links", "1.0.0"));
    assertThat(out.resolve("manifests/init.pp")).exists();
    assertThat(Files.isSymbolicLink(out.resolve("passwd"))).isFalse();
    forge.publish(
        "evil",
        "up",
        "1.0.0",
        TestArchive.of("tar")
            .file("evil-up-1.0.0/metadata.json", "{}")
            .file("evil-up-1.0.0/../../x", "x")
            .bytes());
    assertThatThrownBy(() -> export(contents.release("evil-up", "1.0.0")))
        .isInstanceOf(HostileTreeException.class)
        .hasMessageContaining("evil-up 1.0.0");
  }

  @Test
  void aReleaseThatIsNoModuleIsSaidToBeNone() {
    forge.publish("a", "b", "1.0.0", TestArchive.of("zip").file("x", "x").bytes());
    assertThatThrownBy(() -> export(contents.release("a-b", "1.0.0")))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("metadata.json");
    assertThatThrownBy(() -> contents.release("a-b", "2.0.0"))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("no such module or version");
  }
}

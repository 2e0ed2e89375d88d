package io.github.puppetha.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.puppetha.io.DeleteTree;
import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mirror for another site, kept by the real svnsync. */
class SubversionMirrorInteropTest {
  @TempDir Path temporary;

  private Path root;
  private String primary;
  private String mirror;

  @BeforeAll
  static void need() {
    String interop = System.getProperty("interop", "");
    assumeTrue(!interop.equals("off"), "-Dinterop=off");
    boolean found = Files.isExecutable(Path.of("/usr/bin/svnsync"));
    assumeTrue(found || interop.equals("required"), "no svnsync on this machine");
  }

  @BeforeEach
  void make() throws IOException {
    root = temporary.toRealPath();
    run("svnadmin", "create", root.resolve("primary").toString());
    primary = "file://" + root.resolve("primary") + "/puppet";
    mirror = "file://" + root.resolve("fra/mirror") + "/puppet";
    run("svn", "mkdir", "-q", "--parents", "-m", "1", primary + "/trunk", primary + "/branches");
    Path site = Files.writeString(root.resolve("site.pp"), "node default { }\n");
    run("svn", "import", "-q", "-m", "2", site.toString(), primary + "/trunk/site.pp");
  }

  private static String written(String url) {
    return url.startsWith("svn:") ? url : "svn+" + url;
  }

  private String run(String... command) throws IOException {
    Processes.Result result =
        Processes.run(List.of(command), root, Map.of(), Duration.ofSeconds(60));
    assertThat(result.err()).isEmpty();
    return result.out().strip();
  }

  private SubversionContents contents(String cache) {
    Map<String, List<String>> copies = Map.of("svn+" + primary, List.of(written(mirror)));
    return new SubversionContents(root.resolve(cache), false, GitCredentials.NONE, copies);
  }

  private List<String> update() throws IOException {
    SubversionContents contents = contents("cache");
    new SubversionBranches(contents, "svn+" + primary).fetch();
    return contents.updateMirrors("svn+" + primary, List.of(written(mirror)));
  }

  @Test
  void aMirrorIsMadeAndKeptAndUsedWhenTheRepositoryIsLost() throws IOException {
    assertThat(update()).isEmpty();
    run("svn", "copy", "-q", "-m", "3", primary + "/trunk", primary + "/branches/next");
    assertThat(update()).isEmpty();
    assertThat(run("svn", "cat", mirror + "/branches/next/site.pp")).contains("node default");
    assertThat(run("svn", "info", "--show-item", "repos-uuid", mirror))
        .isEqualTo(run("svn", "info", "--show-item", "repos-uuid", primary));
    Branches before = new SubversionBranches(contents("cache"), "svn+" + primary);
    before.fetch();
    DeleteTree.delete(root.resolve("primary"));
    SubversionContents lost = contents("another-cache");
    Branches after = new SubversionBranches(lost, "svn+" + primary);
    after.fetch();
    assertThat(after.list()).isEqualTo(before.list()).containsKeys("production", "next");
    assertThat(after.read(after.list().get("next"), "site.pp")).contains("node default { }\n");
    assertThat(lost.svn().notes()).anyMatch(note -> note.contains(mirror));
  }

  @Test
  void aLockOfAKilledSvnsyncHereStopsNobody() throws IOException {
    assertThat(update()).isEmpty();
    String host = InetAddress.getLocalHost().getHostName();
    String target = mirror.replaceFirst("/puppet$", "");
    String lock = host + ":00000000-0000-0000-0000-000000000000";
    run("svn", "propset", "-q", "--revprop", "-r0", "svn:sync-lock", lock, target);
    run("svn", "mkdir", "-q", "-m", "3", primary + "/branches/next");
    assertThat(update()).isEmpty();
    assertThat(run("svn", "list", mirror + "/branches")).contains("next");
  }

  @Test
  void aMirrorThatCannotBeIsNamedWithTheReason() throws IOException {
    mirror = "file://" + root.resolve("fra/mirror");
    assertThat(update()).singleElement().asString().contains(mirror, "must end with '/puppet'");
    mirror = "svn://127.0.0.1:1/puppet";
    assertThat(update()).singleElement().asString().contains(mirror, "not brought up to date");
  }
}

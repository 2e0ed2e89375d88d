package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Control repos that are lost, their mirrors, and a cache that is damaged. */
@org.junit.jupiter.api.Timeout(120)
class LostRemoteTest {
  private static final String DEPLOYMENTS = "refs/puppet-ha/deployments";

  @TempDir Path root;
  private TwoSites sites;
  private Path mirror;

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
    mirror = root.toRealPath().resolve("mirror.git");
  }

  private Topology topology(String extra) throws IOException {
    Topology plain = sites.topology("all");
    Path file = plain.file();
    String control = "control: { remote: \"" + sites.control.url() + "\"";
    String text =
        Files.readString(file).replace(control, control + ", mirrors: { fra: \"" + mirror + "\" }");
    Files.writeString(file, text.replace("deploy: {", "deploy: { " + extra));
    return Topology.load(file);
  }

  private void makeMirror() throws IOException {
    sites.control.git("init", "-q", "--bare", "-b", "production", mirror.toString());
  }

  @Test
  void aDecidedDeploymentBringsTheMirrorUpToDate() throws IOException {
    makeMirror();
    sites.control.git("tag", "release-1");
    sites.control.branch("old").push("another");
    Topology topology = topology("");
    assertThat(deploy(topology).warnings()).isEmpty();
    sites.control.git("push", "-q", "origin", ":old");
    sites.control.checkout("production").file("manifests/site.pp", "# 2\n");
    String commit = sites.control.push("second");
    assertThat(deploy(topology).warnings()).isEmpty();
    assertThat(mirrored("refs/heads/production")).isEqualTo(commit);
    assertThat(mirrored("refs/tags/release-1")).isNotEmpty();
    assertThat(mirrored(DEPLOYMENTS)).isNotEmpty();
    assertThat(mirrored("refs/heads/old")).isEmpty();
    assertThat(mirrored("refs/puppet-ha/lease")).isEmpty();
  }

  @Test
  void aMirrorThatIsAwayIsAWarningAndNoFailure() throws IOException {
    DeployResult result = deploy(topology(""));
    assertThat(result.ok()).isTrue();
    assertThat(result.warnings()).singleElement().asString().contains("mirror.git");
    assertThat(DeployJson.write(result)).contains("\"warnings\"");
  }

  @Test
  void aMirrorThatHasGoneItsOwnWayIsLeftAsItIs() throws IOException {
    makeMirror();
    Topology topology = topology("");
    deploy(topology);
    String own = sites.control.git("commit-tree", "-m", "decided there", "HEAD^{tree}").strip();
    sites.control.git("push", "-q", "-f", mirror.toString(), own + ":" + DEPLOYMENTS);
    sites.control.git("push", "-q", "-f", mirror.toString(), own + ":refs/heads/production");
    sites.control.file("manifests/site.pp", "# 2\n").push("second");
    DeployResult result = deploy(topology);
    assertThat(result.ok()).isTrue();
    assertThat(result.warnings()).singleElement().asString().contains("left as it is");
    assertThat(mirrored("refs/heads/production")).isEqualTo(own);
  }

  @Test
  void whenTheRemoteIsLostItsMirrorGivesTheCodeAndThePlanSaysSo() throws IOException {
    makeMirror();
    Topology topology = topology("state: { directory: state }, ");
    deploy(topology);
    Files.move(sites.control.bare(), root.resolve("lost"));
    sites.control.file("manifests/site.pp", "# from the mirror\n");
    sites.control.git("commit", "-q", "-a", "-m", "second");
    sites.control.git("push", "-q", mirror.toString(), "production");
    DeployPlan plan = Deployer.builder(topology).build().plan();
    assertThat(plan.text()).contains("mirror.git").contains("is used");
    assertThat(plan.execute(ProgressListener.NONE).ok()).isTrue();
    assertThat(sites.ams().resolve("production/manifests/site.pp"))
        .hasContent("# from the mirror\n");
  }

  @Test
  void anEmptyMirrorDoesNotTakeEnvironmentsAway() throws IOException {
    Topology topology = topology("state: { directory: state }, ");
    deploy(topology);
    makeMirror();
    Files.move(sites.control.bare(), root.resolve("lost"));
    assertThatThrownBy(() -> deploy(topology)).hasMessageContaining("control.git");
    assertThat(sites.ams().resolve("production")).isSymbolicLink();
  }

  @Test
  void decisionsAreNeverTakenFromAMirror() throws IOException {
    makeMirror();
    Topology topology = topology("");
    deploy(topology);
    Files.move(sites.control.bare(), root.resolve("lost"));
    assertThatThrownBy(() -> deploy(topology)).hasMessageContaining("control.git");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "flipped", "shortened", "removed", "index"})
  void aDamagedCacheIsMadeAnewFromTheRemotes(String damage) throws IOException {
    Topology topology = sites.topology("all");
    deploy(topology);
    sites.control.file("Puppetfile", sites.puppetfile("v2")).push("second");
    deploy(topology);
    damage(damage);
    sites.control.file("Puppetfile", sites.puppetfile("v1")).push("back to the first");
    removeStores();
    DeployResult result = deploy(topology);
    assertThat(result.ok()).as(result.toString()).isTrue();
    assertThat(sites.ams().resolve("production/modules/ntp/manifests/init.pp"))
        .hasContent("class ntp { }\n");
  }

  @Test
  void aDamagedCacheWhoseRemoteIsGoneIsToldWithBoth() throws IOException {
    Topology topology = sites.topology("all");
    deploy(topology);
    damage("zeros");
    Files.move(sites.module.bare(), root.resolve("lost"));
    removeStores();
    String told;
    try {
      told = deploy(topology).servers().toString();
    } catch (RuntimeException e) {
      told = e.getMessage();
    }
    assertThat(told).contains("ntp.git");
    assertThat(sites.ams().resolve("production")).doesNotExist();
  }

  private void removeStores() throws IOException {
    for (Path store : List.of(sites.ams(), sites.fra())) {
      io.github.puppetha.io.DeleteTree.delete(store);
    }
  }

  private void damage(String how) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("cache"))) {
      String kind = how.equals("index") ? ".idx" : ".pack";
      for (Path file : files.filter(f -> f.toString().endsWith(kind)).toList()) {
        if (how.equals("removed")) {
          Files.delete(file);
          continue;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
          int length = (int) bytes.length();
          byte[] content = new byte[length];
          bytes.readFully(content);
          for (int i = 12; i < length - 20; i++) {
            content[i] = how.equals("flipped") ? (byte) (content[i] ^ 0x55) : 0;
          }
          bytes.seek(0);
          bytes.write(content);
          bytes.setLength(how.equals("shortened") ? length / 2 : length);
        }
      }
    }
  }

  private String mirrored(String ref) throws IOException {
    return sites
        .control
        .git("--git-dir", mirror.toString(), "for-each-ref", "--format=%(objectname)", ref)
        .strip();
  }

  private static DeployResult deploy(Topology topology) {
    return Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
  }
}

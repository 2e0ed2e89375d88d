package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The git remote goes away midway; the cache of mirrors is damaged, or has debris in it. */
class SourceFaultsTest {
  @TempDir(factory = InMemory.class)
  Path root;

  private TwoSites sites;
  private Topology topology;

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
    topology = sites.topology("all");
    assertThat(deploy().ok()).isTrue();
  }

  private DeployResult deploy() {
    return Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
  }

  private void assertOld() {
    assertThat(sites.ams().resolve("production/manifests/site.pp")).hasContent("include ntp\n");
    assertThat(sites.fra().resolve("production/manifests/site.pp")).hasContent("include ntp\n");
  }

  private void assertMended() throws IOException {
    DeployResult result = deploy();
    assertThat(result.ok()).as(result.toString()).isTrue();
    for (Path site : List.of(sites.ams(), sites.fra())) {
      assertThat(site.resolve("production/manifests/site.pp")).hasContent("# new\n");
      assertThat(site.resolve("production/modules/ntp/manifests/init.pp"))
          .content()
          .contains("two");
      assertThat(Debris.in(site)).isEmpty();
    }
  }

  private void pushNew() throws IOException {
    sites.control.file("manifests/site.pp", "# new\n").file("Puppetfile", sites.puppetfile("v2"));
    sites.control.push("new");
  }

  @Test
  void aControlRepoThatGoesAfterThePlanStopsAllBeforeTheDecision() throws IOException {
    pushNew();
    DeployPlan plan = Deployer.builder(topology).build().plan();
    Path away = root.resolve("away");
    Files.move(sites.control.bare(), away);
    String said = failure(plan);
    assertThat(said).contains("control.git");
    assertOld();
    assertThatThrownBy(this::deploy)
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining("control.git")
        .hasMessageContaining("no git repository");
    assertOld();
    Files.move(away, sites.control.bare());
    assertMended();
  }

  /** By an exception, or as a result in which nothing was switched. */
  private static String failure(DeployPlan plan) {
    try {
      DeployResult result = plan.execute(ProgressListener.NONE);
      assertThat(result.decided()).isFalse();
      assertThat(result.servers()).extracting(ServerResult::state).doesNotContain(State.ACTIVE);
      return result.toString();
    } catch (PuppetHaException e) {
      return e.getMessage();
    }
  }

  @Test
  void aModuleThatGoesAfterItWasFetchedIsNotMissed() throws IOException {
    pushNew();
    DeployPlan plan = Deployer.builder(topology).build().plan();
    Files.move(sites.module.bare(), root.resolve("away"));
    assertThat(plan.execute(ProgressListener.NONE).ok()).isTrue();
    assertThat(sites.fra().resolve("production/manifests/site.pp")).hasContent("# new\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {".pack", ".idx", "truncated .pack", "packed-refs", "gone .idx"})
  void aDamagedMirrorIsToldOnceAndMadeAgain(String what) throws IOException {
    pushNew();
    assertThat(damage(topology.code().cache(), what)).isPositive();
    try {
      DeployResult result = deploy();
      if (!result.ok()) {
        assertThat(result.toString()).contains("deploy again");
        assertThat(result.decided()).isFalse();
        assertOld();
      }
    } catch (PuppetHaException e) {
      assertThat(e).hasMessageContaining("cache").hasMessageContaining("deploy again");
      assertOld();
    }
    assertMended();
  }

  private static int damage(Path cache, String what) throws IOException {
    String suffix = what.substring(what.lastIndexOf(' ') + 1);
    int damaged = 0;
    for (Path file : files(cache, f -> f.toString().endsWith(suffix))) {
      damaged++;
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      if (what.startsWith("truncated")) {
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      } else if (!what.startsWith("gone")) {
        for (int i = bytes.length / 3; i < bytes.length - 20; i++) {
          bytes[i] ^= 0x55;
        }
        Files.write(file, bytes);
      }
    }
    // Where references are kept file by file, those are torn.
    if (damaged == 0 && what.equals("packed-refs")) {
      for (Path file : files(cache, f -> f.toString().contains("/refs/heads/"))) {
        damaged++;
        Files.writeString(file, "torn");
      }
    }
    return damaged;
  }

  private static List<Path> files(Path top, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      return files.filter(Files::isRegularFile).filter(wanted).toList();
    }
  }

  @Test
  void whatKilledDeployersLeftInTheCacheGoes() throws IOException {
    Path mirrors = topology.code().cache().resolve("git");
    Path pack = files(mirrors, f -> f.toString().contains("control-")).get(0);
    while (!pack.getFileName().toString().endsWith(".git")) {
      pack = pack.getParent();
    }
    FileTime old = FileTime.from(Instant.now().minus(2, ChronoUnit.HOURS));
    Path unfinished = pack.resolve("objects/pack/incoming_1.pack");
    Files.writeString(unfinished, "half");
    Files.setLastModifiedTime(unfinished, old);
    Path object = Files.writeString(pack.resolve("objects/noz1.tmp"), "half");
    Files.setLastModifiedTime(object, old);
    Path busy = pack.resolve("objects/pack/incoming_2.pack");
    Files.writeString(busy, "of a deployer that is at work");
    Path lock = pack.resolve("refs/heads/production.lock");
    Files.createFile(lock);
    pushNew();
    assertMended();
    assertThat(unfinished).doesNotExist();
    assertThat(object).doesNotExist();
    assertThat(busy).exists();
    assertThat(lock).doesNotExist();
  }
}

package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.soak.Soak;
import io.github.puppetha.topology.Topology;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledDeployerTest {
  private static final int KILLS = Soak.rounds(300);

  @TempDir Path root;
  private final List<String> mixed = new CopyOnWriteArrayList<>();
  private final AtomicLong reads = new AtomicLong();
  private final Set<String> seen = new HashSet<>();
  private volatile boolean over;

  @Test
  void readersNeverSeeAMixtureAndTheNextDeployEndsClean() throws Exception {
    TwoSites sites = new TwoSites(root.toRealPath());
    Topology topology = sites.topology("all");
    String first = sites.control.file("revision", "1\n").push("one");
    deploy(topology);
    sites.control.file("revision", "2\n").file("Puppetfile", sites.puppetfile("v2"));
    String second = sites.control.push("two");
    Path branch = sites.control.bare().resolve("refs/heads/production");
    Thread reader = new Thread(() -> read(List.of(sites.ams(), sites.fra())), "reader");
    reader.start();
    Random random = Soak.random(KilledDeployerTest.class);
    for (int i = 0; i < KILLS; i++) {
      killOne(topology.file(), branch, first, second, random.nextInt(600));
    }
    over = true;
    reader.join();
    assertThat(mixed).isEmpty();
    assertThat(reads.get()).isPositive();
    DeployResult after = deploy(topology);
    assertThat(after.ok()).as(after.toString()).isTrue();
    for (Path site : List.of(sites.ams(), sites.fra())) {
      assertThat(debris(site)).isEmpty();
    }
    assertThat(DeployedState.read(sites.ams())).isEqualTo(DeployedState.read(sites.fra()));
  }

  private static void killOne(Path yaml, Path branch, String one, String two, int millis)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(DeployLoop.class.getName(), yaml.toString(), branch.toString()));
    command.addAll(List.of(one, two));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null && !line.equals("ready")) {
        line = out.readLine();
      }
      assertThat(line).isEqualTo("ready");
      assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).as("it died of itself").isFalse();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private void read(List<Path> sites) {
    while (!over) {
      for (Path site : sites) {
        try {
          Path tree = site.resolve("production").toRealPath();
          String revision = Files.readString(tree.resolve("revision")).strip();
          String module = Files.readString(tree.resolve("modules/ntp/manifests/init.pp"));
          String puppetfile = Files.readString(tree.resolve("Puppetfile"));
          boolean two = revision.equals("2");
          if (module.contains("two") != two || puppetfile.contains("v2") != two) {
            mixed.add(tree + " " + revision);
          }
          seen.add(revision);
          reads.incrementAndGet();
        } catch (IOException e) {
          mixed.add(e.toString());
        }
      }
    }
  }

  private static List<String> debris(Path site) throws IOException {
    List<String> debris = new ArrayList<>();
    for (Path directory : List.of(site, site.resolve(".puppet-ha"))) {
      try (Stream<Path> files = Files.list(directory)) {
        files.map(Path::toString).filter(f -> f.endsWith(".tmp")).forEach(debris::add);
      } catch (NoSuchFileException e) {
        debris.add(e.toString());
      }
    }
    try (Stream<Path> files = Files.list(site.resolve(".puppet-ha/tmp"))) {
      files.map(Path::toString).forEach(debris::add);
    }
    return debris;
  }

  private static DeployResult deploy(Topology topology) {
    return Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
  }
}

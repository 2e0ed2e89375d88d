package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.soak.Soak;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at any moment of deployments of three environments to two servers. */
class KilledDeployerTest {
  private static final int KILLS = Soak.rounds(300);
  private static final List<String> BRANCHES = List.of("production", "staging", "test");

  @TempDir(factory = InMemory.class)
  Path root;

  private TwoSites sites;
  private Topology topology;
  private final Map<String, Set<String>> known = new HashMap<>();
  private int staging;
  private int between;

  @Test
  void readersNeverSeeAMixtureAndTheNextDeployEndsClean() throws Exception {
    sites = new TwoSites(root.toRealPath());
    topology = sites.topology("all");
    List<String> arguments = new ArrayList<>(List.of(topology.file().toString()));
    arguments.add(sites.control.bare().toString());
    arguments.addAll(branches());
    Random random = Soak.random(KilledDeployerTest.class);
    try (LiveTrees live = new LiveTrees(List.of(sites.ams(), sites.fra()), known)) {
      for (int i = 0; i < KILLS; i++) {
        kill(arguments, random);
        sites.control.unlock();
        count();
        assertThat(live.mixed()).isEmpty();
        DeployResult after = deploy();
        assertThat(after.ok()).as(after.toString()).isTrue();
        assertThat(debris()).as("after kill %d", i).isEmpty();
        assertThat(DeployedState.read(sites.ams())).isEqualTo(DeployedState.read(sites.fra()));
        if ((i + 1) % 30 == 0) {
          print(i + 1, live.reads());
        }
      }
      assertThat(live.reads()).isPositive();
    }
    assertThat(known.values()).allSatisfy(hashes -> assertThat(hashes).hasSize(2));
  }

  private void print(int kills, long reads) {
    System.out.printf(
        "%d kills: %d left something half staged, %d two servers at different deployments;"
            + " %d trees read%n",
        kills, staging, between, reads);
  }

  /** Two contents of each branch, deployed once; what readers may see is known from that. */
  private List<String> branches() throws IOException {
    Map<String, String> trees = new HashMap<>();
    for (String version : List.of("v1", "v2")) {
      for (String branch : BRANCHES) {
        sites.control.branch(branch).file("Puppetfile", sites.puppetfile(version));
        for (int i = 0; i < 20; i++) {
          sites.control.file("data/" + i + ".yaml", "is: " + branch + version + "\n");
        }
        sites.control.push(branch + version);
        String tree = sites.control.git("rev-parse", "HEAD^{tree}").strip();
        trees.merge(branch, tree, (one, two) -> one + "," + two);
      }
      assertThat(deploy().ok()).isTrue();
      for (String branch : BRANCHES) {
        String hash = LiveTrees.hash(sites.ams().resolve(branch).toRealPath());
        known.computeIfAbsent(branch, b -> new HashSet<>()).add(hash);
      }
    }
    return BRANCHES.stream().map(branch -> branch + "=" + trees.get(branch)).toList();
  }

  private static void kill(List<String> arguments, Random random) throws Exception {
    try (FaultProcess deployer =
        FaultProcess.start(List.of(), DeployLoop.class, arguments.toArray(String[]::new))) {
      deployer.await("ready");
      // The first deployment of a JVM is slow, those after it fast: both are to be killed.
      if (random.nextBoolean()) {
        deployer.await("done");
      }
      // Most of a deployment is spent in planning; what comes after it is to be hit as often.
      int millis = 700;
      switch (random.nextInt(3)) {
        case 0 -> {}
        case 1 -> {
          deployer.await("staging");
          millis = 150;
        }
        default -> {
          deployer.await("switching");
          millis = 60;
        }
      }
      assertThat(deployer.works(random.nextInt(millis))).as("it ended by itself").isTrue();
      deployer.kill();
    }
  }

  private void count() throws IOException {
    for (Path site : List.of(sites.ams(), sites.fra())) {
      try (Stream<Path> files = Files.list(site.resolve(".puppet-ha/tmp"))) {
        staging += files.findAny().isPresent() ? 1 : 0;
      }
    }
    boolean same = DeployedState.read(sites.ams()).equals(DeployedState.read(sites.fra()));
    between += same ? 0 : 1;
  }

  private List<String> debris() throws IOException {
    List<String> debris = new ArrayList<>(Debris.in(sites.ams()));
    debris.addAll(Debris.in(sites.fra()));
    debris.addAll(Debris.inCache(topology.code().cache()));
    return debris;
  }

  private DeployResult deploy() {
    return Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
  }
}

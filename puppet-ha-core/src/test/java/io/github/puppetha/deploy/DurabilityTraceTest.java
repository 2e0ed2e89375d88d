package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.puppetha.deploy.SystemCalls.Call;
import io.github.puppetha.io.Processes;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is called staged, decided or active is on the disk: {@code kill -9} keeps what the kernel
 * has in memory, so that only a trace of what was synced, and when, can tell.
 */
class DurabilityTraceTest {
  @TempDir Path root;
  private TwoSites sites;
  private SystemCalls calls;

  @BeforeEach
  void trace() throws Exception {
    String why = whyNot();
    assumeTrue(why == null || "required".equals(System.getProperty("interop")), why);
    sites = new TwoSites(root.toRealPath());
  }

  /** Tracing needs strace, and a system that lets it. */
  private static String whyNot() {
    if ("off".equals(System.getProperty("interop"))) {
      return "-Dinterop=off";
    }
    try {
      List<String> command = List.of("strace", "-f", "-e", "trace=fsync", "true");
      Processes.Result result =
          Processes.run(command, Path.of("/"), Map.of(), Duration.ofSeconds(60));
      return result.ok() ? null : "strace may not trace here: " + result.err().strip();
    } catch (IOException e) {
      return "no strace on this machine";
    }
  }

  private void deploy(Topology topology) throws Exception {
    Path file = root.resolve("trace");
    List<String> strace =
        List.of("strace", "-f", "-y", "-qq", "-s", "4096", "-e", SystemCalls.TRACED, "-o");
    List<String> command = new ArrayList<>(strace);
    command.add(file.toString());
    try (FaultProcess deployer =
        FaultProcess.start(command, DeployOnce.class, topology.file().toString())) {
      assertThat(deployer.rest()).contains("\"active\"");
    }
    calls = SystemCalls.read(file);
  }

  @Test
  void withDecisionsInGit() throws Exception {
    deploy(sites.topology("all"));
    Path ref = sites.control.bare().resolve("refs/puppet-ha/" + Decisions.DEPLOYMENTS);
    Call decided = calls.naming(ref.toString());
    assertStaged(decided);
    assertThat(calls.synced(decided.path(), 0, decided.begin()))
        .as("the reference's content is synced before it gets its name")
        .isTrue();
    for (Call object : objects(decided)) {
      assertThat(calls.synced(object.path(), 0, decided.begin())).as(object.toString()).isTrue();
    }
    int switched = firstSwitch();
    assertThat(calls.synced(ref.getParent().toString(), decided.end(), switched))
        .as("the reference's directory is synced before any server is switched")
        .isTrue();
    assertActive(decided);
  }

  /** What git made of the decision, in the repository where it is kept. */
  private List<Call> objects(Call decided) {
    String objects = sites.control.bare().resolve("objects").toString();
    List<Call> found =
        calls.all(
            c -> c.renames() && c.target().startsWith(objects) && c.begin() < decided.begin());
    assertThat(found).isNotEmpty();
    return found;
  }

  private void assertStaged(Call decided) throws IOException {
    for (Path site : List.of(sites.ams(), sites.fra())) {
      StoreLayout layout = new StoreLayout(site);
      for (Path directory : List.of(layout.modules(), layout.trees())) {
        for (Path entry : entries(directory)) {
          Call named = calls.naming(entry.toString());
          String written = named.path();
          int last =
              calls.all(c -> c.writes() && c.path().startsWith(written)).stream()
                  .mapToInt(Call::end)
                  .max()
                  .orElse(0);
          assertThat(syncedTree(written, site, last, named.begin()))
              .as("%s is on the disk before it gets its name", entry)
              .isTrue();
          assertThat(calls.synced(directory.toString(), named.end(), decided.begin()))
              .as("%s has its name on the disk before the decision", entry)
              .isTrue();
        }
      }
    }
  }

  /** By one sync of the file system, or of each file and directory. */
  private boolean syncedTree(String tree, Path site, int after, int before) {
    return calls.allSynced(site.toString(), after, before)
        || (calls.synced(tree, after, before)
            && calls.all(c -> c.writes() && c.path().startsWith(tree + "/")).stream()
                .allMatch(c -> calls.synced(c.path(), c.end(), before)));
  }

  private int firstSwitch() {
    return List.of(sites.ams(), sites.fra()).stream()
        .mapToInt(site -> calls.naming(site.resolve("production").toString()).begin())
        .min()
        .orElseThrow();
  }

  private void assertActive(Call decided) throws IOException {
    for (Path site : List.of(sites.ams(), sites.fra())) {
      StoreLayout layout = new StoreLayout(site);
      Call live = calls.naming(site.resolve("production").toString());
      assertThat(live.begin()).isGreaterThan(decided.end());
      List<Call> states =
          calls.all(c -> c.renames() && c.target().equals(layout.state().toString()));
      Call begun =
          states.stream().filter(c -> c.end() < live.begin()).reduce((a, b) -> b).orElseThrow();
      Call done = states.stream().filter(c -> c.begin() > live.end()).findFirst().orElseThrow();
      String store = layout.store().toString();
      assertThat(calls.synced(begun.path(), 0, begun.begin())).isTrue();
      assertThat(calls.synced(store, begun.end(), live.begin()))
          .as("that a switch has begun is on the disk before it")
          .isTrue();
      assertThat(calls.synced(site.toString(), live.end(), done.begin()))
          .as("the link is on the disk before it is called active")
          .isTrue();
      assertThat(calls.synced(done.path(), 0, done.begin())).isTrue();
      assertThat(calls.synced(store, done.end(), Integer.MAX_VALUE))
          .as("that it is active is on the disk")
          .isTrue();
      assertThat(calls.synced(layout.journal().toString(), 0, live.begin())).isTrue();
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      List<Path> entries = files.toList();
      assertThat(entries).isNotEmpty();
      return entries;
    }
  }
}

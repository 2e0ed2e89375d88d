package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.io.DeleteTree;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {
  private static final OptionalLong BEFORE = OptionalLong.empty();

  @TempDir Path root;
  private TwoSites sites;
  private Topology topology;

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
    topology = sites.topology("all");
    deploy(Instant.now());
    for (String text : List.of("# two", "# three")) {
      sites.control.file("manifests/site.pp", text + "\n").push(text);
      deploy(Instant.now());
    }
  }

  private DeployResult deploy(Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return Deployer.builder(topology).clock(clock).build().plan().execute(ProgressListener.NONE);
  }

  private DeployResult rollback(OptionalLong to, String... environments) {
    return Deployer.builder(topology)
        .environments(Set.of(environments))
        .build()
        .rollback(to)
        .execute(ProgressListener.NONE);
  }

  private List<String> live() throws IOException {
    return List.of(
        Files.readString(sites.ams().resolve("production/manifests/site.pp")).strip(),
        Files.readString(sites.fra().resolve("production/manifests/site.pp")).strip());
  }

  @Test
  void theLastOneIsTakenBackWithoutGitAndWithoutWriting() throws IOException {
    Files.move(sites.module.bare(), root.resolve("gone.git"));
    DeployResult result = rollback(BEFORE);
    assertThat(result.ok()).isTrue();
    assertThat(result.number()).isEqualTo(4);
    assertThat(live()).containsExactly("# two", "# two");
    assertThat(result.servers()).extracting(ServerResult::state).containsOnly(State.ACTIVE);
    assertThat(result.servers()).extracting(ServerResult::bytesSent).containsOnly(0L);
    Deployment told = Deployer.builder(topology).build().history(1).get(0);
    assertThat(told.decision().why()).isEqualTo("rollback to 2");
    assertThat(told.toString())
        .contains("4  ", Self.name(), "rollback to 2", "production ", "(2 active)");
    assertThat(rollback(BEFORE).number()).isEqualTo(5);
    assertThat(live()).as("and back again").containsExactly("# three", "# three");
  }

  @Test
  void thatARollbackIsTakenBackIsSaidBeforeItIsDone() throws IOException {
    assertThat(Deployer.builder(topology).build().plan().warnings())
        .noneMatch(w -> w.contains("again"));
    rollback(BEFORE);
    assertThat(Deployer.builder(topology).build().rollback(BEFORE).warnings())
        .singleElement()
        .asString()
        .contains("deployment 4 was a rollback to 2", "of deployment 3", "puppet-ha.to");
    assertThat(Deployer.builder(topology).build().plan().warnings())
        .anySatisfy(
            w ->
                assertThat(w)
                    .startsWith("production gets ")
                    .contains("again, which deployment 4 (rollback to 2, by ", "revert"));
    sites.control.file("manifests/site.pp", "# four\n").push("four");
    assertThat(Deployer.builder(topology).build().plan().warnings())
        .noneMatch(w -> w.contains("again"));
  }

  @Test
  void anyEarlierOneByNumberAndNothingWhenItIsLiveAlready() throws IOException {
    assertThat(rollback(OptionalLong.of(1)).ok()).isTrue();
    assertThat(live()).containsExactly("include ntp", "include ntp");
    DeployResult again = rollback(OptionalLong.of(1));
    assertThat(again.number()).isEqualTo(4);
    assertThat(again.servers()).extracting(ServerResult::state).containsOnly(State.UNCHANGED);
    assertThatThrownBy(() -> rollback(OptionalLong.of(77)))
        .hasMessageContaining("There is no deployment 77 in refs/puppet-ha/ of")
        .hasMessageContaining("the last ones are 4, 3, 2, 1");
  }

  @Test
  void oneEnvironmentGoesBackTheOthersStay() throws IOException {
    sites.control.branch("staging").file("manifests/site.pp", "# staging 1\n").push("s1");
    deploy(Instant.now());
    sites.control.file("manifests/site.pp", "# staging 2\n").push("s2");
    deploy(Instant.now());
    DeployPlan plan =
        Deployer.builder(topology).environments(Set.of("production")).build().rollback(BEFORE);
    assertThat(plan.decision().why()).isEqualTo("rollback to 2");
    plan.execute(ProgressListener.NONE);
    assertThat(live()).containsExactly("# two", "# two");
    assertThat(sites.ams().resolve("staging/manifests/site.pp")).hasContent("# staging 2\n");
    assertThatThrownBy(() -> rollback(OptionalLong.of(2), "staging"))
        .hasMessage("Deployment 2 had no environment 'staging'; it had production");
    assertThatThrownBy(() -> rollback(OptionalLong.of(2), "stagin"))
        .hasMessageContaining("no environment 'stagin'");
    assertThatThrownBy(() -> rollback(BEFORE, "stagin"))
        .hasMessageContaining("with another stagin; the last one has production, staging");
  }

  @Test
  void whatIsNoLongerOnDiskIsStagedAnew() throws IOException {
    for (Path site : List.of(sites.ams(), sites.fra())) {
      try (Stream<Path> links = Files.list(site)) {
        for (Path link : links.filter(p -> p.getFileName().toString().contains("_")).toList()) {
          Files.delete(link);
        }
      }
    }
    for (String name : List.of("environments", "modules")) {
      DeleteTree.delete(sites.fra().resolve(".puppet-ha").resolve(name));
    }
    DeleteTree.delete(root.resolve("cache"));
    DeployResult result = rollback(OptionalLong.of(1));
    assertThat(result.ok()).as(result.toString()).isTrue();
    assertThat(live()).containsExactly("include ntp", "include ntp");
    assertThat(result.servers().get(1).bytesSent()).isPositive();
  }

  @Test
  void asManyRevisionsStayAsTheFileSaysHoweverOldTheyAre() throws IOException {
    Instant later = Instant.now().plus(Duration.ofDays(2));
    for (int i = 4; i <= 7; i++) {
      sites.control.file("manifests/site.pp", "# " + i + "\n").push("" + i);
      deploy(later.plus(Duration.ofDays(2 * i)));
    }
    deploy(later.plus(Duration.ofDays(20)));
    assertThat(trees()).as("the live one and three before").isEqualTo(4);
    String yaml = Files.readString(topology.file());
    Files.writeString(
        topology.file(), yaml.replace("minPerSite: 0", "minPerSite: 0, keepDeployments: 1"));
    topology = Topology.load(topology.file());
    deploy(later.plus(Duration.ofDays(21)));
    assertThat(trees()).isEqualTo(2);
    assertThat(Files.list(sites.ams().resolve(".puppet-ha/environments")))
        .as("each with its record and its seal")
        .hasSize(6);
  }

  private long trees() throws IOException {
    try (Stream<Path> trees = Files.list(sites.ams().resolve(".puppet-ha/environments"))) {
      return trees.filter(Files::isDirectory).count();
    }
  }

  @Test
  void aStateThatIsNotThereHasNothingToGoBackTo() throws IOException {
    Path fresh = root.resolve("fresh");
    Files.createDirectories(fresh);
    TwoSites other = new TwoSites(fresh.toRealPath());
    Topology empty = other.topology("all");
    assertThatThrownBy(() -> Deployer.builder(empty).build().rollback(BEFORE))
        .hasMessageContaining("There is no earlier deployment in refs/puppet-ha/ of");
    assertThatThrownBy(() -> Deployer.builder(empty).build().rollback(OptionalLong.of(1)))
        .hasMessageContaining("there is none at all");
    assertThat(Deployer.builder(empty).build().history(5)).isEmpty();
  }
}

package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftTest {
  @TempDir Path root;
  private TwoSites sites;
  private Topology topology;
  private Path live;

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
    sites.control.file("data/common.yaml", "a: 1\n").push("data");
    topology = sites.topology("all");
    deploy();
    live = sites.ams().resolve("production");
  }

  private DeployResult deploy() {
    return Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
  }

  private DriftReport drift() {
    return Deployer.builder(topology).build().drift();
  }

  private List<String> differences(int server) {
    return drift().servers().get(server).differences().stream().map(Difference::toString).toList();
  }

  @Test
  void whatIsAsDecidedIsProvedByItsDigest() {
    DriftReport report = drift();
    assertThat(report.clean()).isTrue();
    assertThat(report.servers()).hasSize(2);
    EnvironmentDrift ams = report.servers().get(0);
    assertThat(ams.digest()).hasSize(64).isEqualTo(ams.expected());
    assertThat(ams.digest()).isNotEqualTo(report.servers().get(1).digest());
    assertThat(report.json())
        .contains("\"clean\" : true", "\"environment\" : \"production\"", "\"number\" : 1");
  }

  @Test
  void anEnvironmentWhoseLinkWasMovedOrRemovedByHandIsNoLongerAsDecided() throws IOException {
    Path production = sites.ams().resolve("production");
    Path decided = Files.readSymbolicLink(production);
    Files.delete(production);
    Files.createSymbolicLink(production, root.resolve("elsewhere"));
    DriftReport moved = drift();
    assertThat(moved.clean()).isFalse();
    assertThat(moved.servers().get(0).environment()).isEqualTo("production");
    assertThat(moved.servers().get(0).message())
        .contains("deployment 1 made ", production.toString(), "no link into the store");
    Files.delete(production);
    assertThat(drift().servers().get(0).message()).contains("is not there", "deploy again");
    Files.createSymbolicLink(production, decided);
    assertThat(drift().clean()).isTrue();
  }

  @Test
  void aServerThatNeverGotADeploymentIsNotClean() throws IOException {
    DriftReport report =
        Deployer.builder(new TwoSites(Files.createDirectory(root.resolve("new"))).topology("all"))
            .build()
            .drift();
    assertThat(report.clean()).isFalse();
    assertThat(report.servers().get(0).message()).isEqualTo("nothing was deployed there yet");
  }

  @Test
  void everyDifferenceIsNamedAndTheNextDeploymentMendsIt() throws IOException {
    Files.writeString(live.resolve("manifests/site.pp"), "include evil\n");
    Files.writeString(live.resolve("manifests/extra.pp"), "x");
    Files.delete(live.resolve("data/common.yaml"));
    Path module = live.resolve("modules/ntp/manifests/init.pp").toRealPath();
    Files.setPosixFilePermissions(module, PosixFilePermissions.fromString("rw-------"));
    Files.createSymbolicLink(module.resolveSibling("a -> b\n"), Path.of("init.pp"));
    DriftReport report = drift();
    assertThat(report.clean()).isFalse();
    assertThat(differences(0))
        .containsExactly(
            "removed data/common.yaml",
            "added manifests/extra.pp",
            "changed manifests/site.pp",
            "added modules/ntp/manifests/a -> b\n",
            "mode modules/ntp/manifests/init.pp");
    assertThat(differences(1)).isEmpty();
    DeployResult result = deploy();
    assertThat(result.ok()).isTrue();
    assertThat(result.number()).isEqualTo(1);
    assertThat(result.servers())
        .extracting(ServerResult::state)
        .containsExactly(State.ACTIVE, State.UNCHANGED);
    ServerResult mended = result.servers().get(0);
    assertThat(mended.oldRevision()).isEqualTo(mended.newRevision());
    assertThat(mended.message()).contains("laid down anew", ".puppet-ha/mended");
    assertThat(drift().clean()).isTrue();
    try (Stream<Path> kept = Files.walk(sites.ams().resolve(".puppet-ha/mended"))) {
      assertThat(kept.filter(p -> p.endsWith("manifests/site.pp")))
          .singleElement()
          .satisfies(p -> assertThat(p).hasContent("include evil\n"));
    }
    assertThat(deploy().servers()).extracting(ServerResult::state).containsOnly(State.UNCHANGED);
  }

  @Test
  void sizeAndTimeThatWereSetBackDeceiveNobody() throws IOException {
    Path file = live.resolve("manifests/site.pp");
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "include NTP\n");
    Files.setLastModifiedTime(file, time);
    deploy();
    assertThat(file).hasContent("include ntp\n");
  }

  @Test
  void whatAReaderHasOpenStaysAsItIs() throws IOException {
    Path file = live.resolve("manifests/site.pp");
    Files.writeString(file, "include evil\n");
    try (InputStream open = Files.newInputStream(file)) {
      deploy();
      assertThat(file).hasContent("include ntp\n");
      assertThat(new String(open.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("include evil\n");
    }
  }

  @Test
  void aTouchAloneIsNoDifference() throws IOException {
    Path file = live.resolve("manifests/site.pp");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThat(deploy().servers()).extracting(ServerResult::state).containsOnly(State.UNCHANGED);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
  }

  @Test
  void withoutASealContentIsHeldAgainstItsOrigin() throws IOException {
    Path module = live.resolve("modules/ntp").toRealPath();
    Files.delete(StoreLayout.seal(module));
    assertThat(deploy().servers()).extracting(ServerResult::state).containsOnly(State.UNCHANGED);
    assertThat(StoreLayout.seal(module)).exists();
    Files.writeString(StoreLayout.seal(module), "{");
    Files.writeString(module.resolve("manifests/init.pp"), "class evil { }\n");
    deploy();
    assertThat(live.resolve("modules/ntp/manifests/init.pp")).hasContent("class ntp { }\n");
  }

  @Test
  void aLinkThatLeadsElsewhereIsMended() throws IOException {
    Path link = live.resolve("modules/ntp");
    Files.delete(link);
    Files.createSymbolicLink(link, root);
    assertThat(differences(0)).containsExactly("changed modules/ntp");
    deploy();
    assertThat(drift().clean()).isTrue();
  }

  @Test
  void whatStatCannotTellIsFoundByReadingAll() throws IOException {
    Path tree = live.toRealPath();
    Path file = tree.resolve("manifests/site.pp");
    Files.writeString(file, "include evil\n");
    Seal before = Seal.read(StoreLayout.seal(tree)).orElseThrow();
    EnvironmentRevision revision =
        StoreState.read(new StoreLayout(sites.ams())).decision().environments().get("production");
    Seal forged = Seal.of(tree, before.digest(), TreeWriter.ours(revision));
    Files.write(StoreLayout.seal(tree), forged.json());
    deploy();
    assertThat(file).as("this is what stat alone is worth").hasContent("include evil\n");
    assertThat(differences(0)).containsExactly("changed manifests/site.pp");
    Deployer.builder(topology).verify(true).build().plan().execute(ProgressListener.NONE);
    assertThat(live.resolve("manifests/site.pp")).hasContent("include ntp\n");
  }

  @Test
  void aServerThatCannotBeLookedAtIsNotCalledClean() throws IOException {
    Files.move(root.resolve("fra"), root.resolve("gone"));
    DriftReport report = drift();
    assertThat(report.clean()).isFalse();
    assertThat(report.servers().get(1).message()).contains("is it mounted?");
  }
}

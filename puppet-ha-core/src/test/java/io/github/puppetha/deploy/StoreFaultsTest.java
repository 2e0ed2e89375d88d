package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.io.DeleteTree;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something in a server's store is damaged or gone. */
class StoreFaultsTest {
  @TempDir(factory = InMemory.class)
  Path root;

  private TwoSites sites;
  private Topology topology;
  private StoreLayout layout;

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
    topology = sites.topology("all");
    layout = new StoreLayout(sites.fra());
    assertThat(deploy().ok()).isTrue();
  }

  private DeployResult deploy() {
    return Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
  }

  private static Path only(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(e -> Files.isDirectory(e, LinkOption.NOFOLLOW_LINKS))
          .findFirst()
          .orElseThrow();
    }
  }

  private void assertNewIsLive() throws IOException {
    assertThat(sites.fra().resolve("production/manifests/site.pp")).hasContent("# new\n");
    assertThat(sites.fra().resolve("production/modules/ntp/manifests/init.pp")).exists();
    assertThat(Debris.in(sites.fra())).isEmpty();
  }

  private void deployNew() throws IOException {
    sites.control.file("manifests/site.pp", "# new\n").push("new");
    DeployResult result = deploy();
    assertThat(result.ok()).as(result.toString()).isTrue();
    assertNewIsLive();
  }

  @Test
  void aModuleThatIsGoneIsLaidDownAgain() throws IOException {
    DeleteTree.delete(only(layout.modules()));
    deployNew();
  }

  @Test
  void theRecordOfATreeIsGoneOrTorn() throws IOException {
    Path record = layout.record(only(layout.trees()).getFileName().toString());
    Files.delete(record);
    sites.control.file("manifests/site.pp", "# new\n").push("new");
    assertThat(deploy().ok()).isTrue();
    Files.writeString(record, "{ torn");
    assertThat(deploy().ok()).isTrue();
    assertThat(sites.fra().resolve("production/modules/ntp/manifests/init.pp")).exists();
  }

  @Test
  void aRecordWithoutItsTreeIsSwept() throws IOException {
    Path orphan = Files.writeString(layout.record("production_00000000"), "{}");
    Files.setLastModifiedTime(orphan, FileTime.from(Instant.EPOCH));
    deployNew();
    assertThat(orphan).doesNotExist();
  }

  @Test
  void aTornStateIsToldWithWhatToDoAndNothingIsSwitched() throws IOException {
    Files.writeString(layout.state(), "{ torn");
    sites.control.file("manifests/site.pp", "# new\n").push("new");
    DeployResult result = deploy();
    assertThat(result.ok()).isFalse();
    assertThat(result.toString()).contains(layout.state().toString(), "remove it and deploy again");
    assertThat(sites.ams().resolve("production/manifests/site.pp")).hasContent("include ntp\n");
    Files.delete(layout.state());
    assertThat(deploy().ok()).isTrue();
    assertNewIsLive();
  }
}

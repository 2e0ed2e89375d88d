package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that another tool deploys to is left by a plan that says what that takes. */
class TakeOverTest {
  @TempDir Path root;
  private TwoSites sites;
  private Topology topology;

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
    Path conf = root.resolve("puppet.conf");
    Files.writeString(
        conf,
        "[server]\nversioned_environment_dirs = true\nenvironmentpath = /etc/old/environments\n");
    topology = sites.topology("all", ", puppetConf: " + conf);
  }

  private DeployPlan plan(boolean takeOver) {
    return Deployer.builder(topology).takeOver(takeOver).build().plan();
  }

  @Test
  void pathsIntoTheOldDirectoryAreRefusedAtTheirLines() throws IOException {
    sites
        .control
        .file(
            "manifests/site.pp",
            "include ntp\n$x = file('/etc/old/environments/production/data/x')\n")
        .file("data/fine.yaml", "a: /etc/old/environments_of_others/x\n")
        .push("paths");
    sites.module.file("files/x.sh", "#!/bin/sh\n. /etc/old/environments/a\n").push("path");
    sites.module.git("tag", "v3");
    sites.module.push("tags");
    sites.control.file("Puppetfile", sites.puppetfile("v3")).push("module");
    assertThatThrownBy(() -> plan(true))
        .isInstanceOf(DeployRefusedException.class)
        .hasMessageContaining("production:manifests/site.pp:2:12: error:")
        .hasMessageContaining("production:modules/ntp/files/x.sh:2:3: error:")
        .hasMessageContaining("a path into /etc/old/environments")
        .hasMessageNotContaining("fine.yaml");
    assertThat(plan(false).warnings()).noneMatch(w -> w.contains("way back"));
  }

  @Test
  void whoStillRunsTheOtherToolIsNamedAndWhatASiteLoses() throws IOException {
    Path hook = sites.control.bare().resolve("hooks/post-receive");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\nexec r10k deploy environment\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    DeployPlan plan = plan(true);
    assertThat(plan.warnings())
        .anyMatch(w -> w.equals(hook + " runs r10k or g10k; take that out of the hook"))
        .anyMatch(w -> w.startsWith("site ams has one server"))
        .anyMatch(w -> w.contains("it is the way back"));
    assertThat(plan.text()).contains("Note: site fra has one server");
  }
}

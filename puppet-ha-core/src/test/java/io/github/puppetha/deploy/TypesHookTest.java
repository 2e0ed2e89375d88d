package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types are generated while a revision is staged, by a command that stands in for Puppet's. */
class TypesHookTest {
  @TempDir Path root;
  private TwoSites sites;
  private Path log;

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
    log = root.resolve("puppet.log");
    sites.module.file("lib/puppet/type/thing.rb", "1\n").push("type");
    sites.module.git("tag", "t1");
    sites.module.push("tags");
    sites.control.file("Puppetfile", sites.puppetfile("t1")).push("a module with a type");
    puppet(
        "echo \"$@\" >>" + log,
        "[ \"$(umask)\" = 0022 ] || exit 9",
        "while [ $# -gt 0 ]; do case $1 in",
        "  --environment) name=$2;; --environmentpath) path=$2;; esac; shift; done",
        "mkdir \"$path/$name/.resource_types\"",
        "cat \"$path/$name/modules/ntp/lib/puppet/type/thing.rb\""
            + " >\"$path/$name/.resource_types/thing.pp\"");
  }

  private void puppet(String... lines) throws IOException {
    Path file = root.resolve("puppet");
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private DeployResult deploy() throws IOException {
    String command = ", puppet: \"" + root.resolve("puppet") + "\"";
    Path file = sites.topology("all", command).file();
    Files.writeString(
        file, Files.readString(file).replace("host: puppet1.ams.test", "host: a.test" + command));
    return Deployer.builder(Topology.load(file)).build().plan().execute(ProgressListener.NONE);
  }

  private List<String> runs() throws IOException {
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  @Test
  void aNewRevisionsTypesAreThereWhenItIsLive() throws IOException {
    DeployResult result = deploy();
    assertThat(result.ok()).isTrue();
    assertThat(sites.ams().resolve("production/.resource_types/thing.pp")).hasContent("1\n");
    assertThat(sites.fra().resolve("production/.resource_types/thing.pp")).hasContent("1\n");
    assertThat(runs())
        .hasSize(2)
        .allMatch(
            run ->
                run.startsWith(
                    "generate types --environment production_"
                        + result.servers().get(0).newRevision()
                        + " --environmentpath "));
  }

  @Test
  void theyAreGeneratedAnewOnlyWhereRubyChanged() throws IOException {
    deploy();
    sites.control.file("manifests/site.pp", "# new\n").push("a manifest");
    assertThat(deploy().ok()).isTrue();
    assertThat(runs()).hasSize(2);
    assertThat(sites.ams().resolve("production/.resource_types/thing.pp")).hasContent("1\n");
    sites.module.file("lib/puppet/type/thing.rb", "2\n").push("changed");
    sites.module.git("tag", "t2");
    sites.module.push("tags");
    sites.control.file("Puppetfile", sites.puppetfile("t2")).push("a changed type");
    assertThat(deploy().ok()).isTrue();
    assertThat(runs()).hasSize(4);
    assertThat(sites.ams().resolve("production/.resource_types/thing.pp")).hasContent("2\n");
  }

  @Test
  void noTypesNeedNoCommand() throws IOException {
    sites.control.file("Puppetfile", sites.puppetfile("v1")).push("no types");
    Files.delete(root.resolve("puppet"));
    assertThat(deploy().ok()).isTrue();
    assertThat(runs()).isEmpty();
  }

  @Test
  void aTypeThatDoesNotLoadStopsTheDeployment() throws IOException {
    puppet("echo 'Notice: x'; echo \"Error: Failed to load custom type 'thing'\" >&2; exit 1");
    DeployResult result = deploy();
    assertThat(result.decided()).isFalse();
    assertThat(result.servers().get(0).message())
        .contains("'puppet generate types' for production ended with 1")
        .contains("Failed to load custom type 'thing'")
        .doesNotContain("Notice");
    assertThat(sites.ams().resolve("production")).doesNotExist();
  }

  @Test
  void aCommandThatIsNamedAndNotThereIsToldOf() throws IOException {
    Files.delete(root.resolve("puppet"));
    DeployResult result = deploy();
    assertThat(result.decided()).isFalse();
    assertThat(result.servers().get(0).message())
        .contains("there is no " + root.resolve("puppet") + " to generate types with");
  }
}

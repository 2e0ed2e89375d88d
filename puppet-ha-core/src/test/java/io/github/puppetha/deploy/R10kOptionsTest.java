package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.code.R10kConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class R10kOptionsTest {
  @TempDir Path root;
  private TwoSites sites;
  private Path environments;

  @BeforeEach
  void make() throws IOException {
    sites = new TwoSites(root.toRealPath());
    environments = root.toRealPath().resolve("environments");
  }

  private Deployer deployer(String source, String rest) throws IOException {
    Path file = root.resolve("r10k.yaml");
    Files.writeString(
        file,
        """
        cachedir: '%s'
        sources:
          control:
            remote: '%s'
            basedir: '%s'
        %s
        %s
        """
            .formatted(
                root.resolve("cache"), sites.control.url(), environments, source.indent(4), rest));
    return Deployer.builder(R10kConfig.read(file)).build();
  }

  private DeployPlan plan(String source, String rest) throws IOException {
    return deployer(source, rest).plan();
  }

  private DeployResult deploy(String rest) throws IOException {
    return plan("", rest).execute(ProgressListener.NONE);
  }

  private void branches(String... names) throws IOException {
    for (String name : names) {
      sites.control.branch(name).push(name);
    }
  }

  private static List<String> names(DeployPlan plan) {
    return List.copyOf(plan.decision().environments().keySet());
  }

  @Test
  void invalidNamesAreCorrectedToldOrLeftOut() throws IOException {
    branches("feature/x-1");
    DeployPlan warned = plan("", "");
    assertThat(names(warned)).containsExactly("feature_x_1", "production");
    assertThat(warned.warnings())
        .containsExactly("branch 'feature/x-1' of control becomes environment 'feature_x_1'");
    DeployPlan silent = plan("invalid_branches: correct", "");
    assertThat(names(silent)).containsExactly("feature_x_1", "production");
    assertThat(silent.warnings()).isEmpty();
    DeployPlan strict = plan("invalid_branches: error", "");
    assertThat(names(strict)).containsExactly("production");
    assertThat(strict.warnings().get(0)).contains("'feature/x-1' of control is not deployed");
  }

  @Test
  void branchesAreStrippedIgnoredAndFiltered() throws IOException {
    branches("env-test", "wip-a", "old");
    assertThat(names(plan("strip_component: env-\nignore_branch_prefixes: [wip]", "")))
        .containsExactly("old", "production", "test");
    DeployPlan plan =
        plan(
            "strip_component: '/^(env|wip)-/'\nprefix: true\n"
                + "filter_command: 'git rev-parse -q --verify \"$R10K_BRANCH\" &&"
                + " test $R10K_NAME/$R10K_BRANCH != control/old'",
            "");
    assertThat(names(plan)).containsExactly("control_a", "control_production", "control_test");
    assertThat(plan.warnings()).contains("branch 'old' of control is left out by filter_command");
  }

  @Test
  void anEnvironmentWithoutABranchStaysWhereThatLevelIsNotPurged() throws IOException {
    branches("old");
    String levels = "deploy: { purge_levels: [environment, puppetfile] }";
    deploy(levels);
    sites.control.git("push", "-q", "origin", ":old");
    deploy(levels);
    assertThat(environments.resolve("old/manifests/site.pp")).exists();
    deploy("");
    assertThat(environments.resolve("old")).doesNotExist();
  }

  @Test
  void whatTheAllowlistNamesGoesAlong() throws IOException {
    String list = "deploy: { purge_allowlist: ['local', '**/*.xpp', 'manifests/keep.pp'] }";
    deploy(list);
    Path live = environments.resolve("production");
    for (String path : List.of("local/a/secret", "a/b/c.xpp", "manifests/keep.pp", "stray")) {
      Files.createDirectories(live.resolve(path).getParent());
      Files.writeString(live.resolve(path), path);
    }
    DriftReport drift = deployer("", list).drift();
    assertThat(drift.servers().get(0).differences())
        .extracting(Difference::toString)
        .containsExactly("added stray");
    sites.control.checkout("production").file("manifests/site.pp", "# two\n").push("two");
    assertThat(deploy(list).ok()).isTrue();
    assertThat(live.resolve("manifests/site.pp")).hasContent("# two\n");
    assertThat(live.resolve("local/a/secret")).hasContent("local/a/secret");
    assertThat(live.resolve("a/b/c.xpp")).hasContent("a/b/c.xpp");
    assertThat(live.resolve("manifests/keep.pp")).hasContent("manifests/keep.pp");
    assertThat(live.resolve("stray")).doesNotExist();
    assertThat(deployer("", list).drift().clean()).isTrue();
    assertThat(deploy(list).servers())
        .extracting(ServerResult::state)
        .containsOnly(State.UNCHANGED);
  }

  @Test
  void postrunIsToldTheEnvironmentsAndItsFailureIsTold() throws IOException {
    branches("staging");
    Path said = root.resolve("said");
    String good = "postrun: ['sh', '-c', 'echo \"$@\" > " + said + "', 'x', 'envs=$modifiedenvs']";
    assertThat(deploy(good).ok()).isTrue();
    assertThat(said).hasContent("envs=production staging\n");
    DeployResult result = deploy("postrun: ['sh', '-c', 'echo no >&2; exit 3']");
    assertThat(result.decided()).isTrue();
    assertThat(result.ok()).isFalse();
    assertThat(result.failures().get(0)).contains("exited with 3: no");
    assertThat(deploy("postrun: ['/no/such/program']").failures().get(0))
        .contains("/no/such/program");
  }

  @Test
  void decisionsLieBesideWhatIsDeployedAndCanBeTakenBack() throws IOException {
    deploy("");
    sites.control.file("manifests/site.pp", "# two\n").push("two");
    deploy("");
    Deployer deployer = deployer("", "");
    assertThat(deployer.history(5)).hasSize(2);
    deployer.rollback(java.util.OptionalLong.empty()).execute(ProgressListener.NONE);
    assertThat(environments.resolve("production/manifests/site.pp")).hasContent("include ntp\n");
    assertThat(environments.resolve(".puppet-ha/decisions/deployments/3.json")).exists();
  }
}

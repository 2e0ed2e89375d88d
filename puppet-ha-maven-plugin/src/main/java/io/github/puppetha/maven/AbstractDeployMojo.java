package io.github.puppetha.maven;

import io.github.puppetha.code.R10kConfig;
import io.github.puppetha.deploy.DeployJson;
import io.github.puppetha.deploy.DeployPlan;
import io.github.puppetha.deploy.DeployRefusedException;
import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.Deployer;
import io.github.puppetha.discovery.DnsNameResolver;
import io.github.puppetha.topology.Topology;
import io.github.puppetha.topology.TopologyReader;
import java.io.File;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What goals around deployments have in common: which servers and environments they are for. */
public abstract class AbstractDeployMojo extends AbstractPuppetHaMojo {
  private static final int AGAIN = 3;

  /** The file that describes sites, servers and code. By default {@code puppet-ha.yaml}. */
  @Parameter(property = PropertyNames.CONFIG)
  private @Nullable File config;

  /** An r10k.yaml to deploy by in place of {@code puppet-ha.yaml}. */
  @Parameter(property = PropertyNames.R10K_CONFIG)
  private @Nullable File r10kConfig;

  /** Only these environments, for example {@code production,staging}; all by default. */
  @Parameter(property = PropertyNames.ENVIRONMENTS)
  private List<String> environments = List.of();

  /** Only these servers, as {@code host} or {@code host:port}; all by default. */
  @Parameter(property = PropertyNames.SERVERS)
  private List<String> servers = List.of();

  /**
   * For a goal.
   *
   * @param resultName the result file's name in the output directory
   */
  protected AbstractDeployMojo(String resultName) {
    super(resultName);
  }

  /** A deployer with what the common parameters say. */
  protected final Deployer.Builder deployer() {
    return source()
        .credentials(gitCredentials())
        .environments(Set.copyOf(environments))
        .servers(Set.copyOf(servers));
  }

  private Deployer.Builder source() {
    if (r10kConfig != null) {
      return Deployer.builder(R10kConfig.read(r10kConfig.toPath()));
    }
    Topology topology = TopologyReader.load(fileOr(config, "puppet-ha.yaml"));
    return Deployer.builder(topology).resolver(DnsNameResolver.ofSites(topology));
  }

  /**
   * Plans, prints the plan, carries it out unless that is not wanted, and prints what became of it.
   * Where another deployer was faster it is planned again.
   */
  protected final void carryOut(Supplier<DeployPlan> planning, boolean dryRun, ResultFile result)
      throws MojoFailureException {
    DeployPlan plan = plan(planning, result);
    if (dryRun) {
      getLog().info("Nothing was changed, as " + PropertyNames.DRY_RUN + " is set.");
      return;
    }
    DeployResult done = plan.execute(progress());
    for (int i = 0; i < AGAIN && done.outdated(); i++) {
      getLog().info("Another deployment was decided meanwhile; this one is planned again.");
      done = plan(planning, result).execute(progress());
    }
    result.write(DeployJson.write(done));
    DeployTable.lines(done).forEach(getLog()::info);
    getLog().info(DeployTable.summary(done));
    if (!done.ok()) {
      throw new MojoFailureException(failure(done, result));
    }
    DeployTable.messages(done).forEach(getLog()::warn);
  }

  private DeployPlan plan(Supplier<DeployPlan> planning, ResultFile result)
      throws MojoFailureException {
    try {
      DeployPlan plan = planning.get();
      plan.lines().forEach(getLog()::info);
      plan.warnings().forEach(getLog()::warn);
      return plan;
    } catch (DeployRefusedException e) {
      result.write(DeployJson.write(e));
      throw new MojoFailureException(e.getMessage());
    }
  }

  private static String failure(DeployResult done, ResultFile result) {
    String what = done.decided() ? "Switched, but not all is well" : "Nothing was switched";
    return what
        + ": "
        + DeployTable.summary(done)
        + "\n"
        + String.join("\n", DeployTable.messages(done))
        + "\nMend that and deploy again; what was staged is kept ("
        + result.path()
        + " has every server).";
  }
}

package io.github.puppetha.maven.goal;

import io.github.puppetha.code.R10kConfig;
import io.github.puppetha.deploy.DeployJson;
import io.github.puppetha.deploy.DeployPlan;
import io.github.puppetha.deploy.DeployRefusedException;
import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.Deployer;
import io.github.puppetha.deploy.LockUse;
import io.github.puppetha.discovery.DnsNameResolver;
import io.github.puppetha.maven.AbstractPuppetHaMojo;
import io.github.puppetha.maven.DeployTable;
import io.github.puppetha.maven.PropertyNames;
import io.github.puppetha.maven.ResultFile;
import io.github.puppetha.topology.Topology;
import io.github.puppetha.topology.TopologyReader;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Brings the branches of control repos to every server of every site, as environments: staged
 * everywhere first, then switched everywhere, or nowhere. The result is in {@code deploy.json}.
 */
@Mojo(
    name = "deploy",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    threadSafe = true)
public final class DeployMojo extends AbstractPuppetHaMojo {
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

  /** Moves aside a directory that stands where an environment is to be, when true. */
  @Parameter(property = PropertyNames.TAKE_OVER, defaultValue = "false")
  private boolean takeOver;

  /** Validates the control repos before anything is deployed; with errors nothing is. */
  @Parameter(property = PropertyNames.VALIDATE, defaultValue = "true")
  private boolean validate;

  /** The Puppet version whose rules validation follows: 7, 8 or 9 (OpenVox 9). */
  @Parameter(property = PropertyNames.PUPPET_VERSION, defaultValue = "8")
  private int puppetVersion;

  /**
   * Certnames, or {@code environment/certname}, whose catalogs are compiled from what is staged
   * before it is decided.
   */
  @Parameter(property = PropertyNames.CHECK_NODES)
  private List<String> checkNodes = List.of();

  /** A directory of {@code <certname>.json} files with the facts of those nodes. */
  @Parameter(property = PropertyNames.CHECK_FACTS)
  private @Nullable File checkFacts;

  /** Runs {@code puppet agent --noop} with what is staged before it is decided, when true. */
  @Parameter(property = PropertyNames.CHECK_NOOP, defaultValue = "false")
  private boolean checkNoop;

  /**
   * What a {@code Puppetfile.lock} in a branch means: {@code use}, exactly that is deployed; {@code
   * require}, and every branch with modules must have one; {@code ignore}.
   */
  @Parameter(property = PropertyNames.LOCK, defaultValue = "use")
  private String lock = "use";

  /** Fetches no code when true: what is in the cache has to do. */
  @Parameter(property = PropertyNames.OFFLINE, defaultValue = "false")
  private boolean offline;

  /** Prints the plan and changes nothing when true. */
  @Parameter(property = PropertyNames.DRY_RUN, defaultValue = "false")
  private boolean dryRun;

  /** For Maven. */
  public DeployMojo() {
    super("deploy.json");
  }

  @Override
  protected void run(ResultFile result) throws MojoFailureException {
    DeployPlan plan = plan(result);
    plan.text().lines().forEach(getLog()::info);
    if (dryRun) {
      getLog().info("Nothing was changed, as " + PropertyNames.DRY_RUN + " is set.");
      return;
    }
    DeployResult done = plan.execute(progress());
    result.write(DeployJson.write(done));
    DeployTable.lines(done).forEach(getLog()::info);
    getLog().info(DeployTable.summary(done));
    if (!done.ok()) {
      throw new MojoFailureException(failure(done, result));
    }
    DeployTable.messages(done).forEach(getLog()::warn);
  }

  private DeployPlan plan(ResultFile result) throws MojoFailureException {
    try {
      Deployer.Builder builder = builder();
      if (validate) {
        builder.validate(puppetVersion);
      }
      return builder
          .compile(checkNodes, Optional.ofNullable(checkFacts).map(File::toPath))
          .noop(checkNoop)
          .credentials(gitCredentials())
          .contents(options -> options.offline(offline))
          .lock(LockUse.parse(lock))
          .environments(Set.copyOf(environments))
          .servers(Set.copyOf(servers))
          .takeOver(takeOver)
          .build()
          .plan();
    } catch (DeployRefusedException e) {
      result.write(DeployJson.write(new DeployResult(0, List.of(), false)));
      throw new MojoFailureException(e.getMessage());
    }
  }

  private Deployer.Builder builder() {
    if (r10kConfig != null) {
      return Deployer.builder(R10kConfig.read(r10kConfig.toPath()));
    }
    Topology topology = TopologyReader.load(fileOr(config, "puppet-ha.yaml"));
    return Deployer.builder(topology).resolver(DnsNameResolver.ofSites(topology));
  }

  private static String failure(DeployResult done, ResultFile result) {
    String what = done.decided() ? "Switched, but not everywhere" : "Nothing was switched";
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

package io.github.puppetha.maven.goal;

import io.github.puppetha.deploy.Deployer;
import io.github.puppetha.maven.AbstractDeployMojo;
import io.github.puppetha.maven.PropertyNames;
import io.github.puppetha.maven.ResultFile;
import java.util.OptionalLong;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Brings environments back to what an earlier deployment had, on every server: a new deployment
 * with the old revisions, in the time of a rename where they are still on disk. The result is in
 * {@code deploy.json}. With {@code puppet-ha.dryRun} it lists the last deployments, too.
 */
@Mojo(name = "rollback", requiresProject = false, threadSafe = true)
public final class RollbackMojo extends AbstractDeployMojo {
  private static final int LISTED = 20;

  /**
   * The number of the deployment to go back to; by default the last one in which the environments
   * were others than now.
   */
  @Parameter(property = PropertyNames.TO)
  private @Nullable Long to;

  /** Prints the last deployments and the plan, and changes nothing when true. */
  @Parameter(property = PropertyNames.DRY_RUN, defaultValue = "false")
  private boolean dryRun;

  /** For Maven. */
  public RollbackMojo() {
    super("deploy.json");
  }

  @Override
  protected void run(ResultFile result) throws MojoFailureException {
    Deployer deployer = deployer().build();
    if (dryRun) {
      deployer.history(LISTED).forEach(deployment -> getLog().info(deployment.toString()));
    }
    OptionalLong number = to == null ? OptionalLong.empty() : OptionalLong.of(to);
    carryOut(() -> deployer.rollback(number), dryRun, result);
  }
}

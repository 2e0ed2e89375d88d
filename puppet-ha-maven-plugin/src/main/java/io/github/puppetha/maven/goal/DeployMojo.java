package io.github.puppetha.maven.goal;

import io.github.puppetha.deploy.Deployer;
import io.github.puppetha.deploy.LockUse;
import io.github.puppetha.maven.AbstractDeployMojo;
import io.github.puppetha.maven.PropertyNames;
import io.github.puppetha.maven.ResultFile;
import java.io.File;
import java.util.List;
import java.util.Optional;
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
public final class DeployMojo extends AbstractDeployMojo {
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

  /**
   * Gives this deployment a number well above all that are known: once, after the place where
   * decisions were recorded was lost, and another one named in {@code deploy.state}.
   */
  @Parameter(property = PropertyNames.RAISE_NUMBER)
  private @Nullable Long raiseNumber;

  /**
   * With {@code full}, everything that is staged already is read and held against its digest; by
   * default only what something seems to have touched.
   */
  @Parameter(property = PropertyNames.VERIFY)
  private @Nullable String verify;

  /** Prints the plan and changes nothing when true. */
  @Parameter(property = PropertyNames.DRY_RUN, defaultValue = "false")
  private boolean dryRun;

  /** For Maven. */
  public DeployMojo() {
    super("deploy.json");
  }

  @Override
  protected void run(ResultFile result) throws MojoFailureException {
    Deployer deployer = built();
    carryOut(deployer::plan, dryRun, result);
  }

  private Deployer built() {
    Deployer.Builder builder = deployer();
    if (validate) {
      builder.validate(puppetVersion);
    }
    if (raiseNumber != null) {
      builder.raiseNumber(raiseNumber);
    }
    if (verify != null && !verify.equals("full")) {
      throw new IllegalArgumentException(
          PropertyNames.VERIFY + " is '" + verify + "', but can only be 'full'");
    }
    return builder
        .verify(verify != null)
        .compile(checkNodes, Optional.ofNullable(checkFacts).map(File::toPath))
        .noop(checkNoop)
        .contents(options -> options.offline(offline))
        .lock(LockUse.parse(lock))
        .takeOver(takeOver)
        .build();
  }
}

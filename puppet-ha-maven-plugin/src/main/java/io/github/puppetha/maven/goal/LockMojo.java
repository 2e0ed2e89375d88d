package io.github.puppetha.maven.goal;

import io.github.puppetha.Problem;
import io.github.puppetha.code.R10kConfig;
import io.github.puppetha.deploy.LockJson;
import io.github.puppetha.deploy.PuppetfileLocker;
import io.github.puppetha.maven.AbstractPuppetHaMojo;
import io.github.puppetha.maven.PropertyNames;
import io.github.puppetha.maven.ResultFile;
import io.github.puppetha.topology.TopologyReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code Puppetfile.lock}: the exact revision and digests of each module of the Puppetfile,
 * which deployments then use. Says what modules need that the Puppetfile does not have, with the
 * lines to add. The result is in {@code lock.json}.
 */
@Mojo(name = "lock", requiresProject = false, threadSafe = true)
public final class LockMojo extends AbstractPuppetHaMojo {
  /** The control repo. By default the project's base directory, or the current one without. */
  @Parameter(property = PropertyNames.DIRECTORY)
  private @Nullable File directory;

  /** The file that says where Forge and cache are. By default {@code puppet-ha.yaml}, if any. */
  @Parameter(property = PropertyNames.CONFIG)
  private @Nullable File config;

  /** An r10k.yaml that says so in place of {@code puppet-ha.yaml}. */
  @Parameter(property = PropertyNames.R10K_CONFIG)
  private @Nullable File r10kConfig;

  /** The control repo's branch, for modules with {@code :control_branch}. */
  @Parameter(property = PropertyNames.BRANCH, defaultValue = "production")
  private String branch = "production";

  /** Only checks that the lock file fits and that all it names can be had, when true. */
  @Parameter(property = PropertyNames.CHECK, defaultValue = "false")
  private boolean check;

  /** Fetches nothing when true: what is in the cache has to do. */
  @Parameter(property = PropertyNames.OFFLINE, defaultValue = "false")
  private boolean offline;

  /** For Maven. */
  public LockMojo() {
    super("lock.json");
  }

  @Override
  protected void run(ResultFile result) throws MojoFailureException {
    PuppetfileLocker locker =
        builder()
            .branch(branch)
            .contents(options -> options.with(gitCredentials()).offline(offline))
            .build();
    PuppetfileLocker.Result done = check ? locker.check() : locker.write();
    result.write(LockJson.write(done));
    for (Problem problem : done.problems()) {
      print(problem.severity(), problem.toString());
    }
    if (!done.ok()) {
      throw new MojoFailureException(
          done.file() + (check ? " does not do" : " was not written") + "; see above");
    }
    String what = check ? " fits" : done.changed() ? " was written" : " is as it was";
    getLog().info(done.file() + what + ": " + done.modules() + " modules");
  }

  private PuppetfileLocker.Builder builder() {
    Path repo = directory == null ? base() : directory.toPath();
    if (r10kConfig != null) {
      return PuppetfileLocker.builder(repo, R10kConfig.read(r10kConfig.toPath()));
    }
    Path topology = fileOr(config, "puppet-ha.yaml");
    return config != null || Files.exists(topology)
        ? PuppetfileLocker.builder(repo, TopologyReader.load(topology))
        : PuppetfileLocker.builder(repo, base().resolve(".puppet-ha/cache"));
  }
}

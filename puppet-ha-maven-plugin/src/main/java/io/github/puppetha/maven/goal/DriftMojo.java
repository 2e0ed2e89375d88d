package io.github.puppetha.maven.goal;

import io.github.puppetha.deploy.DriftReport;
import io.github.puppetha.maven.AbstractDeployMojo;
import io.github.puppetha.maven.DriftText;
import io.github.puppetha.maven.ResultFile;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Holds every file that is live on the servers against its revision, by digest, and names what
 * differs. Changes nothing: the next deployment mends it. The result is in {@code drift.json}.
 */
@Mojo(name = "drift", requiresProject = false, threadSafe = true)
public final class DriftMojo extends AbstractDeployMojo {
  /** For Maven. */
  public DriftMojo() {
    super("drift.json");
  }

  @Override
  protected void run(ResultFile result) throws MojoFailureException {
    DriftReport report = deployer().build().drift();
    result.write(report.json());
    DriftText.lines(report).forEach(getLog()::info);
    if (!report.clean()) {
      throw new MojoFailureException(
          "Not everything that is live is its revision; deploy to mend it ("
              + result.path()
              + " has every file).");
    }
  }
}

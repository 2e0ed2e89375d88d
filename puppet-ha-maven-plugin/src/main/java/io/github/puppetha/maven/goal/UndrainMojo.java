package io.github.puppetha.maven.goal;

import io.github.puppetha.maven.AbstractDrainMojo;
import io.github.puppetha.maven.ResultFile;
import io.github.puppetha.operations.Drainer;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Puts back what {@code drain} took out of the SRV records, as it was. What a monitor took out
 * because it was not well stays out until it is. The plan is printed first; the result is in {@code
 * failover.json}.
 */
@Mojo(name = "undrain", requiresProject = false, threadSafe = true)
public final class UndrainMojo extends AbstractDrainMojo {
  /** For Maven. */
  public UndrainMojo() {
    super("undrain");
  }

  @Override
  protected void run(ResultFile result) throws MojoFailureException {
    carryOut(Drainer::undrain, result);
  }
}

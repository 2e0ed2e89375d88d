package io.github.puppetha.maven.goal;

import io.github.puppetha.maven.AbstractDrainMojo;
import io.github.puppetha.maven.ResultFile;
import io.github.puppetha.operations.Drainer;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Takes servers, gateways or a whole site out of the SRV records of every zone, by dynamic update,
 * and writes into the zones that a person did it, so that no monitor puts them back. The last
 * record of {@code _x-puppet} is never taken. The plan is printed first; the result is in {@code
 * failover.json}.
 */
@Mojo(name = "drain", requiresProject = false, threadSafe = true)
public final class DrainMojo extends AbstractDrainMojo {
  /** For Maven. */
  public DrainMojo() {
    super("drain");
  }

  @Override
  protected void run(ResultFile result) throws MojoFailureException {
    carryOut(Drainer::drain, result);
  }
}

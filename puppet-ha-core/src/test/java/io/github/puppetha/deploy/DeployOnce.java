package io.github.puppetha.deploy;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.topology.Topology;
import java.nio.file.Path;

/**
 * Deploys once, as the topology in its argument says, and prints {@code deploy.json}; or the
 * message of what it could not do.
 */
final class DeployOnce {
  private DeployOnce() {}

  public static void main(String[] arguments) {
    Topology topology = Topology.load(Path.of(arguments[0]));
    try {
      DeployPlan plan = Deployer.builder(topology).build().plan();
      System.out.println("planned");
      System.out.println(DeployJson.write(plan.execute(ProgressListener.NONE)));
    } catch (PuppetHaException e) {
      System.out.println(e.getMessage());
    }
  }
}

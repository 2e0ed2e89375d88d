package io.github.puppetha.examples.embedding;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.deploy.DeployPlan;
import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.Deployer;
import io.github.puppetha.topology.Topology;
import java.nio.file.Path;
import java.util.Set;

/** Brings one environment to every server, and says what became of it. */
public final class DeployCode {
  private DeployCode() {}

  /** Takes the path of {@code puppet-ha.yaml} and an environment. */
  public static void main(String[] arguments) {
    DeployResult result = deploy(Path.of(arguments[0]), arguments[1]);
    result
        .servers()
        .forEach(server -> System.out.println(server.server() + " " + server.state().label()));
    if (!result.ok()) {
      System.exit(1);
    }
  }

  // region deploy
  static DeployResult deploy(Path topology, String environment) {
    DeployPlan plan =
        Deployer.builder(Topology.load(topology)).environments(Set.of(environment)).build().plan();
    return plan.execute(ProgressListener.NONE);
  }
  // endregion
}

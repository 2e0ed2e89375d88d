package io.github.puppetha.examples.embedding;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.Deployer;
import io.github.puppetha.deploy.Deployment;
import io.github.puppetha.topology.Topology;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;

/** Says who deployed what, and brings one environment back to what it was before. */
public final class RollBack {
  private RollBack() {}

  /** Takes the path of {@code puppet-ha.yaml} and an environment. */
  public static void main(String[] arguments) {
    DeployResult result = rollBack(Path.of(arguments[0]), arguments[1]);
    if (!result.ok()) {
      System.exit(1);
    }
  }

  // region rollback
  static DeployResult rollBack(Path topology, String environment) {
    Deployer deployer =
        Deployer.builder(Topology.load(topology)).environments(Set.of(environment)).build();
    for (Deployment deployment : deployer.history(3)) {
      System.out.println(deployment);
    }
    return deployer.rollback(OptionalLong.empty()).execute(ProgressListener.NONE);
  }
  // endregion
}

package io.github.puppetha.deploy;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Deploys two revisions in turn until it is killed: arguments topology, branch file, two commits.
 */
final class DeployLoop {
  private DeployLoop() {}

  public static void main(String[] arguments) throws Exception {
    Topology topology = Topology.load(Path.of(arguments[0]));
    System.out.println("ready");
    for (int i = 0; ; i++) {
      byte[] commit = (arguments[2 + i % 2] + "\n").getBytes(StandardCharsets.UTF_8);
      AtomicFiles.write(Path.of(arguments[1]), commit);
      Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
    }
  }
}

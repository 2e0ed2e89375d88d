package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Deploys once and prints {@code deploy.json}; before it switches the server whose host is the
 * second argument it says {@code decided} and waits for a line.
 */
final class DeployPaused implements Switches {
  private final String host;

  private DeployPaused(String host) {
    this.host = host;
  }

  public static void main(String[] arguments) {
    Topology topology = Topology.load(Path.of(arguments[0]));
    DeployResult result =
        Deployer.builder(topology)
            .switches(new DeployPaused(arguments[1]))
            .build()
            .plan()
            .execute(ProgressListener.NONE);
    System.out.println(DeployJson.write(result));
  }

  @Override
  public Optional<String> begin(HostPort server, Map<String, String> trees) {
    if (server.host().equals(host)) {
      System.out.println("decided");
      try {
        System.in.read();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> end(HostPort server, Map<String, String> trees) {
    return Optional.empty();
  }
}

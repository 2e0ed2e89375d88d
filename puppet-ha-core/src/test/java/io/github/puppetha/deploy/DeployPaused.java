package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Deploys once and prints {@code deploy.json}; before it switches the server whose host is the
 * second argument it lets the other one be switched, says {@code decided} and waits for a line.
 */
final class DeployPaused implements Switches {
  private final String host;
  private final CountDownLatch others = new CountDownLatch(1);

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
      try {
        others.await();
        System.out.println("decided");
        System.in.read();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> end(HostPort server, Map<String, String> trees) {
    others.countDown();
    return Optional.empty();
  }
}

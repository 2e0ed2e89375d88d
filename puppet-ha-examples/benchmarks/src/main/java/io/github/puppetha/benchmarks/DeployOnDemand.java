package io.github.puppetha.benchmarks;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.Deployer;
import io.github.puppetha.deploy.ServerResult;
import io.github.puppetha.topology.Topology;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Deploys the topology that is its argument once for each line read; prints bytes sent, seconds.
 */
public final class DeployOnDemand {
  private DeployOnDemand() {}

  public static void main(String[] arguments) throws IOException {
    Topology topology = Topology.load(Path.of(arguments[0]));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (lines.readLine() != null) {
      DeployResult result =
          Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
      if (!result.ok()) {
        throw new IllegalStateException(result.toString());
      }
      long bytes = result.servers().stream().mapToLong(ServerResult::bytesSent).sum();
      System.out.println(bytes + " " + String.format(Locale.ROOT, "%.2f", result.seconds()));
    }
  }
}

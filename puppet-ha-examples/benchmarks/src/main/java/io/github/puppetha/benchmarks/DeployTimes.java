package io.github.puppetha.benchmarks;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.code.R10kConfig;
import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.Deployer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Deploys by an r10k.yaml each time that it reads a line, and prints how many seconds it took. */
public final class DeployTimes {
  private DeployTimes() {}

  /**
   * Reads lines until there are none.
   *
   * @param arguments the r10k.yaml
   */
  public static void main(String[] arguments) throws IOException {
    Path config = Path.of(arguments[0]);
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (lines.readLine() != null) {
      DeployResult result =
          Deployer.builder(R10kConfig.read(config)).build().plan().execute(ProgressListener.NONE);
      if (!result.ok()) {
        throw new IllegalStateException(result.toString());
      }
      System.out.printf(Locale.ROOT, "%.3f%n", result.seconds());
    }
  }
}

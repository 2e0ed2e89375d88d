package io.github.puppetha.deploy;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.code.ContentsOptions;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** One server, and code from anywhere. */
final class OneSite {
  final Path root;
  private final String forge;

  OneSite(Path root, String forge) throws IOException {
    this.root = root;
    this.forge = forge;
    Files.createDirectories(root.resolve("ams"));
  }

  Path live(String environment) {
    return root.resolve("ams/environments").resolve(environment);
  }

  Topology topology(String sources) throws IOException {
    Path file = root.resolve("puppet-ha.yaml");
    Files.writeString(
        file,
        """
        code:
          cache: cache
          forge: "%s"
          sources: { %s }
        deploy: { state: { directory: state } }
        sites:
          ams:
            servers:
              - { host: puppet1.ams.test, code: "file://%s" }
        """
            .formatted(forge, sources, root.resolve("ams/environments")));
    return Topology.load(file);
  }

  Deployer.Builder deployer(String sources) throws IOException {
    return Deployer.builder(topology(sources));
  }

  DeployResult deploy(String sources) throws IOException {
    return deployer(sources).build().plan().execute(ProgressListener.NONE);
  }

  DeployResult deploy(String sources, UnaryOperator<ContentsOptions> change) throws IOException {
    return deployer(sources).contents(change).build().plan().execute(ProgressListener.NONE);
  }
}

package io.github.puppetha.deploy;

import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A control repo with one module, and two sites with a server each. */
final class TwoSites {
  final Path root;
  final GitFixture module;
  final GitFixture control;

  TwoSites(Path root) throws IOException {
    this.root = root;
    module = GitFixture.create(root, "ntp");
    module.file("manifests/init.pp", "class ntp { }\n").file("spec/x_spec.rb", "x\n").push("1");
    module.git("tag", "v1");
    module.file("manifests/init.pp", "class ntp { notify { 'two': } }\n").push("2");
    module.git("tag", "v2");
    module.push("tags");
    control = GitFixture.create(root, "control");
    control.file("manifests/site.pp", "include ntp\n").file("Puppetfile", puppetfile("v1"));
    control.push("first");
    Files.createDirectories(root.resolve("ams"));
    Files.createDirectories(root.resolve("fra"));
  }

  String puppetfile(String ref) {
    return "mod 'ntp', git: '" + module.url() + "', ref: '" + ref + "'\n";
  }

  Path ams() {
    return root.resolve("ams/environments");
  }

  Path fra() {
    return root.resolve("fra/environments");
  }

  Topology topology(String policy) throws IOException {
    return topology(policy, "");
  }

  Topology topology(String policy, String fraServer) throws IOException {
    Path file = root.resolve("puppet-ha.yaml");
    Files.writeString(
        file,
        """
        code:
          cache: cache
          sources:
            control: { remote: "%s" }
        deploy: { policy: %s, minPerSite: 0 }
        sites:
          ams:
            servers:
              - { host: puppet1.ams.test, code: "%s" }
          fra:
            servers:
              - { host: puppet1.fra.test, code: "%s"%s }
        """
            .formatted(control.url(), policy, uri(ams()), uri(fra()), fraServer));
    return Topology.load(file);
  }

  private static String uri(Path path) {
    return "file://" + path;
  }
}

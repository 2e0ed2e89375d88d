package io.github.puppetha.deploy;

import io.github.puppetha.code.Contents;
import io.github.puppetha.conf.PuppetConf;
import io.github.puppetha.topology.RunPinning;
import io.github.puppetha.topology.Server;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a plan warns of as to agents' runs: servers that are reached past a gateway, and code that
 * does not suit pinned catalogs.
 */
final class PinWarnings {
  /** Of nothing, as with an r10k.yaml, which names no servers. */
  static final PinWarnings NONE = new PinWarnings(null);

  private final @Nullable Topology topology;

  PinWarnings(@Nullable Topology topology) {
    this.topology = topology;
  }

  /** One sentence each; nothing that is not certain is a reason not to deploy. */
  List<String> of(DeployPlan plan, Contents contents) {
    List<String> warnings = new ArrayList<>();
    if (topology != null) {
      Set<String> switched =
          plan.changes().stream()
              .filter(change -> !change.unchanged())
              .map(DeployPlan.Change::server)
              .collect(Collectors.toSet());
      RunPinning.Mode mode = topology.pinning().mode();
      topology.sites().forEach(site -> window(site, mode, switched, warnings));
      if (mode == RunPinning.Mode.CATALOGS) {
        plan.changed().forEach(e -> nameUse(e, contents, warnings));
        topology.servers().forEach(server -> classifier(server, warnings));
      }
    }
    return warnings;
  }

  private static void window(
      Site site, RunPinning.Mode mode, Set<String> switched, List<String> warnings) {
    boolean pinned = !site.gateways().isEmpty() && mode != RunPinning.Mode.NONE;
    List<String> servers =
        site.servers().stream()
            .filter(server -> server.code().isPresent())
            .map(server -> server.address().toString())
            .filter(switched::contains)
            .toList();
    if (!pinned && !servers.isEmpty()) {
      warnings.add(
          "no gateway keeps the runs of "
              + site.name()
              + "'s agents at one revision: whoever reaches "
              + String.join(", ", servers)
              + " while it is switched may get a catalog, or files, of two; windowSeconds in"
              + " deploy.json says how long that was");
    }
  }

  private static void nameUse(
      EnvironmentRevision environment, Contents contents, List<String> warnings) {
    List<String> places = new NameUse(contents).of(environment);
    if (!places.isEmpty()) {
      warnings.add(
          "with 'pin: catalogs' "
              + environment.environment()
              + " is compiled as "
              + environment.directory()
              + ", and its code asks for that name: "
              + NameUse.told(places));
    }
  }

  private static void classifier(Server server, List<String> warnings) {
    if (server.puppetConf().filter(PinWarnings::hasClassifier).isPresent()) {
      warnings.add(
          server.address()
              + " has an ENC (node_terminus = exec): of a node whose environment it sets catalogs"
              + " cannot be pinned, and each is compiled twice; leave 'pin: catalogs' off");
    }
  }

  private static boolean hasClassifier(Path file) {
    try {
      return PuppetConf.read(file)
          .value(PuppetConf.Role.SERVER, "node_terminus")
          .filter("exec"::equals)
          .isPresent();
    } catch (RuntimeException e) {
      return false; // it is told where the server is looked at
    }
  }
}

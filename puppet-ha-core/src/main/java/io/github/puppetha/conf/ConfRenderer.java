package io.github.puppetha.conf;

import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the configuration of a topology's machines: agents of each site, in each of the ways by
 * which they can find servers, servers, the CA, and proxies that stand before them. What it makes
 * has no problems that {@link MachineConf} knows. Immutable.
 *
 * <p>Puppet 3 is past its life: only what agents and servers read themselves ({@code puppet.conf},
 * {@code routes.yaml}, {@code puppetdb.conf}) is made for it, for who still has such nodes.
 */
public final class ConfRenderer {
  /** The Puppet version that files are made for unless another is named: {@value}. */
  public static final int DEFAULT_VERSION = 8;

  private static final List<Integer> VERSIONS = List.of(3, 7, 8, 9);

  private final Topology topology;
  private final int version;

  private ConfRenderer(Topology topology, int version) {
    this.topology = topology;
    this.version = version;
  }

  /**
   * For a Puppet version: 7, 8, 9 (OpenVox), or 3.
   *
   * @throws IllegalArgumentException for another version; the message names these
   */
  public static ConfRenderer of(Topology topology, int version) {
    if (!VERSIONS.contains(version)) {
      throw new IllegalArgumentException(
          "Configuration is made for Puppet 7, 8, 9 (OpenVox) and 3, not for " + version);
    }
    return new ConfRenderer(topology, version);
  }

  /**
   * All files: {@code agents/<site>/<way>/}, {@code servers/<host>/}, {@code proxies/<site>/}. A
   * server of a site without gateways has in {@code behind-proxy} what differs when one of the
   * proxies stands before it.
   */
  public List<RenderedFile> files() {
    List<RenderedFile> files = new ArrayList<>();
    for (Site site : topology.sites()) {
      AgentConfText agents = new AgentConfText(topology, site, version);
      for (AgentConfText.Way way : agents.ways()) {
        String name = "agents/%s/%s/puppet.conf".formatted(site.name(), way.directory());
        files.add(new RenderedFile(name, agents.text(way)));
      }
    }
    for (Machine machine : Machine.of(topology)) {
      String directory = "servers/" + machine.address().host() + "/";
      files.addAll(below(directory, new ServerConfText(machine, version).files()));
      if (version > 3) {
        DaemonConfText daemon = new DaemonConfText(machine, version);
        files.addAll(below(directory, daemon.files()));
        if (!machine.behindGateways()) {
          files.addAll(below(directory + "behind-proxy/", daemon.behindProxy()));
        }
      }
    }
    for (Site site : topology.sites()) {
      files.addAll(below("proxies/" + site.name() + "/", ProxyConf.of(topology, site).files()));
    }
    return files;
  }

  private static List<RenderedFile> below(String directory, List<RenderedFile> files) {
    return files.stream().map(f -> new RenderedFile(directory + f.path(), f.text())).toList();
  }
}

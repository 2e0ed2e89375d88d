package io.github.puppetha.maven.goal;

import io.github.puppetha.conf.ServerSettings;
import io.github.puppetha.discovery.zone.DomainRecords;
import io.github.puppetha.maven.AbstractPuppetHaMojo;
import io.github.puppetha.maven.PropertyNames;
import io.github.puppetha.maven.ResultFile;
import io.github.puppetha.topology.Topology;
import io.github.puppetha.topology.TopologyReader;
import java.io.File;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes what each Puppet Server's configuration needs: {@code puppet.conf}, {@code auth.conf},
 * scripts for static catalogs, what is to be restarted, and in which order. All is in {@code
 * render/servers.md}, the scripts in a directory for each server beside it; the SRV records of each
 * site's domain in {@code render/dns}, for its zone to include.
 */
@Mojo(name = "render", requiresProject = false, threadSafe = true)
public final class RenderMojo extends AbstractPuppetHaMojo {
  /** The file that describes sites, servers and code. By default {@code puppet-ha.yaml}. */
  @Parameter(property = PropertyNames.CONFIG)
  private @Nullable File config;

  /** For Maven. */
  public RenderMojo() {
    super("render/servers.md");
  }

  @Override
  protected void run(ResultFile result) {
    Topology topology = TopologyReader.load(fileOr(config, "puppet-ha.yaml"));
    var servers = ServerSettings.of(topology);
    String text = servers.stream().map(ServerSettings::text).collect(Collectors.joining("\n"));
    result.write(text);
    for (ServerSettings server : servers) {
      server
          .scripts()
          .forEach((name, script) -> result.beside(server.host() + "/" + name).write(script));
    }
    text.lines().forEach(getLog()::info);
    DomainRecords.of(topology).forEach(domain -> zone(domain, result));
    getLog().info("Written to " + result.path());
  }

  /** A zone fragment in {@code render/dns}, unless its records would mislead agents. */
  private void zone(DomainRecords domain, ResultFile result) {
    if (domain.objection().isPresent()) {
      getLog().warn(domain.objection().get());
    } else {
      result.beside("dns/" + domain.domain() + ".zone").write(domain.fragment());
    }
  }
}

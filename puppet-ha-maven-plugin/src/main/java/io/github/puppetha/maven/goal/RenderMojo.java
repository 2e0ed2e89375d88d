package io.github.puppetha.maven.goal;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.conf.ConfRenderer;
import io.github.puppetha.conf.ServerSettings;
import io.github.puppetha.discovery.zone.DomainRecords;
import io.github.puppetha.discovery.zone.ZoneCheck;
import io.github.puppetha.maven.AbstractPuppetHaMojo;
import io.github.puppetha.maven.PropertyNames;
import io.github.puppetha.maven.ResultFile;
import io.github.puppetha.topology.Topology;
import io.github.puppetha.topology.TopologyReader;
import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the configuration of an installation's machines, to be looked at and put in place: of
 * agents by site and by the way they find servers, of servers and the CA, of Apache, nginx and
 * HAProxy before them. {@code render/servers.md} tells what a server that is there already still
 * needs for deployments, and in which order; scripts for static catalogs lie with each server. The
 * SRV records of each site's domain are in {@code render/dns}, for its zone to include.
 */
@Mojo(name = "render", requiresProject = false, threadSafe = true)
public final class RenderMojo extends AbstractPuppetHaMojo {
  /** The file that describes sites, servers and code. By default {@code puppet-ha.yaml}. */
  @Parameter(property = PropertyNames.CONFIG)
  private @Nullable File config;

  /**
   * The Puppet version of agents and servers: 7, 8, 9 for OpenVox 9; or 3, for what is left of it.
   */
  @Parameter(property = PropertyNames.PUPPET_VERSION, defaultValue = "8")
  private int puppetVersion = ConfRenderer.DEFAULT_VERSION;

  /**
   * Also asks every authoritative name server whether the SRV records are as they were rendered,
   * when true; what is missing or wrong fails the build.
   */
  @Parameter(property = PropertyNames.CHECK_DNS, defaultValue = "false")
  private boolean checkDns;

  /** For Maven. */
  public RenderMojo() {
    super("render/servers.md");
  }

  @Override
  protected void run(ResultFile result) throws MojoFailureException {
    Topology topology = TopologyReader.load(fileOr(config, "puppet-ha.yaml"));
    var files = ConfRenderer.of(topology, puppetVersion).files();
    var servers = ServerSettings.of(topology);
    String text = servers.stream().map(ServerSettings::text).collect(Collectors.joining("\n"));
    result.write(text);
    for (ServerSettings server : servers) {
      server
          .scripts()
          .forEach(
              (name, script) ->
                  result.beside("servers/" + server.host() + "/" + name).write(script));
    }
    files.forEach(file -> result.beside(file.path()).write(file.text()));
    text.lines().forEach(getLog()::info);
    DomainRecords.of(topology).forEach(domain -> zone(domain, result));
    getLog()
        .info(
            files.size()
                + " files for Puppet "
                + puppetVersion
                + " in "
                + result.path().getParent());
    getLog().info("Written to " + result.path());
    if (checkDns) {
      compare(topology);
    }
  }

  private void compare(Topology topology) throws MojoFailureException {
    List<Problem> problems = ZoneCheck.run(topology);
    problems.forEach(problem -> print(problem.severity(), problem.toString()));
    if (problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
      throw new MojoFailureException("DNS is not as " + topology.file() + " wants it; see above");
    }
    boolean warned = problems.stream().anyMatch(p -> p.severity() == Severity.WARNING);
    String apart = warned ? ", apart from the warnings above" : "";
    getLog().info("DNS is as " + topology.file() + " wants it" + apart);
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

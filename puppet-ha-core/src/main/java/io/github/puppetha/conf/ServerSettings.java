package io.github.puppetha.conf;

import io.github.puppetha.topology.IdentityRef;
import io.github.puppetha.topology.Server;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a Puppet Server's configuration needs for deployments to it: settings, rules and scripts, as
 * far as they are not there already where its files can be seen, and in which order they take
 * effect. Immutable.
 *
 * @param host the server's name
 * @param text what to do, for people
 * @param scripts {@code code-id} and {@code code-content}, for who wants static catalogs
 */
public record ServerSettings(String host, String text, Map<String, String> scripts) {
  private static final String THERE = "    # is there already\n";

  /** Copies the scripts. */
  public ServerSettings {
    scripts = Map.copyOf(scripts);
  }

  /** Of every server of a topology that has a {@code code} directory, in order. */
  public static List<ServerSettings> of(Topology topology) {
    return topology.sites().stream()
        .flatMap(
            site ->
                site.servers().stream()
                    .filter(server -> server.code().isPresent())
                    .map(server -> of(topology, site, server)))
        .toList();
  }

  private static ServerSettings of(Topology topology, Site site, Server server) {
    String directory = server.code().orElseThrow().getPath().replaceFirst("/+$", "");
    String certname =
        topology.identity().map(IdentityRef::certname).orElse("the deployer's certname");
    StringBuilder text = new StringBuilder("# " + server.address() + "\n\n");
    puppetConf(text, server.puppetConf().map(PuppetConf::read), directory);
    serverConf(text, server.puppetserverConf().map(PuppetserverConf::read), certname);
    scripts(text, directory);
    order(text, site);
    Map<String, String> scripts = new TreeMap<>();
    for (String name : List.of("code-id", "code-content")) {
      scripts.put(name, script(name).replace("@environments@", directory));
    }
    return new ServerSettings(server.address().host(), text.toString(), scripts);
  }

  private static void puppetConf(StringBuilder text, Optional<PuppetConf> conf, String directory) {
    boolean path =
        conf.map(c -> c.environmentPath().equals(List.of(Path.of(directory)))).orElse(false);
    boolean versioned = conf.map(PuppetConf::versionedEnvironmentDirs).orElse(false);
    text.append("puppet.conf, section [server]; read when the server starts:\n\n")
        .append("    environmentpath = ")
        .append(directory)
        .append('\n')
        .append(path ? THERE : "")
        .append("    versioned_environment_dirs = true\n")
        .append(versioned ? THERE : "")
        .append('\n');
    if (conf.isPresent() && conf.get().environmentPath().size() > 1) {
      text.append("It has several directories now, ")
          .append(conf.get().environmentPath())
          .append(
              ": static catalogs inline nothing then, and an environment that is removed from one"
                  + " is served from another.\n\n");
    }
  }

  private static void serverConf(
      StringBuilder text, Optional<PuppetserverConf> conf, String certname) {
    text.append("conf.d/auth.conf, at the top of authorization.rules; read when it starts:\n\n");
    for (AuthRule rule : AuthRule.values()) {
      text.append(rule.text(certname).indent(4));
      if (conf.map(c -> c.allows(rule, certname)).orElse(false)) {
        text.append(THERE);
      }
    }
    text.append("\nThe catalog rule is for checks of named nodes (puppet-ha.checkNodes) only.\n\n");
    if (conf.map(PuppetserverConf::multithreaded).orElse(false)) {
      text.append("conf.d/puppetserver.conf has multithreaded: true; it must be false: a flush")
          .append(" does not reach what is being compiled.\n\n");
    }
  }

  private static void scripts(StringBuilder text, String directory) {
    text.append("Only for static catalogs of agents that no gateway stands before: the scripts")
        .append(" code-id and code-content, executable, and in conf.d/puppetserver.conf\n\n")
        .append("    versioned-code: {\n")
        .append("        code-id-command: /etc/puppetlabs/puppetserver/code-id\n")
        .append("        code-content-command: /etc/puppetlabs/puppetserver/code-content\n")
        .append("    }\n\n")
        .append("With them one source => puppet:///modules/... that exists nowhere fails the whole")
        .append(" catalog, not one file; validation lists those (reference/missing_file).\n\n");
    text.append("The old environments, outside ")
        .append(directory)
        .append(", stay as they are: they are the way back.\n\n");
  }

  private static void order(StringBuilder text, Site site) {
    text.append("Order, one server after the other:\n\n")
        .append("1. mvn puppet-ha:deploy -Dpuppet-ha.takeOver=true stages every environment and")
        .append(" makes it live in the directory; the server does not read that yet.\n")
        .append("2. Stop what deploys to the old directory: cron jobs, hooks and webhooks of r10k")
        .append(" or g10k.\n")
        .append("3. Drain the server")
        .append(
            site.servers().size() > 1
                ? ".\n"
                : ": site "
                    + site.name()
                    + " has no other, so its agents go to another site or, where none is"
                    + " reachable, have no run until it has started (up to a minute).\n")
        .append("4. Change the files above, restart the server.\n")
        .append("5. mvn puppet-ha:deploy again: it says 'active' or 'unchanged' when the server")
        .append(" shows the deployed revisions.\n")
        .append("6. Undrain it.\n");
  }

  private static String script(String name) {
    try (InputStream in = ServerSettings.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

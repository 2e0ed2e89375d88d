package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.Ssh;
import io.github.puppetha.conf.PuppetConf;
import io.github.puppetha.conf.PuppetserverConf;
import io.github.puppetha.topology.Server;
import io.github.puppetha.topology.Site;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One environments directory, and who reads it: servers that name the same one share it.
 *
 * @param servers at least one
 * @param directory null when it is not a directory of this machine
 * @param sources the sources whose environments it holds; empty for all
 * @param ssh the way to other machines
 */
record Target(
    List<TargetServer> servers, URI code, @Nullable Path directory, Set<String> sources, Ssh ssh) {
  Target {
    servers = List.copyOf(servers);
  }

  /** Why nothing can be deployed there. */
  record Obstacle(State state, String message) {}

  /** The directories of sites' servers, in the topology's order. */
  static List<Target> of(List<Site> sites, Ssh ssh) {
    Map<URI, List<TargetServer>> directories = new LinkedHashMap<>();
    for (Site site : sites) {
      for (Server server : site.servers()) {
        server
            .code()
            .ifPresent(
                code ->
                    directories
                        .computeIfAbsent(code, c -> new ArrayList<>())
                        .add(TargetServer.of(site.name(), server)));
      }
    }
    List<Target> targets = new ArrayList<>();
    directories.forEach(
        (code, servers) -> {
          boolean file = "file".equals(code.getScheme());
          Path directory = file ? Path.of(code.getPath()) : null;
          targets.add(new Target(servers, code, directory, Set.of(), ssh));
        });
    return targets;
  }

  /** Is one of its servers meant by a name, with or without the port? */
  boolean named(String name) {
    return servers.stream().anyMatch(s -> s.named(name));
  }

  /** Its servers' names, as people read them. */
  String name() {
    return String.join(" and ", servers.stream().map(TargetServer::name).toList());
  }

  /** Its path, as its servers see it, without a slash at the end. */
  String path() {
    return code.getPath().replaceFirst("/+$", "");
  }

  /** Does this environment go there? */
  boolean holds(EnvironmentRevision environment) {
    return sources.isEmpty() || sources.contains(environment.source());
  }

  /** The part of a decision that concerns this directory. */
  Decision share(Decision decision) {
    if (sources.isEmpty()) {
      return decision;
    }
    Map<String, EnvironmentRevision> mine = new TreeMap<>(decision.environments());
    mine.values().removeIf(e -> !holds(e));
    return decision.of(mine);
  }

  /** The way to it; the caller closes it. */
  TargetDirectory open() {
    if (directory != null) {
      return new LocalDirectory(directory);
    }
    try {
      SshAddress address = SshAddress.of(code);
      boolean rsync = "rsync".equals(code.getScheme());
      return new SshDirectory(ssh, address, rsync ? new RsyncTransfer(ssh) : new TarTransfer());
    } catch (IOException e) {
      return new UnsupportedDirectory(String.valueOf(e.getMessage()));
    }
  }

  /** What stands in the way; null when nothing does. */
  @Nullable Obstacle obstacle(TargetDirectory opened) {
    Obstacle obstacle = opened.obstacle();
    for (TargetServer server : servers) {
      if (obstacle == null && server.puppetConf().isPresent()) {
        obstacle = setting(server.puppetConf().get());
      }
      if (obstacle == null && server.puppetserverConf().isPresent()) {
        obstacle = threads(server, server.puppetserverConf().get());
      }
    }
    return obstacle;
  }

  /** An environment is not flushed while any compile uses it, so compiles go on being mixed. */
  private static @Nullable Obstacle threads(TargetServer server, Path confd) {
    try {
      return PuppetserverConf.read(confd).multithreaded()
          ? new Obstacle(
              State.FAILED,
              server.name()
                  + " has 'multithreaded: true', with which a flush leaves old and mixed catalogs;"
                  + " set 'jruby-puppet.multithreaded: false' in "
                  + confd
                  + "/puppetserver.conf and restart the server")
          : null;
    } catch (PuppetHaException e) {
      return new Obstacle(State.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Obstacle setting(Path file) {
    try {
      PuppetConf conf = PuppetConf.read(file);
      if (conf.environmentPath().size() > 1) {
        return new Obstacle(
            State.FAILED,
            "its environmentpath has several directories, with which static catalogs inline"
                + " nothing and a removed environment comes back; set 'environmentpath = "
                + path()
                + "' in "
                + file
                + " and restart the server");
      }
      if (conf.versionedEnvironmentDirs()) {
        return null;
      }
    } catch (RuntimeException e) {
      return new Obstacle(State.FAILED, String.valueOf(e.getMessage()));
    }
    String message =
        "without versioned_environment_dirs its catalogs would mix revisions; add"
            + " 'versioned_environment_dirs = true' to [server] or [main] of "
            + file
            + " and restart the server";
    return new Obstacle(State.FAILED, message);
  }

  /** What is to be known of a server that could not be asked what it serves. */
  static String advice(TargetServer server) {
    String told =
        server.address() == null
            ? "no Puppet Server was told"
            : "it was not told, nor asked whether it loads this, as puppet-ha.yaml names no"
                + " 'identity'";
    String cache = ": it may go on with the old code until its environment cache is flushed";
    return server.puppetConf().isPresent()
        ? told + cache
        : told
            + cache
            + ", and it needs versioned_environment_dirs = true and an environmentpath of this"
            + " directory alone";
  }

  /** What is there; nothing when that cannot be seen. */
  TargetState state() {
    try (TargetDirectory opened = open()) {
      return opened.obstacle() == null ? opened.state() : TargetState.NOTHING;
    } catch (IOException e) {
      return TargetState.NOTHING;
    }
  }
}

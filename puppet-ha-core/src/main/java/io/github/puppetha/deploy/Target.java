package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.conf.PuppetConf;
import io.github.puppetha.topology.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One environments directory of one server.
 *
 * @param address null with an r10k.yaml, which names no server
 * @param directory null when it is not a directory of this machine
 * @param sources the sources whose environments it holds; empty for all
 */
record Target(
    String site,
    String server,
    @Nullable HostPort address,
    URI code,
    @Nullable Path directory,
    Optional<Path> puppetConf,
    Set<String> sources) {

  /** Why nothing can be deployed there. */
  record Obstacle(State state, String message) {}

  static Target of(String site, Server server, URI code) {
    boolean file = "file".equals(code.getScheme());
    return new Target(
        site,
        server.address().toString(),
        server.address(),
        code,
        file ? Path.of(code.getPath()) : null,
        server.puppetConf(),
        Set.of());
  }

  /** The part of a decision that concerns this directory. */
  Decision share(Decision decision) {
    if (sources.isEmpty()) {
      return decision;
    }
    Map<String, EnvironmentRevision> mine = new TreeMap<>(decision.environments());
    mine.values().removeIf(e -> !sources.contains(e.source()));
    return new Decision(decision.number(), decision.at(), decision.by(), mine);
  }

  /** The way to it; the caller closes it. */
  TargetDirectory open() {
    return directory == null
        ? new UnsupportedDirectory(code.getScheme())
        : new LocalDirectory(directory);
  }

  /** What stands in the way; null when nothing does. */
  @Nullable Obstacle obstacle(TargetDirectory opened) {
    Obstacle obstacle = opened.obstacle();
    return obstacle == null && puppetConf.isPresent() ? setting(puppetConf.get()) : obstacle;
  }

  private @Nullable Obstacle setting(Path file) {
    try {
      if (PuppetConf.read(file).versionedEnvironmentDirs()) {
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

  /** What a server needs that could not be looked at; null when it was looked at. */
  @Nullable String advice() {
    return puppetConf.isPresent()
        ? null
        : "its puppet.conf was not looked at: a Puppet Server needs versioned_environment_dirs ="
            + " true, and an environmentpath of this directory alone";
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

package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.topology.Server;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who reads an environments directory.
 *
 * @param name its host and port; with an r10k.yaml, which names no server, the directory
 * @param address null with an r10k.yaml
 * @param puppetConf its {@code puppet.conf}, where it can be seen from here
 * @param puppetserverConf its {@code conf.d}, where it can be seen from here
 * @param generateTypes whether {@code puppet generate types} is part of staging
 * @param puppet that command there; empty to look for it
 */
record TargetServer(
    String site,
    String name,
    @Nullable HostPort address,
    Optional<Path> puppetConf,
    Optional<Path> puppetserverConf,
    boolean generateTypes,
    Optional<String> puppet) {
  static TargetServer of(String site, Server server) {
    HostPort address = server.address();
    return new TargetServer(
        site,
        address.toString(),
        address,
        server.puppetConf(),
        server.puppetserverConf(),
        true,
        server.puppet());
  }

  /** For a directory that an r10k.yaml names. */
  static TargetServer ofDirectory(Path directory, boolean generateTypes, Optional<String> puppet) {
    Optional<Path> none = Optional.empty();
    return new TargetServer("local", directory.toString(), null, none, none, generateTypes, puppet);
  }

  /** Is it meant by a name, with or without the port? */
  boolean named(String text) {
    return name.equals(text) || (address != null && address.host().equals(text));
  }
}

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
 */
record TargetServer(
    String site, String name, @Nullable HostPort address, Optional<Path> puppetConf) {
  static TargetServer of(String site, Server server) {
    HostPort address = server.address();
    return new TargetServer(site, address.toString(), address, server.puppetConf());
  }

  /** Is it meant by a name, with or without the port? */
  boolean named(String text) {
    return name.equals(text) || (address != null && address.host().equals(text));
  }
}

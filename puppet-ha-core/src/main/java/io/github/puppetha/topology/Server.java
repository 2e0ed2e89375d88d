package io.github.puppetha.topology;

import io.github.puppetha.HostPort;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One Puppet Server.
 *
 * @param address its own name and port; requests carry this name
 * @param weight its share of the site's load, 0 to 65535, as in SRV records (RFC 2782)
 * @param code its environments directory, {@code file:}, {@code ssh:} or {@code rsync:}; empty when
 *     nothing is deployed to it
 * @param puppetConf its {@code puppet.conf} as seen from this machine, absolute; empty when it
 *     cannot be seen
 * @param puppetserverConf its {@code conf.d} directory, as seen from this machine, absolute; empty
 *     when it cannot be seen
 * @param puppet the {@code puppet} command there; empty to look for it where it usually is
 */
public record Server(
    HostPort address,
    int weight,
    Optional<URI> code,
    Optional<Path> puppetConf,
    Optional<Path> puppetserverConf,
    Optional<String> puppet) {
  /** The weight of a server that names none: {@value}. */
  public static final int DEFAULT_WEIGHT = 10;

  /** A server whose configuration cannot be seen. */
  public Server(HostPort address, int weight, Optional<URI> code) {
    this(address, weight, code, Optional.empty(), Optional.empty(), Optional.empty());
  }
}

package io.github.puppetha.topology;

import io.github.puppetha.HostPort;
import java.util.Optional;

/**
 * The certificate authority.
 *
 * @param server where it answers
 * @param standby what takes its place when it is lost
 */
public record CaNode(HostPort server, Optional<Standby> standby) {
  /**
   * The machine that can be promoted to CA.
   *
   * @param site a site of the topology
   * @param host where it would answer
   */
  public record Standby(String site, HostPort host) {}
}

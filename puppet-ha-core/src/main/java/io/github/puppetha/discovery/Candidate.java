package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;

/**
 * A server that can be drawn.
 *
 * @param server name and port
 * @param share its part in the draw among its group
 * @param health what is remembered of it
 */
record Candidate(HostPort server, long share, ServerHealth health) {
  static Candidate of(WeightedServer server, ServerHealth health) {
    long share = WeightedDraw.share(server.weight());
    return new Candidate(server.address(), share, health);
  }
}

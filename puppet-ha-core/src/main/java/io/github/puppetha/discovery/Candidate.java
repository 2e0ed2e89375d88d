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
  private static final int ONE_WEIGHT = 10;

  /** Shares are proportional to weights; weight 0 counts as a tenth of weight 1. */
  static Candidate of(WeightedServer server, ServerHealth health) {
    long share = server.weight() == 0 ? 1 : (long) server.weight() * ONE_WEIGHT;
    return new Candidate(server.address(), share, health);
  }
}

package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * A server that can be drawn.
 *
 * @param server name and port
 * @param share its part in the draw among its group
 * @param health what is remembered of it
 * @param graded what its probes find, or null when nobody probes it
 */
record Candidate(HostPort server, long share, ServerHealth health, @Nullable ServerProbe graded) {
  static Candidate of(WeightedServer server, ServerHealth health, @Nullable ServerProbe graded) {
    long share = WeightedDraw.share(server.weight());
    return new Candidate(server.address(), share, health, graded);
  }

  Grade grade() {
    return graded == null ? Grade.UNKNOWN : graded.report().grade();
  }

  /** Why it is not among the first, in words. */
  String why() {
    return graded != null && graded.report().grade().bad()
        ? graded.report().why()
        : health.reason();
  }
}

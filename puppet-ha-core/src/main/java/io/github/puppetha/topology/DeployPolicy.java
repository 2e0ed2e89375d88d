package io.github.puppetha.topology;

import java.time.Duration;
import java.util.Optional;

/**
 * When a deployment may become active, and what of it is kept.
 *
 * @param policy which servers must have staged it
 * @param minPerSite how many servers of each site must have staged it at least, 0 or more
 * @param keep how long a revision stays on a server after it was live
 * @param keepDeployments how many revisions before the live one stay on a server for each
 *     environment, 0 or more, however old they are
 * @param state where decisions are recorded; empty for the first control repo
 */
public record DeployPolicy(
    Policy policy,
    int minPerSite,
    Duration keep,
    int keepDeployments,
    Optional<DeployState> state) {
  /** How long a revision stays when the file says nothing: {@value} hours. */
  public static final int DEFAULT_KEEP_HOURS = 24;

  /** How many earlier revisions stay when the file says nothing: {@value}. */
  public static final int DEFAULT_KEEP_DEPLOYMENTS = 3;

  /** Every server, and at least one in each site. */
  public static final DeployPolicy DEFAULT =
      new DeployPolicy(
          Policy.ALL,
          1,
          Duration.ofHours(DEFAULT_KEEP_HOURS),
          DEFAULT_KEEP_DEPLOYMENTS,
          Optional.empty());

  /** Which servers must have staged a deployment. */
  public enum Policy {
    /** Every server of the topology. */
    ALL,
    /** Every server that can be reached; the others catch up. */
    REACHABLE
  }
}

package io.github.puppetha.topology;

/**
 * When a deployment may become active.
 *
 * @param policy which servers must have staged it
 * @param minPerSite how many servers of each site must have staged it at least, 0 or more
 */
public record DeployPolicy(Policy policy, int minPerSite) {
  /** Every server, and at least one in each site. */
  public static final DeployPolicy DEFAULT = new DeployPolicy(Policy.ALL, 1);

  /** Which servers must have staged a deployment. */
  public enum Policy {
    /** Every server of the topology. */
    ALL,
    /** Every server that can be reached; the others catch up. */
    REACHABLE
  }
}

package io.github.puppetha.deploy;

import java.util.List;

/**
 * What a deployment did.
 *
 * @param seconds from the start of planning to the end
 * @param servers one entry for each server and environment, in the topology's order
 * @param decided whether the deployment was decided; if not, nothing was switched anywhere
 */
public record DeployResult(double seconds, List<ServerResult> servers, boolean decided) {
  /** Copies the list. */
  public DeployResult {
    servers = List.copyOf(servers);
  }

  /** One that was decided. */
  public DeployResult(double seconds, List<ServerResult> servers) {
    this(seconds, servers, true);
  }

  /**
   * Is everything as it was meant to be? Servers that could not be reached do not count when the
   * policy let the deployment go on without them.
   */
  public boolean ok() {
    return decided
        && servers.stream().noneMatch(s -> s.state() == State.FAILED || s.state() == State.STAGED);
  }
}

package io.github.puppetha.deploy;

import java.util.List;

/**
 * What a deployment did.
 *
 * @param seconds from the start of planning to the end
 * @param number the deployment's number; that of the last one when nothing new was decided
 * @param servers one entry for each server and environment, in the topology's order
 * @param decided whether the deployment was decided; if not, nothing was switched anywhere
 * @param trial whether it was decided for some servers only: under the number of the last
 *     deployment, which stays what is decided for all
 * @param outdated whether that was because another deployer was faster: planning again helps
 * @param failures what else failed, such as a command that was to run afterwards
 * @param warnings what did not go as it should and did not keep the deployment from its end, such
 *     as a mirror of the control repo that could not be brought up to date
 */
public record DeployResult(
    double seconds,
    long number,
    List<ServerResult> servers,
    boolean decided,
    boolean trial,
    boolean outdated,
    List<String> failures,
    List<String> warnings) {
  /** Copies the lists. */
  public DeployResult {
    servers = List.copyOf(servers);
    failures = List.copyOf(failures);
    warnings = List.copyOf(warnings);
  }

  /**
   * Is everything as it was meant to be? Servers that could not be reached do not count when the
   * policy let the deployment go on without them.
   */
  public boolean ok() {
    return decided
        && failures.isEmpty()
        && servers.stream().noneMatch(s -> s.state() == State.FAILED || s.state() == State.STAGED);
  }
}

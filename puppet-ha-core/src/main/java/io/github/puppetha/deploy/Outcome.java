package io.github.puppetha.deploy;

import java.time.Instant;
import java.util.List;

/**
 * What one process reported of a deployment.
 *
 * @param number the deployment's number
 * @param at when it was reported
 * @param by who did it: user and host
 * @param servers what became of it, for each server and environment
 */
record Outcome(long number, Instant at, String by, List<ServerResult> servers) {
  Outcome {
    servers = List.copyOf(servers);
  }
}

package io.github.puppetha.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a directory is switched.
 *
 * @param patience how long to wait for another deployer there
 * @param keep how long a revision stays after it was live
 * @param keepDeployments how many earlier revisions of each environment stay, however old
 * @param takeOver whether what stands in an environment's place may be moved aside
 * @param now the time of the switch
 * @param servers those that will have to be told, each with whether its JRubies are to be made
 *     anew; remembered there until {@link TargetDirectory#flushed}
 * @param allowed patterns of files that are carried along from the revision that was live
 */
record Activation(
    Duration patience,
    Duration keep,
    int keepDeployments,
    boolean takeOver,
    Instant now,
    Map<String, Boolean> servers,
    List<String> allowed) {
  /** One that carries nothing along. */
  Activation(
      Duration patience,
      Duration keep,
      int keepDeployments,
      boolean takeOver,
      Instant now,
      Map<String, Boolean> servers) {
    this(patience, keep, keepDeployments, takeOver, now, servers, List.of());
  }

  Activation {
    servers = Map.copyOf(servers);
    allowed = List.copyOf(allowed);
  }
}

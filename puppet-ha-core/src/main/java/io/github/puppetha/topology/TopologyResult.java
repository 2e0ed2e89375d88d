package io.github.puppetha.topology;

import io.github.puppetha.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What reading {@code puppet-ha.yaml} gave.
 *
 * @param topology empty when there is an error among the problems
 * @param problems all of them, sorted
 */
public record TopologyResult(Optional<Topology> topology, List<Problem> problems) {
  /** Sorts and copies the problems. */
  public TopologyResult {
    problems = problems.stream().sorted().toList();
  }
}

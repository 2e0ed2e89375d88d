package io.github.puppetha.discovery.simulator;

import io.github.puppetha.discovery.Service;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run would do. Immutable.
 *
 * @param agent which agent runs
 * @param walks its searches for servers, in its order; what is not needed, because the run has
 *     ended or a server is known, is not there
 * @param seconds how long all searches of the run together may take, each with its probability, the
 *     shortest first; where not all orders are listed, as if those were all
 * @param ours what our own selection would choose instead, for each service
 */
public record Simulation(
    AgentVersion agent,
    List<Walk> walks,
    Map<Duration, Probability> seconds,
    List<Selection> ours) {
  /** Copies what is given. */
  public Simulation {
    walks = List.copyOf(walks);
    seconds = Collections.unmodifiableMap(new TreeMap<>(seconds));
    ours = List.copyOf(ours);
  }

  /** The last search for this service; empty when the run makes none. */
  public Optional<Walk> walk(Service service) {
    return walks.stream().filter(w -> w.service() == service).reduce((first, second) -> second);
  }

  /** What our own selection chooses for this service. */
  public Selection ours(Service service) {
    return ours.stream().filter(s -> s.service() == service).findFirst().orElseThrow();
  }

  /** The longest that all searches of the run together can take. */
  public Duration longest() {
    return seconds.keySet().stream().reduce(Duration.ZERO, (a, b) -> b);
  }

  /** A table for people: each search with its orders, their probabilities and seconds. */
  public String table() {
    return SimulationTable.of(this);
  }
}

package io.github.puppetha.deploy;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A deployment of the past: what was decided, when, by whom and from where, and what became of it.
 *
 * @param decision what was decided
 * @param changed the environments that it changed, each with its new revision (8 hex digits); empty
 *     text for one that it removed
 * @param servers what became of it, for each server and environment that it changed; servers that
 *     caught up later are as they are now
 */
public record Deployment(
    Decision decision, Map<String, String> changed, List<ServerResult> servers) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  /** Copies the collections. */
  public Deployment {
    changed = Map.copyOf(changed);
    servers = List.copyOf(servers);
  }

  static List<Deployment> history(Decisions decisions, int most) {
    List<Decision> decided = decisions.history(most + 1);
    Map<Long, List<Outcome>> outcomes =
        decisions.outcomes(most * 4).stream().collect(Collectors.groupingBy(Outcome::number));
    List<Deployment> history = new ArrayList<>();
    for (int i = 0; i < Math.min(most, decided.size()); i++) {
      Decision decision = decided.get(i);
      Decision before = i + 1 < decided.size() ? decided.get(i + 1) : Decision.NONE;
      List<Outcome> reports = outcomes.getOrDefault(decision.number(), List.of());
      history.add(new Deployment(decision, changed(before, decision), latest(reports)));
    }
    return history;
  }

  private static Map<String, String> changed(Decision before, Decision decision) {
    Map<String, String> changed = new HashMap<>(decision.revisions());
    changed.entrySet().removeAll(before.revisions().entrySet());
    for (String name : before.revisions().keySet()) {
      if (!decision.revisions().containsKey(name)) {
        changed.put(name, "");
      }
    }
    return changed;
  }

  /** Of several reports the newest counts, for each server and environment. */
  private static List<ServerResult> latest(List<Outcome> newestFirst) {
    List<ServerResult> results = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (Outcome outcome : newestFirst) {
      for (ServerResult server : outcome.servers()) {
        if (seen.add(List.of(server.server(), server.environment()))) {
          results.add(server);
        }
      }
    }
    return results;
  }

  /** One line, as people read it. */
  @Override
  public String toString() {
    String what =
        new TreeMap<>(changed)
            .entrySet().stream()
                .map(e -> e.getKey() + (e.getValue().isEmpty() ? " gone" : " " + e.getValue()))
                .collect(Collectors.joining(", "));
    Map<String, Long> states =
        servers.stream()
            .collect(
                Collectors.groupingBy(s -> s.state().label(), TreeMap::new, Collectors.counting()));
    String result =
        states.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    return decision.number()
        + "  "
        + TIME.format(decision.at())
        + "  "
        + decision.by()
        + (decision.why().isEmpty() ? "" : "  " + decision.why())
        + "  "
        + (what.isEmpty() ? "no change" : what)
        + (result.isEmpty() ? "" : "  (" + result + ")");
  }
}

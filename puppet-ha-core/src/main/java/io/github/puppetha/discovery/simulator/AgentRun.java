package io.github.puppetha.discovery.simulator;

import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.simulator.Walk.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The searches of one run, in the agent's order, and what each does to those that follow. */
final class AgentRun {
  private final RunSettings settings;
  private final boolean firstRun;
  private final List<Walk> walks = new ArrayList<>();
  private Map<State, Map<Duration, Probability>> states =
      new HashMap<>(Map.of(State.BEGIN, Map.of(Duration.ZERO, Probability.ONE)));

  AgentRun(RunSettings settings, boolean firstRun) {
    this.settings = settings;
    this.firstRun = firstRun;
  }

  /**
   * Where a run may stand.
   *
   * @param ended no search follows
   * @param found a server for catalogs is chosen
   * @param cached the run goes on with the catalog of the last one
   */
  private record State(boolean ended, boolean found, boolean cached) {
    static final State BEGIN = new State(false, false, false);

    State end() {
      return new State(true, found, cached);
    }

    State find(boolean chosen) {
      return new State(ended, found || chosen, cached);
    }

    State useCache() {
      return new State(ended, found, true);
    }
  }

  @FunctionalInterface
  private interface Step {
    State after(State before, Ending ending);
  }

  @FunctionalInterface
  private interface Condition {
    boolean reached(State state);
  }

  /** The walks of a run; the supplier gives a session, of which the CA has one of its own. */
  void run(CaContact contact, Supplier<AgentWalk> sessions) {
    ca(contact, sessions.get());
    AgentWalk session = sessions.get();
    if (!settings.serverList().isEmpty()) {
      walk(session, Service.PUPPET, Purpose.SELECTION, s -> true, this::selected);
    }
    if (firstRun) {
      walk(session, Service.PUPPET, Purpose.NODE, s -> !s.found(), AgentRun::find);
    }
    walk(session, Service.FILESERVER, Purpose.PLUGINS, s -> !s.cached(), (s, ending) -> s);
    boolean anyCache = !firstRun;
    walk(
        session,
        Service.PUPPET,
        Purpose.CATALOG,
        s -> !s.found() && !(s.cached() && anyCache),
        AgentRun::find);
    walk(session, Service.REPORT, Purpose.REPORT, s -> true, (s, ending) -> s);
  }

  private void ca(CaContact contact, AgentWalk session) {
    if (contact == CaContact.FIRST) {
      walk(
          session,
          Service.CA,
          Purpose.CERTIFICATES,
          s -> true,
          (s, ending) -> ending == Ending.SERVED ? s : s.end());
    }
    if (contact == CaContact.REFRESH) {
      // Nobody there is a warning; a certificate that is not accepted ends the run.
      Step step = (s, ending) -> ending == Ending.ABORTED ? s.end() : s.find(ending.chosen());
      walk(session, Service.CA, Purpose.CA_REFRESH, s -> true, step);
      walk(session, Service.CA, Purpose.CRL_REFRESH, s -> !s.found(), step);
      forget();
    }
  }

  /** What was found so far was the CA, in a session of its own. */
  private void forget() {
    Map<State, Map<Duration, Probability>> next = new HashMap<>();
    states.forEach(
        (state, times) ->
            times.forEach(
                (took, p) ->
                    next.computeIfAbsent(
                            new State(state.ended(), false, false), s -> new TreeMap<>())
                        .merge(took, p, Probability::plus)));
    states = next;
  }

  private State selected(State before, Ending ending) {
    if (ending.chosen()) {
      return before.find(true);
    }
    return settings.cacheOnFailure() ? before.useCache() : before.end();
  }

  private static State find(State before, Ending ending) {
    return before.find(ending.chosen());
  }

  private void walk(
      AgentWalk session, Service service, Purpose purpose, Condition condition, Step step) {
    Probability reached = Probability.ZERO;
    for (Map.Entry<State, Map<Duration, Probability>> each : states.entrySet()) {
      if (reaches(each.getKey(), condition)) {
        reached = each.getValue().values().stream().reduce(reached, Probability::plus);
      }
    }
    if (reached.isZero()) {
      return;
    }
    boolean verifies = purpose != Purpose.CERTIFICATES;
    Orders.Result result = session.orders(service, verifies);
    walks.add(new Walk(service, purpose, reached, result.orders(), result.unlisted()));
    Map<Outcome, Probability> outcomes = outcomes(result);
    Map<State, Map<Duration, Probability>> next = new HashMap<>();
    states.forEach(
        (state, times) -> {
          if (!reaches(state, condition)) {
            times.forEach((took, p) -> add(next, state, took, p));
            return;
          }
          outcomes.forEach(
              (outcome, q) ->
                  times.forEach(
                      (took, p) ->
                          add(
                              next,
                              step.after(state, outcome.ending()),
                              took.plus(outcome.took()),
                              p.times(q))));
        });
    states = next;
  }

  private record Outcome(Ending ending, Duration took) {}

  /** What matters to the rest of a run; where orders are left out, the others stand for them. */
  private static Map<Outcome, Probability> outcomes(Orders.Result result) {
    Map<Outcome, List<Probability>> parts = new HashMap<>();
    for (Order order : result.orders()) {
      parts
          .computeIfAbsent(new Outcome(order.ending(), order.took()), o -> new ArrayList<>())
          .add(order.probability());
    }
    Probability listed = result.unlisted().not();
    Map<Outcome, Probability> outcomes = new HashMap<>();
    parts.forEach((outcome, list) -> outcomes.put(outcome, Probability.sum(list).of(listed)));
    return outcomes;
  }

  private static boolean reaches(State state, Condition condition) {
    return !state.ended() && condition.reached(state);
  }

  private static void add(
      Map<State, Map<Duration, Probability>> sums, State state, Duration took, Probability p) {
    sums.computeIfAbsent(state, s -> new TreeMap<>()).merge(took, p, Probability::plus);
  }

  List<Walk> walks() {
    return walks;
  }

  /** How long all searches together may take, the shortest first. */
  Map<Duration, Probability> seconds() {
    Map<Duration, Probability> sums = new TreeMap<>();
    states.values().forEach(m -> m.forEach((took, p) -> sums.merge(took, p, Probability::plus)));
    return sums;
  }
}

package io.github.puppetha.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decided deployments, and what became of them, in one store. Safe for several deployers at once:
 * of two that decide at the same time, one wins and the other is told.
 */
final class Decisions {
  static final String DEPLOYMENTS = "deployments";
  static final String RESULTS = "results";

  private static final int ATTEMPTS = 20;
  private static final int MOST = 10_000;

  private final StateStore store;

  Decisions(StateStore store) {
    this.store = store;
  }

  /**
   * A decision as it is stored.
   *
   * @param decision {@link Decision#NONE} when there is none yet
   * @param token stands for this state of the store; empty when there is none yet
   */
  record Stored(Decision decision, String token) {}

  /** How messages name the store. */
  String where() {
    return store.where();
  }

  StateStore store() {
    return store;
  }

  /** The last decision; asks the store anew. */
  Stored last() {
    return store
        .read(DEPLOYMENTS)
        .map(e -> new Stored(decision(e), e.token()))
        .orElse(new Stored(Decision.NONE, ""));
  }

  private Decision decision(StateStore.Entry entry) {
    return DecisionJson.read(store.where(), entry.text());
  }

  /** The newest decision of which this is true; asks for more and more of them. */
  Optional<Decision> find(Predicate<Decision> wanted) {
    int seen = 0;
    for (int most = 10; most <= MOST; most *= 10) {
      List<StateStore.Entry> entries = store.history(DEPLOYMENTS, most);
      for (StateStore.Entry entry : entries.subList(seen, entries.size())) {
        Decision decision = decision(entry);
        if (wanted.test(decision)) {
          return Optional.of(decision);
        }
      }
      if (entries.size() < most) {
        return Optional.empty();
      }
      seen = entries.size();
    }
    return Optional.empty();
  }

  /** Decisions, newest first, at most so many. */
  List<Decision> history(int most) {
    return store.history(DEPLOYMENTS, most).stream().map(this::decision).toList();
  }

  /**
   * Records the next decision.
   *
   * @param seen what {@link #last} gave
   * @return false when another decision was recorded meanwhile; nothing is recorded then
   * @throws io.github.puppetha.PuppetHaException when the store takes nothing from this user
   */
  boolean record(Stored seen, Decision next) {
    String message = "Deployment " + next.number() + " by " + next.by();
    String expected = seen.token().isEmpty() ? null : seen.token();
    return store.write(DEPLOYMENTS, expected, true, DecisionJson.write(next), message).isPresent();
  }

  /** Adds what became of a deployment to what is recorded. */
  void report(Outcome outcome) {
    String message = "Deployment " + outcome.number() + " as reported by " + outcome.by();
    String text = OutcomeJson.write(outcome);
    for (int i = 0; i < ATTEMPTS; i++) {
      Optional<StateStore.Entry> last = store.read(RESULTS);
      String expected = last.map(StateStore.Entry::token).orElse(null);
      if (store.write(RESULTS, expected, true, text, message).isPresent()) {
        return;
      }
    }
  }

  /** What became of deployments, newest first, at most so many reports. */
  List<Outcome> outcomes(int most) {
    List<Outcome> outcomes = new ArrayList<>();
    for (StateStore.Entry entry : store.history(RESULTS, most)) {
      outcomes.add(OutcomeJson.read(store.where(), entry.text()));
    }
    return outcomes;
  }
}

package io.github.puppetha.gateway;

import io.github.puppetha.http.TreeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one server's environments: which revision of each is live, and whether one is
 * being switched. Safe for several threads; it never runs what waits, but hands it out.
 */
final class ServerTrees {
  /**
   * A moment in an environment's life on the server.
   *
   * @param tree the revision that is live, or null when it is not known
   * @param epoch differs from that of another moment when something was switched between
   * @param switching is it between the begin and the end of a switch?
   */
  record Mark(@Nullable String tree, long epoch, boolean switching) {}

  private static final class State {
    private @Nullable String tree;
    private long epoch;
    private @Nullable String next;
    private long lease;
    private boolean held;
    private boolean ruby;
    private @Nullable Set<String> compilable;
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<Runnable> overtaken = new ArrayList<>();

    private boolean switching() {
      return next != null;
    }

    private List<Runnable> release() {
      held = false;
      List<Runnable> taken = List.copyOf(waiting);
      waiting.clear();
      return taken;
    }

    /** Only this revision, and those that come to it without other Ruby, may be compiled. */
    private void only(@Nullable String first) {
      compilable = new HashSet<>();
      if (first != null) {
        compilable.add(first);
      }
    }

    private List<Runnable> over() {
      next = null;
      ruby = false;
      epoch++;
      List<Runnable> taken = new ArrayList<>(release());
      taken.addAll(overtaken);
      overtaken.clear();
      return taken;
    }
  }

  private final Map<String, State> states = new HashMap<>();
  private @Nullable Set<String> names;
  private long notices;

  private State state(String environment) {
    return states.computeIfAbsent(environment, e -> new State());
  }

  /**
   * A switch comes, or is still under way: who asks from now on waits.
   *
   * @return the environments that change, each with the number of the lease that begins
   */
  synchronized Map<String, Long> begin(Map<String, String> trees, boolean ruby) {
    notices++;
    Map<String, Long> leases = new HashMap<>();
    for (Map.Entry<String, String> entry : trees.entrySet()) {
      State state = state(entry.getKey());
      if (!entry.getValue().equals(state.tree) || state.switching()) {
        state.epoch += entry.getValue().equals(state.next) ? 0 : 1;
        state.next = entry.getValue();
        state.held = true;
        state.ruby |= ruby;
        state.lease++;
        leases.put(entry.getKey(), state.lease);
      }
    }
    return leases;
  }

  /**
   * The switch is over; gives what waited for it.
   *
   * @param ruby whether the server's JRubies were made anew: an older revision that is compiled in
   *     them would leave its Ruby code there
   */
  synchronized List<Runnable> end(Map<String, String> trees, boolean ruby) {
    notices++;
    List<Runnable> ready = new ArrayList<>();
    trees.forEach(
        (environment, tree) -> {
          State state = state(environment);
          if (state.switching() || !tree.equals(state.tree)) {
            if (ruby || state.ruby) {
              state.only(tree);
            } else if (state.compilable != null) {
              state.compilable.add(tree);
            }
            ready.addAll(state.over());
          }
          state.tree = tree;
        });
    if (names != null) {
      names = new HashSet<>(names);
      names.addAll(trees.values());
    }
    return ready;
  }

  /** A lease that was not renewed is over: gives what waited, but for what was overtaken. */
  synchronized List<Runnable> leaseOver(String environment, long lease) {
    State state = state(environment);
    return state.switching() && state.lease == lease ? state.release() : List.of();
  }

  /** Whoever began the switch never told its end: it counts as over, whatever came of it. */
  synchronized List<Runnable> abandon(String environment, long lease) {
    State state = state(environment);
    if (!state.switching() || state.lease != lease) {
      return List.of();
    }
    state.tree = null;
    state.only(null);
    return state.over();
  }

  /** Keeps the action until the switch or its lease is over; false when there is none. */
  synchronized boolean await(String environment, Runnable action) {
    State state = states.get(environment);
    if (state == null || !state.held) {
      return false;
    }
    state.waiting.add(action);
    return true;
  }

  /** Keeps what a switch overtook until it is over or abandoned; false when there is none. */
  synchronized boolean awaitEnd(String environment, Runnable action) {
    State state = states.get(environment);
    if (state == null || !state.switching()) {
      return false;
    }
    state.overtaken.add(action);
    return true;
  }

  synchronized Mark mark(String environment) {
    State state = states.get(environment);
    return state == null
        ? new Mark(null, 0, false)
        : new Mark(state.tree, state.epoch, state.switching());
  }

  /** Is the environment being switched in a way that makes the server's JRubies anew? */
  synchronized boolean ruby(String environment) {
    State state = states.get(environment);
    return state != null && state.ruby;
  }

  /** May that revision be compiled without leaving Ruby code that is not the live one's? */
  synchronized boolean mayCompile(String environment, String tree) {
    State state = states.get(environment);
    return state == null || state.compilable == null || state.compilable.contains(tree);
  }

  /** Does the server have an environment of that name? Yes where that is not known. */
  synchronized boolean has(String name) {
    return names == null || names.contains(name);
  }

  /** How many actions wait for switches. */
  synchronized int waiting() {
    return states.values().stream()
        .mapToInt(state -> state.waiting.size() + state.overtaken.size())
        .sum();
  }

  /** To be given to {@link #seen}: notices that come while a server is asked are newer. */
  synchronized long notices() {
    return notices;
  }

  /**
   * What the server itself says. It counts for environments that are not being switched.
   *
   * @param asked what {@link #notices} gave before it was asked
   * @return the environments of which another revision is live, without a word of a deployer
   */
  synchronized Set<String> seen(TreeNames trees, long asked) {
    Set<String> surprises = new TreeSet<>();
    if (asked != notices) {
      return surprises;
    }
    names = trees.names();
    Set<String> all = new TreeSet<>(states.keySet());
    all.addAll(trees.live().keySet());
    for (String environment : all) {
      State state = state(environment);
      String tree = trees.live().get(environment);
      if (state.switching() || Objects.equals(tree, state.tree)) {
        continue;
      }
      if (state.tree != null) {
        surprises.add(environment);
      }
      if (state.tree != null || state.compilable != null) {
        state.only(tree); // nobody said whether Ruby code changed
      }
      state.epoch++;
      state.tree = tree;
    }
    return surprises;
  }
}

package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The runs of agents that are under way, each with the revision that it is pinned to. A run begins
 * with its plugins, or with its catalog where it syncs none, and ends with its report; one that is
 * silent for long is forgotten. As many are kept as there is room for, those heard of last. Safe
 * for several threads.
 */
final class Runs {
  private static final class Run {
    private final String environment;
    private @Nullable String tree;
    private boolean compiled;
    private boolean factsSynced;
    private boolean catalogAsked;
    private boolean toldUnknown;
    private String transaction = "";
    private int catalogs;
    private @Nullable HostPort server;
    private Instant heard = Instant.MIN;
    private Instant since = Instant.MIN;

    Run(String environment) {
      this.environment = environment;
    }
  }

  /**
   * A catalog request of a run.
   *
   * @param plugins the revision of the plugins that the agent has, or null when it is not known
   * @param round one more than the catalogs that this run asked for before
   */
  record Round(@Nullable String plugins, int round) {}

  private final Clock clock;
  private final Duration silence;
  private final int room;
  private final LinkedHashMap<String, Run> runs = new LinkedHashMap<>(16, 0.75f, true);

  Runs(Clock clock, Duration silence, int room) {
    this.clock = clock;
    this.silence = silence;
    this.room = room;
  }

  private @Nullable Run of(String certname, String environment) {
    Run run = runs.get(certname);
    if (run == null || !run.environment.equals(environment)) {
      return null;
    }
    Instant now = clock.instant();
    if (now.isAfter(run.heard.plus(silence))) {
      runs.remove(certname);
      return null;
    }
    run.heard = now;
    return run;
  }

  private Run begin(String certname, String environment, @Nullable String tree) {
    Run before = runs.get(certname);
    Run run = new Run(environment);
    run.tree = tree;
    run.heard = clock.instant();
    if (before != null) {
      run.transaction = before.transaction;
      run.catalogs = before.catalogs;
    }
    runs.put(certname, run);
    if (runs.size() > room) {
      runs.remove(runs.keySet().iterator().next());
    }
    return run;
  }

  /**
   * The agent asks what plugins there are, which it does once a run for each mount, facts first.
   *
   * @param facts is it the first of these?
   * @param live the revision that a new run is pinned to, or null when it is not known
   * @return what the run is pinned to
   */
  synchronized @Nullable String plugins(
      String certname, String environment, boolean facts, @Nullable String live) {
    Run run = of(certname, environment);
    if (run == null || begins(certname, environment, facts)) {
      run = begin(certname, environment, live);
    }
    run.factsSynced |= facts;
    return run.tree;
  }

  /** Would such a question begin a new run? */
  synchronized boolean begins(String certname, String environment, boolean facts) {
    Run run = of(certname, environment);
    return run == null || run.compiled || facts && (run.factsSynced || run.catalogAsked);
  }

  /** What a file of the run is asked under, or null when that is not known. */
  synchronized @Nullable String pinned(String certname, String environment) {
    Run run = of(certname, environment);
    return run == null ? null : run.tree;
  }

  /** The agent asks for its catalog. */
  synchronized Round catalog(String certname, String environment, String transaction) {
    Run run = of(certname, environment);
    if (run == null || run.compiled) {
      run = begin(certname, environment, null);
    }
    if (transaction.isEmpty() || !transaction.equals(run.transaction)) {
      run.transaction = transaction;
      run.catalogs = 0;
    }
    run.catalogs++;
    run.catalogAsked = true;
    return new Round(run.tree, run.catalogs);
  }

  /** The agent asked for a catalog and was sent back to the environment that it came from. */
  synchronized void sentBack(String certname, String transaction) {
    Run run = runs.get(certname);
    if (run != null && transaction.equals(run.transaction)) {
      run.catalogs++;
    }
  }

  /** True once a run, when what it is to be pinned to is not known. */
  synchronized boolean firstUnknown(String certname, String environment) {
    Run run = of(certname, environment);
    if (run == null) {
      run = begin(certname, environment, null);
      run.compiled = true;
    }
    boolean first = !run.toldUnknown;
    run.toldUnknown = true;
    return first;
  }

  /**
   * The agent gets a catalog: its files are of that revision from now on.
   *
   * @param tree null when it is not known
   */
  synchronized void compiled(
      String certname, String environment, @Nullable String tree, HostPort server) {
    Run run = of(certname, environment);
    if (run == null) {
      run = begin(certname, environment, tree);
    }
    run.tree = tree;
    run.compiled = true;
    run.server = server;
    run.since = clock.instant();
  }

  /**
   * A server was switched without a word: what it compiled since it was last looked at may be of
   * either revision.
   *
   * @return how many runs are not pinned any more
   */
  synchronized int doubt(HostPort server, String environment, Instant lookedAt) {
    int doubted = 0;
    for (Run run : runs.values()) {
      if (run.compiled
          && run.tree != null
          && server.equals(run.server)
          && environment.equals(run.environment)
          && run.since.isAfter(lookedAt)) {
        run.tree = null;
        doubted++;
      }
    }
    return doubted;
  }

  /** The agent reports: its run is over. */
  synchronized void ended(String certname) {
    runs.remove(certname);
  }

  /** Forgets the runs that were silent for too long. */
  synchronized void sweep() {
    Instant oldest = clock.instant().minus(silence);
    runs.values().removeIf(run -> run.heard.isBefore(oldest));
  }

  synchronized int size() {
    return runs.size();
  }

  /** For status: certname to revision, of the runs that are pinned. */
  synchronized Map<String, String> pins() {
    Map<String, String> pins = new java.util.TreeMap<>();
    runs.forEach(
        (certname, run) -> {
          if (run.tree != null) {
            pins.put(certname, run.tree);
          }
        });
    return pins;
  }
}

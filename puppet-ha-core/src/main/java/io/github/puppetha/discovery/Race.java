package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.NoServerException.Attempt;
import io.github.puppetha.discovery.Roster.Turn;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tries servers in order, each a little after the one before it while that one is silent, and at
 * once when it has failed. The first good one wins, and the others are cancelled. One race is run
 * by one thread, once.
 */
final class Race {
  /** How long the better rank has for itself, from the start of the race. */
  private static final Duration PATIENCE = Duration.ofMillis(150);

  /** How long those who may serve have, before one is tried that may not. */
  private static final Duration LAST_RESORT = Duration.ofSeconds(1);

  /** How much longer than its time a probe may take before it is given up from outside. */
  private static final Duration SLACK = Duration.ofMillis(250);

  private record Running(Turn turn, long since) {}

  private final Probe probe;
  private final Duration timeout;
  private final Duration stagger;
  private final Clock clock;
  private final Duration trust;
  private final List<Turn> turns;
  private final CompletionService<HostPort> probes;
  private final Map<Future<HostPort>, Running> running = new LinkedHashMap<>();
  private final List<Attempt> failures = new ArrayList<>();
  private final long begun = System.nanoTime();
  private int next;
  private long lastStart = begun;
  private boolean hurry = true;

  Race(SelectorSettings settings, Executor executor, List<Turn> turns) {
    this.probe = settings.probe();
    this.timeout = settings.probeTimeout();
    this.stagger = settings.stagger();
    this.clock = settings.clock();
    this.trust = settings.trust();
    this.turns = turns;
    this.probes = new ExecutorCompletionService<>(executor);
  }

  /** The winner, or null when nobody is good. */
  @Nullable Turn run() {
    try {
      while (next < turns.size() || !running.isEmpty()) {
        if (next < turns.size() && System.nanoTime() >= dueAt()) {
          Turn turn = turns.get(next++);
          if (turn.candidate().health().good(clock.millis())) {
            overtake(turn, System.nanoTime());
            return turn;
          }
          start(turn);
        }
        Future<HostPort> done = probes.poll(waitNanos(), TimeUnit.NANOSECONDS);
        Turn winner = done == null ? null : ended(done);
        if (winner != null) {
          return winner;
        }
        giveUpLate();
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PuppetHaException("interrupted while a server was chosen", e);
    } finally {
      running.keySet().forEach(future -> future.cancel(true));
    }
  }

  /** Who was tried in vain, and why. */
  List<Attempt> failures() {
    return failures;
  }

  private void start(Turn turn) {
    lastStart = System.nanoTime();
    hurry = false;
    HostPort server = turn.candidate().server();
    Future<HostPort> future =
        probes.submit(
            () -> {
              probe.probe(server, timeout);
              return server;
            });
    running.put(future, new Running(turn, lastStart));
  }

  /** When the next one is to start, by the nano clock. */
  private long dueAt() {
    if (running.isEmpty()) {
      return begun;
    }
    Turn turn = turns.get(next);
    Turn before = turns.get(next - 1);
    if (turn.sameRankAs(before)) {
      return hurry ? begun : lastStart + stagger.toNanos();
    }
    if (turn.standing().lastResort() && turn.standing() != before.standing()) {
      return lastStart + LAST_RESORT.toNanos();
    }
    return Math.max(begun + PATIENCE.toNanos(), lastStart + stagger.toNanos());
  }

  private long waitNanos() {
    long now = System.nanoTime();
    long until = next < turns.size() ? dueAt() : Long.MAX_VALUE;
    for (Running each : running.values()) {
      until = Math.min(until, givenUpAt(each));
    }
    return Math.max(0, until - now);
  }

  private long givenUpAt(Running each) {
    return each.since() + timeout.plus(SLACK).toNanos();
  }

  private @Nullable Turn ended(Future<HostPort> done) throws InterruptedException {
    Running ended = running.remove(done);
    if (ended == null) {
      return null; // given up before it ended
    }
    try {
      done.get();
    } catch (ExecutionException e) {
      fail(ended, words(e.getCause()));
      return null;
    } catch (CancellationException e) {
      return null;
    }
    ended.turn().candidate().health().succeeded(clock.millis(), trust);
    overtake(ended.turn(), ended.since());
    return ended.turn();
  }

  /** Those that began before the winner and are still silent are remembered as slow. */
  private void overtake(Turn winner, long since) {
    for (Running slow : running.values()) {
      if (slow.since() < since) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - slow.since());
        String why =
            "silent for " + millis + " ms when " + winner.candidate().server() + " was there";
        slow.turn().candidate().health().overtaken(clock.millis(), why);
      }
    }
  }

  private void giveUpLate() {
    long now = System.nanoTime();
    List<Future<HostPort>> late =
        running.entrySet().stream()
            .filter(each -> now >= givenUpAt(each.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    for (Future<HostPort> future : late) {
      Running given = running.remove(future);
      future.cancel(true);
      if (given != null) {
        fail(given, "no answer in " + timeout.toMillis() + " ms");
      }
    }
  }

  private void fail(Running ended, String why) {
    hurry = true;
    Candidate candidate = ended.turn().candidate();
    candidate.health().failed(clock.millis(), why);
    failures.add(new Attempt(candidate.server(), why));
  }

  private static String words(@Nullable Throwable cause) {
    if (cause == null) {
      return "failed";
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}

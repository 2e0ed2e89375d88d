package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.NoServerException.Attempt;
import io.github.puppetha.discovery.Roster.Standing;
import io.github.puppetha.discovery.Roster.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selects servers of one service. What is known decides at once; what is not is found out by one
 * thread at a time, whose result the others use.
 */
final class ServiceSelection {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceSelection.class);

  private record Defeat(Set<HostPort> excluded, NoServerException why, long at) {}

  private final Service service;
  private final SelectorSettings settings;
  private final ServerSource source;
  private final Function<HostPort, ServerHealth> memory;
  private final Executor executor;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Roster roster;
  private @Nullable Defeat defeat;

  ServiceSelection(
      Service service,
      SelectorSettings settings,
      ServerSource source,
      Function<HostPort, ServerHealth> memory,
      Executor executor) {
    this.service = service;
    this.settings = settings;
    this.source = source;
    this.memory = memory;
    this.executor = executor;
  }

  HostPort select(Set<HostPort> excluded) {
    long now = settings.clock().millis();
    Roster known = roster;
    Candidate drawn = null;
    if (known != null && (known.current(now) || lock.isLocked())) { // being renewed: old is good
      drawn = known.draw(now, excluded, settings.eligibility(), settings.random());
      if (drawn != null && drawn.health().good(now)) {
        return drawn.server();
      }
    }
    long arrived = System.nanoTime();
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PuppetHaException("interrupted while a server for " + service + " was chosen", e);
    }
    try {
      return find(excluded, drawn, arrived);
    } finally {
      lock.unlock();
    }
  }

  List<HostPort> candidates() {
    long now = settings.clock().millis();
    return turns(upToDate(now), now, Set.of(), null).stream()
        .map(turn -> turn.candidate().server())
        .toList();
  }

  private HostPort find(Set<HostPort> excluded, @Nullable Candidate drawn, long arrived) {
    Defeat last = defeat;
    if (last != null && last.at() > arrived && last.excluded().equals(excluded)) {
      throw NoServerException.of(service, last.why().attempts(), last.why().lookups());
    }
    long now = settings.clock().millis();
    Roster current = upToDate(now);
    List<Turn> turns = turns(current, now, excluded, drawn);
    Race race = new Race(settings, executor, turns);
    Turn winner;
    try {
      winner = race.run();
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("this selector is closed", e);
    }
    if (winner != null) {
      tell(winner);
      return winner.candidate().server();
    }
    List<Attempt> attempts = new ArrayList<>(race.failures());
    if (!settings.ineligibleAsLastResort()) {
      current.order(now, excluded, settings.eligibility(), settings.random(), null).stream()
          .filter(turn -> turn.standing().lastResort())
          .map(turn -> new Attempt(turn.candidate().server(), unfit(turn)))
          .forEach(attempts::add);
    }
    NoServerException why = NoServerException.of(service, attempts, current.asked());
    defeat = new Defeat(Set.copyOf(excluded), why, System.nanoTime());
    throw why;
  }

  private List<Turn> turns(
      Roster current, long now, Set<HostPort> excluded, @Nullable Candidate leader) {
    List<Turn> turns =
        current.order(now, excluded, settings.eligibility(), settings.random(), leader);
    return settings.ineligibleAsLastResort()
        ? turns
        : turns.stream().filter(turn -> !turn.standing().lastResort()).toList();
  }

  private Roster upToDate(long now) {
    Roster known = roster;
    if (known != null && known.current(now)) {
      return known;
    }
    Roster fresh = Roster.of(source.list(service), now, this::candidate);
    roster = fresh;
    return fresh;
  }

  private Candidate candidate(WeightedServer server) {
    HealthCheck check = settings.health();
    ServerProbe graded =
        check == null || service == Service.CA ? null : check.watch(server.address());
    return Candidate.of(server, memory.apply(server.address()), graded);
  }

  private static String unfit(Turn turn) {
    return turn.candidate().grade().bad() ? turn.candidate().why() : "may not serve now";
  }

  private void tell(Turn winner) {
    if (winner.standing().lastResort()) {
      LOG.warn(
          "{} is used for {} although it should not serve ({}): no other server answers",
          winner.candidate().server(),
          service,
          unfit(winner));
    } else if (winner.standing() == Standing.POSTPONED) {
      LOG.info(
          "{} is used for {} although it failed lately ({}): no other server is there",
          winner.candidate().server(),
          service,
          winner.candidate().why());
    }
  }
}

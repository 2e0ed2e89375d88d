package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The servers of one service until DNS must be asked again. Immutable but for their health. */
final class Roster {
  private final Candidate[][] groups;
  private final List<SrvAnswer> asked;
  private final long expiresAt;

  private Roster(Candidate[][] groups, List<SrvAnswer> asked, long expiresAt) {
    this.groups = groups;
    this.asked = asked;
    this.expiresAt = expiresAt;
  }

  /**
   * @param candidates what is known of each server
   */
  static Roster of(
      ServerListing listing, long now, Function<WeightedServer, Candidate> candidates) {
    Candidate[][] groups =
        listing.groups().stream()
            .map(group -> group.stream().map(candidates).toArray(Candidate[]::new))
            .toArray(Candidate[][]::new);
    long keep = listing.keep().toMillis();
    long expiresAt = keep > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + keep;
    return new Roster(groups, listing.asked(), expiresAt);
  }

  boolean current(long now) {
    return now < expiresAt;
  }

  List<SrvAnswer> asked() {
    return asked;
  }

  /**
   * Draws from the first group that has a server which is neither excluded nor postponed and may
   * serve; one that is busy only where all the others of its group are. One pass and no allocation:
   * each server takes the place of the one held so far with the probability of its share in the sum
   * so far, which makes every share exact.
   */
  @Nullable Candidate draw(
      long now, Set<HostPort> excluded, Eligibility eligibility, RandomGenerator random) {
    for (Candidate[] group : groups) {
      Candidate drawn = null;
      boolean drawnBusy = true;
      long sum = 0;
      for (Candidate c : group) {
        if ((excluded.isEmpty() || !excluded.contains(c.server()))
            && standing(c, now, eligibility) == Standing.FIRST) {
          boolean busy = c.grade() == Grade.BUSY;
          if (busy && !drawnBusy) {
            continue;
          }
          sum = busy == drawnBusy ? sum + c.share() : c.share();
          if (sum == c.share() || random.nextLong(sum) < c.share()) {
            drawn = c;
          }
          drawnBusy = busy;
        }
      }
      if (drawn != null) {
        return drawn;
      }
    }
    return null;
  }

  /** Why a server stands where it does in the order of trying. */
  enum Standing {
    /** To be used. */
    FIRST,
    /** Failed lately; to be used when the first are not there. */
    POSTPONED,
    /** May not serve; to be used when nobody else can be reached. */
    INELIGIBLE,
    /** Answers, but could hardly serve: its JRubies are stuck, or an environment is gone. */
    UNFIT;

    boolean lastResort() {
      return this == INELIGIBLE || this == UNFIT;
    }
  }

  /**
   * A server in the order of trying.
   *
   * @param candidate who
   * @param standing in which part of the order
   * @param group its priority's place, counted from 0
   */
  record Turn(Candidate candidate, Standing standing, int group) {
    boolean sameRankAs(Turn other) {
      return standing == other.standing && group == other.group;
    }
  }

  /** Every server that is not excluded, in a drawn order; the given one is first of its rank. */
  List<Turn> order(
      long now,
      Set<HostPort> excluded,
      Eligibility eligibility,
      RandomGenerator random,
      @Nullable Candidate leader) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < groups.length; i++) {
      for (Candidate c : shuffled(groups[i], random, leader)) {
        if (!excluded.contains(c.server())) {
          turns.add(new Turn(c, standing(c, now, eligibility), i));
        }
      }
    }
    turns.sort(Comparator.comparing(Turn::standing)); // stable: the drawn order remains
    return turns;
  }

  private static Standing standing(Candidate c, long now, Eligibility eligibility) {
    Grade grade = c.grade();
    if (grade == Grade.STUCK || grade == Grade.NO_ENVIRONMENT) {
      return Standing.UNFIT;
    }
    if (grade == Grade.BEHIND || grade == Grade.DRAINING || !eligibility.mayServe(c.server())) {
      return Standing.INELIGIBLE;
    }
    return grade == Grade.DEAD || c.health().postponed(now) ? Standing.POSTPONED : Standing.FIRST;
  }

  /** In a drawn order, busy ones after the others, the leader before all. */
  private static List<Candidate> shuffled(
      Candidate[] group, RandomGenerator random, @Nullable Candidate leader) {
    List<Candidate> drawn =
        new ArrayList<>(WeightedDraw.byShares(Arrays.asList(group), Candidate::share, random));
    drawn.sort(Comparator.comparing(c -> c == leader ? -1 : c.grade() == Grade.BUSY ? 1 : 0));
    return drawn;
  }
}

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

  static Roster of(ServerListing listing, long now, Function<HostPort, ServerHealth> memory) {
    Candidate[][] groups =
        listing.groups().stream()
            .map(
                group ->
                    group.stream()
                        .map(server -> Candidate.of(server, memory.apply(server.address())))
                        .toArray(Candidate[]::new))
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
   * serve. One pass and no allocation: each server takes the place of the one held so far with the
   * probability of its share in the sum so far, which makes every share exact.
   */
  @Nullable Candidate draw(
      long now, Set<HostPort> excluded, Eligibility eligibility, RandomGenerator random) {
    for (Candidate[] group : groups) {
      Candidate drawn = null;
      long sum = 0;
      for (Candidate c : group) {
        if (!c.health().postponed(now)
            && (excluded.isEmpty() || !excluded.contains(c.server()))
            && eligibility.mayServe(c.server())) {
          sum += c.share();
          if (sum == c.share() || random.nextLong(sum) < c.share()) {
            drawn = c;
          }
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
    INELIGIBLE
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
    if (!eligibility.mayServe(c.server())) {
      return Standing.INELIGIBLE;
    }
    return c.health().postponed(now) ? Standing.POSTPONED : Standing.FIRST;
  }

  private static List<Candidate> shuffled(
      Candidate[] group, RandomGenerator random, @Nullable Candidate leader) {
    List<Candidate> drawn = WeightedDraw.byShares(Arrays.asList(group), Candidate::share, random);
    if (leader == null || !drawn.contains(leader)) {
      return drawn;
    }
    List<Candidate> led = new ArrayList<>(drawn);
    led.remove(leader);
    led.add(0, leader);
    return led;
  }
}

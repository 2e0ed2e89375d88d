package io.github.puppetha.discovery.simulator;

import io.github.puppetha.discovery.simulator.AgentWalk.Tail;
import io.github.puppetha.discovery.simulator.Servers.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Every order in which groups of servers can be tried: in each group one is drawn by its share,
 * then another of those that are left, until one is taken or ends the search. Heavier shares are
 * followed first, so that where there are too many orders it is rather the unlikely ones that are
 * left out.
 */
final class Orders {
  /** Orders may be long, too: how many attempts all of them together have at most. */
  private static final int MOST_ATTEMPTS = 20 * Walk.MOST_ORDERS;

  private final List<List<Lot>> groups;
  private final Duration begun;
  private final List<Order> done = new ArrayList<>();
  private final Supplier<List<Tail>> tails;
  private List<Tail> known = List.of();
  private int attemptsDone;

  private Orders(List<List<Lot>> groups, Duration begun, Supplier<List<Tail>> tails) {
    this.groups =
        groups.stream()
            .map(g -> g.stream().sorted(Comparator.comparing(Lot::share).reversed()).toList())
            .toList();
    this.begun = begun;
    this.tails = tails;
  }

  /** A server that can be drawn, with what a try at it may come to. */
  record Lot(long share, List<Chance> chances) {}

  /** Orders and the probability of those left out. */
  record Result(List<Order> orders, Probability unlisted) {
    static Result certain(Order order) {
      return new Result(List.of(order), Probability.ZERO);
    }
  }

  private record Prefix(
      int group, List<Lot> left, List<Attempt> attempts, Probability probability) {}

  /** Draws from groups in their order; the tails follow when all are drawn in vain. */
  static Result of(List<List<Lot>> groups, Duration begun, Supplier<List<Tail>> tails) {
    return new Orders(groups, begun, tails).result();
  }

  private Result result() {
    enter(-1, List.of(), List.of(), Probability.ONE);
    List<Order> orders = merged();
    return new Result(
        orders, Probability.sum(orders.stream().map(Order::probability).toList()).not());
  }

  private boolean full() {
    return done.size() >= Walk.MOST_ORDERS || attemptsDone >= MOST_ATTEMPTS;
  }

  /** Goes on with the next group when this one is drawn to its end. */
  private void enter(int group, List<Lot> left, List<Attempt> attempts, Probability probability) {
    if (!left.isEmpty()) {
      draw(new Prefix(group, left, attempts, probability));
    } else if (group + 1 < groups.size()) {
      enter(group + 1, groups.get(group + 1), attempts, probability);
    } else {
      known = known.isEmpty() ? tails.get() : known;
      known.forEach(tail -> end(tail, attempts, probability));
    }
  }

  private void draw(Prefix prefix) {
    long sum = prefix.left().stream().mapToLong(Lot::share).sum();
    for (Lot lot : prefix.left()) {
      if (full()) {
        return;
      }
      Probability drawn = prefix.probability().times(Probability.of(lot.share(), sum));
      for (Chance chance : lot.chances()) {
        Probability probability = drawn.times(chance.probability());
        Tail tail = Tail.start().then(chance);
        if (tail.ending() == Ending.NO_SERVER) {
          List<Attempt> attempts = new ArrayList<>(prefix.attempts());
          attempts.add(chance.attempt());
          List<Lot> left = prefix.left().stream().filter(other -> other != lot).toList();
          enter(prefix.group(), left, attempts, probability);
        } else {
          Tail certain = new Tail(tail.attempts(), tail.ending(), tail.server(), Probability.ONE);
          end(certain, prefix.attempts(), probability);
        }
      }
    }
  }

  private void end(Tail tail, List<Attempt> before, Probability probability) {
    Order order = tail.order(before, begun);
    attemptsDone += order.attempts().size();
    done.add(order.with(order.probability().times(probability)));
  }

  /** Orders that look alike are one, for example where two addresses end in the same way. */
  private List<Order> merged() {
    Map<Order, List<Probability>> alike = new LinkedHashMap<>();
    for (Order o : done) {
      alike
          .computeIfAbsent(o.with(Probability.ZERO), key -> new ArrayList<>())
          .add(o.probability());
    }
    return alike.entrySet().stream()
        .map(each -> each.getKey().with(Probability.sum(each.getValue())))
        .sorted(Comparator.comparing(Order::probability).reversed())
        .toList();
  }
}

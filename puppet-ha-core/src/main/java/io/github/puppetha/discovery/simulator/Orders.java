package io.github.puppetha.discovery.simulator;

import io.github.puppetha.discovery.simulator.AgentWalk.Tail;
import io.github.puppetha.discovery.simulator.Servers.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * Every order in which groups of servers can be tried: in each group one is drawn by its share,
 * then another of those that are left, until one is taken or ends the search. The likeliest orders
 * come first, so that those that are too many to be listed are the least likely.
 */
final class Orders {
  private static final int MOST_STEPS = 20 * Walk.MOST_ORDERS;

  private final List<List<Lot>> groups;
  private final Duration begun;
  private final PriorityQueue<Prefix> open =
      new PriorityQueue<>(Comparator.comparing(Prefix::probability).reversed());
  private final List<Order> done = new ArrayList<>();
  private final Supplier<List<Tail>> tails;
  private List<Tail> known = List.of();

  private Orders(List<List<Lot>> groups, Duration begun, Supplier<List<Tail>> tails) {
    this.groups = groups;
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
    for (int step = 0;
        !open.isEmpty() && step < MOST_STEPS && done.size() < Walk.MOST_ORDERS;
        step++) {
      draw(open.remove());
    }
    Probability unlisted =
        open.stream().map(Prefix::probability).reduce(Probability.ZERO, Probability::plus);
    return new Result(merged(), unlisted);
  }

  /** Goes on with the next group when this one is drawn to its end. */
  private void enter(int group, List<Lot> left, List<Attempt> attempts, Probability probability) {
    if (!left.isEmpty()) {
      open.add(new Prefix(group, left, attempts, probability));
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
      Probability drawn = prefix.probability().times(Probability.of(lot.share(), sum));
      List<Lot> left = prefix.left().stream().filter(other -> other != lot).toList();
      for (Chance chance : lot.chances()) {
        Probability probability = drawn.times(chance.probability());
        Tail tail = Tail.start().then(chance);
        if (tail.ending() == Ending.NO_SERVER) {
          List<Attempt> attempts = new ArrayList<>(prefix.attempts());
          attempts.add(chance.attempt());
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
    done.add(
        new Order(
            order.attempts(),
            order.ending(),
            order.server(),
            order.probability().times(probability),
            order.took()));
  }

  /** Orders that look alike are one, for example where two addresses end in the same way. */
  private List<Order> merged() {
    Map<Order, Probability> sums = new LinkedHashMap<>();
    for (Order o : done) {
      Order key = new Order(o.attempts(), o.ending(), o.server(), Probability.ZERO, o.took());
      sums.merge(key, o.probability(), Probability::plus);
    }
    return sums.entrySet().stream()
        .map(
            e ->
                new Order(
                    e.getKey().attempts(),
                    e.getKey().ending(),
                    e.getKey().server(),
                    e.getValue(),
                    e.getKey().took()))
        .sorted(Comparator.comparing(Order::probability).reversed())
        .toList();
  }
}

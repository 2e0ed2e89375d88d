package io.github.puppetha.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * The draw among servers of one priority. Weights are proportions, as RFC 2782 means them: 1 beside
 * 3 comes first one time in four, whatever the order in which they are given. Weight 0 counts as a
 * tenth of weight 1, as it does for Puppet's agents: rare beside others, but not never.
 */
public final class WeightedDraw {
  private static final int SHARES_OF_ONE = 10;

  private record Lot<T>(double time, T item) {}

  private WeightedDraw() {}

  /** The part of a weight in the draw: proportional to it, and 1 for weight 0. */
  static long share(int weight) {
    return weight == 0 ? 1 : (long) weight * SHARES_OF_ONE;
  }

  /**
   * Draws one after the other until none is left.
   *
   * @param items what to draw from; it is not changed
   * @param weight of each, 0 or more
   * @param random what the draws are made with
   * @return all of them in a drawn order
   */
  public static <T> List<T> order(
      List<T> items, ToIntFunction<? super T> weight, RandomGenerator random) {
    return byShares(items, item -> share(weight.applyAsInt(item)), random);
  }

  /**
   * Each gets an exponentially distributed time with its share as the rate: the order of those
   * times has the distribution of drawing one by one without putting back.
   */
  static <T> List<T> byShares(
      List<T> items, ToLongFunction<? super T> share, RandomGenerator random) {
    List<Lot<T>> lots = new ArrayList<>(items.size());
    for (T item : items) {
      double time = -Math.log(1 - random.nextDouble()) / share.applyAsLong(item);
      lots.add(new Lot<>(time, item));
    }
    lots.sort(Comparator.comparingDouble(Lot::time));
    return lots.stream().map(Lot::item).toList();
  }
}

package io.github.puppetha.validate.internal;

import java.util.List;

/** From and to, both included, as types have them in brackets. */
record Bounds(double least, double most) {
  /** Of a type's arguments from an index on; without, or with {@code default}, there is no end. */
  static Bounds of(List<Value> arguments, int index) {
    double least = at(arguments, index, Double.NEGATIVE_INFINITY);
    double most = at(arguments, index + 1, Double.POSITIVE_INFINITY);
    return new Bounds(least, most);
  }

  private static double at(List<Value> arguments, int index, double without) {
    if (index < arguments.size()) {
      if (arguments.get(index) instanceof Value.Whole whole) {
        return whole.number();
      } else if (arguments.get(index) instanceof Value.Real real) {
        return real.number();
      }
    }
    return without;
  }

  boolean holds(double number) {
    return number >= least && number <= most;
  }
}

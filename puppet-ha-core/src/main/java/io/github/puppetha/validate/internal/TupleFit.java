package io.github.puppetha.validate.internal;

import java.util.List;
import java.util.function.BiPredicate;

/** Arrays against {@code Tuple[…]}. */
final class TupleFit {
  private TupleFit() {}

  static boolean fits(List<Value> arguments, List<Value> items, BiPredicate<Value, Value> fits) {
    List<Value> types = arguments.stream().filter(Value.Type.class::isInstance).toList();
    if (types.isEmpty()) {
      return true;
    }
    List<Value> sizes = arguments.subList(types.size(), arguments.size());
    if (sizes.stream().anyMatch(Value.Unknown.class::isInstance)) {
      return true;
    }
    int size = items.size();
    boolean sized = sizes.isEmpty() ? size == types.size() : Bounds.of(sizes, 0).holds(size);
    if (!sized) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (!fits.test(types.get(Math.min(i, types.size() - 1)), items.get(i))) {
        return false;
      }
    }
    return true;
  }
}

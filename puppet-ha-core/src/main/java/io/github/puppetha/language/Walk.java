package io.github.puppetha.language;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree's nodes, from the outside in and from left to right, without recursion: a chain of
 * operators may be as deep as a text is long. Nodes in which nothing can be wrong are passed over.
 */
final class Walk {
  private Object[] open = new Object[64];
  private int[] depths = new int[64];
  private int size;
  private Object[] path = new Object[32];
  private int depth = -1;

  /** Starts with a node that nothing is around. */
  Walk(Object root) {
    push(root);
  }

  /** The next node, or null at the end. Its children are to be pushed before the next call. */
  @Nullable Object next() {
    if (size == 0) {
      return null;
    }
    Object node = open[--size];
    depth = depths[size];
    if (depth == path.length) {
      path = Arrays.copyOf(path, depth * 2);
    }
    path[depth] = node;
    return node;
  }

  /** How many nodes are around the present one. */
  int depth() {
    return depth;
  }

  /** The node around the present one, or null for the program. */
  @Nullable Object parent() {
    return ancestor(depth - 1);
  }

  /** The node around the present one at a depth; null below 0. */
  @Nullable Object ancestor(int index) {
    return index < 0 ? null : path[index];
  }

  /** Children are pushed from the last to the first. */
  void push(@Nullable Object child) {
    if (child == null || Harmless.is(child)) {
      return;
    }
    if (size == open.length) {
      open = Arrays.copyOf(open, size * 2);
      depths = Arrays.copyOf(depths, size * 2);
    }
    open[size] = child;
    depths[size++] = depth + 1;
  }

  void pushAll(List<? extends Node> children) {
    for (int i = children.size() - 1; i >= 0; i--) {
      push(children.get(i));
    }
  }
}

package io.github.puppetha.topology;

import io.github.puppetha.io.Tree;
import java.util.List;
import java.util.Optional;

/** Lenient looks into a document: what is not there or of another type is empty. */
final class Nodes {
  private Nodes() {}

  static Optional<Tree> at(Tree tree, String... path) {
    Optional<Tree> here = Optional.of(tree);
    for (String key : path) {
      here = here.flatMap(t -> t instanceof Tree.MapNode map ? map.get(key) : Optional.empty());
    }
    return here;
  }

  static Optional<Tree.Scalar> scalar(Tree tree, String... path) {
    return at(tree, path)
        .filter(t -> t instanceof Tree.Scalar s && s.type() != Tree.Type.NULL)
        .map(Tree.Scalar.class::cast);
  }

  static Optional<String> text(Tree tree, String... path) {
    return scalar(tree, path).map(Tree.Scalar::text);
  }

  static List<Tree.Entry> entries(Tree tree, String... path) {
    return at(tree, path)
        .map(t -> t instanceof Tree.MapNode m ? m.entries() : null)
        .orElse(List.of());
  }

  static List<Tree> items(Tree tree, String... path) {
    return at(tree, path)
        .map(t -> t instanceof Tree.ListNode l ? l.items() : null)
        .orElse(List.of());
  }

  static List<String> texts(Tree tree, String... path) {
    return items(tree, path).stream().flatMap(item -> text(item).stream()).toList();
  }
}

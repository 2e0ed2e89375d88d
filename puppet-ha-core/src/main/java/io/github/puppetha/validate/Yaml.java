package io.github.puppetha.validate;

import io.github.puppetha.io.Tree;
import java.util.List;
import java.util.Optional;

/** Looks into documents. Ruby's symbols as keys ({@code :name}) are as good as strings here. */
final class Yaml {
  private Yaml() {}

  static String name(Tree.Scalar key) {
    return key.text().startsWith(":") ? key.text().substring(1) : key.text();
  }

  static Optional<Tree.Entry> entry(Tree.MapNode map, String name) {
    return map.entries().stream()
        .filter(entry -> name(entry.key()).equals(name))
        .reduce((first, second) -> second);
  }

  static Optional<Tree> get(Tree.MapNode map, String name) {
    return entry(map, name).map(Tree.Entry::value);
  }

  /** A string that is not empty. */
  static Optional<Tree.Scalar> string(Tree tree) {
    return tree instanceof Tree.Scalar s && s.type() == Tree.Type.STRING && !s.text().isEmpty()
        ? Optional.of(s)
        : Optional.empty();
  }

  static Optional<String> string(Tree.MapNode map, String name) {
    return get(map, name).flatMap(Yaml::string).map(Tree.Scalar::text);
  }

  static boolean isNull(Tree tree) {
    return tree instanceof Tree.Scalar s && s.type() == Tree.Type.NULL;
  }

  /** A string itself, or the strings in a list. */
  static List<Tree.Scalar> strings(Tree tree) {
    return tree instanceof Tree.ListNode list
        ? list.items().stream().flatMap(item -> string(item).stream()).toList()
        : string(tree).stream().toList();
  }
}

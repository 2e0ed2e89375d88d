package io.github.puppetha.testkit;

import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Tree;
import java.util.List;
import java.util.Optional;

/** What the agent reads out of JSON. */
final class Json {
  private Json() {}

  /** Empty for what is no JSON. */
  static Optional<Tree> read(String text) {
    ReadResult result = JsonReader.read("answer", text);
    return result.problems().isEmpty() ? result.root() : Optional.empty();
  }

  static Optional<Tree> member(Tree tree, String key) {
    return tree instanceof Tree.MapNode map ? map.get(key) : Optional.empty();
  }

  static Optional<String> text(Tree tree, String key) {
    return member(tree, key)
        .filter(Tree.Scalar.class::isInstance)
        .map(value -> ((Tree.Scalar) value).text());
  }

  static List<Tree> items(Tree tree) {
    return tree instanceof Tree.ListNode list ? list.items() : List.of();
  }

  /** The messages of a catalog's {@code notify} resources; their titles where none is said. */
  static List<String> notices(Tree catalog) {
    return member(catalog, "resources").map(Json::items).orElse(List.of()).stream()
        .filter(resource -> text(resource, "type").orElse("").equals("Notify"))
        .map(
            resource ->
                member(resource, "parameters")
                    .flatMap(parameters -> text(parameters, "message"))
                    .or(() -> text(resource, "title"))
                    .orElse(""))
        .toList();
  }
}

package io.github.puppetha.ca;

import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object that came as a body; whatever is no object has nothing in it. */
final class CaBody {
  private final Tree.@Nullable MapNode map;

  private CaBody(Tree.@Nullable MapNode map) {
    this.map = map;
  }

  static CaBody read(String text) {
    ReadResult read = JsonReader.read("body", text);
    boolean good = read.problems().isEmpty();
    return new CaBody(good && read.root().orElse(null) instanceof Tree.MapNode node ? node : null);
  }

  boolean valid() {
    return map != null;
  }

  boolean has(String key) {
    return get(key).isPresent();
  }

  private Optional<Tree> get(String key) {
    return map == null ? Optional.empty() : map.get(key);
  }

  Optional<String> string(String key) {
    return get(key).flatMap(CaBody::string);
  }

  private static Optional<String> string(Tree value) {
    return value instanceof Tree.Scalar scalar && scalar.type() == Tree.Type.STRING
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  /** A whole number above 0 that is a possible number of seconds. */
  Optional<Long> seconds(String key) {
    return get(key)
        .filter(v -> v instanceof Tree.Scalar s && s.type() == Tree.Type.INTEGER)
        .map(v -> ((Tree.Scalar) v).text())
        .filter(text -> text.matches("[1-9][0-9]{0,9}"))
        .map(Long::parseLong);
  }

  /** A list of strings and of nothing else. */
  Optional<List<String>> strings(String key) {
    if (!(get(key).orElse(null) instanceof Tree.ListNode list)) {
      return Optional.empty();
    }
    List<String> strings = new ArrayList<>();
    for (Tree item : list.items()) {
      Optional<String> string = string(item);
      if (string.isEmpty()) {
        return Optional.empty();
      }
      strings.add(string.get());
    }
    return Optional.of(strings);
  }
}

package io.github.puppetha.discovery;

import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Tree;
import java.util.Optional;

/**
 * A server's pool of JRubies, as its status service shows it at level {@code debug}. Puppet calls
 * that part experimental, so whatever looks otherwise counts as not known.
 *
 * @param all how many there are
 * @param free how many have nothing to do
 * @param waiting how many requests wait for one
 * @param returns how often one has come back since the start
 */
record Jrubies(long all, long free, long waiting, long returns) {
  /** Where it is shown; Puppet Server's own rules let anybody look. */
  static final String PATH = "/status/v1/services/jruby-metrics?level=debug";

  static Optional<Jrubies> read(String json) {
    ReadResult result = JsonReader.read("jruby-metrics", json);
    Optional<Tree> metrics =
        result
            .root()
            .filter(root -> result.problems().isEmpty())
            .flatMap(root -> member(root, "status"))
            .flatMap(status -> member(status, "experimental"))
            .flatMap(experimental -> member(experimental, "metrics"));
    if (metrics.isEmpty()) {
      return Optional.empty();
    }
    Tree tree = metrics.get();
    Optional<Long> all = number(tree, "num-jrubies");
    Optional<Long> free = number(tree, "num-free-jrubies");
    Optional<Long> returns = number(tree, "return-count");
    if (all.isEmpty()
        || free.isEmpty()
        || returns.isEmpty()
        || !(member(tree, "requested-instances").orElse(null) instanceof Tree.ListNode queue)) {
      return Optional.empty();
    }
    return Optional.of(new Jrubies(all.get(), free.get(), queue.items().size(), returns.get()));
  }

  private static Optional<Tree> member(Tree tree, String key) {
    return tree instanceof Tree.MapNode map ? map.get(key) : Optional.empty();
  }

  private static Optional<Long> number(Tree tree, String key) {
    if (member(tree, key).orElse(null) instanceof Tree.Scalar scalar
        && scalar.type() == Tree.Type.INTEGER
        && scalar.text().matches("[0-9]{1,18}")) {
      return Optional.of(Long.parseLong(scalar.text()));
    }
    return Optional.empty();
  }
}

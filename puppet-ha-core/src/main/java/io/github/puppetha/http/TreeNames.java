package io.github.puppetha.http;

import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The never-moving names of revisions, {@code <env>_<8 hex>}, and where servers show them: with
 * {@code versioned_environment_dirs} the manifest of an environment in {@code GET
 * /puppet/v3/environments} lies below its revision's own directory.
 *
 * @param live environment to the name of the revision that is live, for those where it shows
 * @param names every environment that the server has, revisions' names too
 */
public record TreeNames(Map<String, String> live, Set<String> names) {
  /** Where a server lists its environments. */
  public static final String ENVIRONMENTS = "/puppet/v3/environments";

  private static final String AGAIN = "_00000000";
  private static final Pattern NAME = Pattern.compile("(\\w+)_[0-9a-f]{8}");

  /** Copies both. */
  public TreeNames {
    live = Map.copyOf(live);
    names = Set.copyOf(names);
  }

  /**
   * The name by which gateways send an agent round to sync its plugins once more. No revision has
   * it, no server knows it, and whoever asks for it is sent back to the environment.
   */
  public static String again(String environment) {
    return environment + AGAIN;
  }

  /** The environment that {@link #again} made the name of; empty for any other name. */
  public static Optional<String> ofAgain(String name) {
    boolean is = name.length() > AGAIN.length() && name.endsWith(AGAIN);
    return is ? Optional.of(name.substring(0, name.length() - AGAIN.length())) : Optional.empty();
  }

  /** Is it a revision's name of this environment? */
  public static boolean isOf(String environment, String name) {
    return environmentOf(name).filter(environment::equals).isPresent();
  }

  /** The environment whose revision could be called that; empty for any other name. */
  public static Optional<String> environmentOf(String name) {
    Matcher match = NAME.matcher(name);
    return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
  }

  /** Reads what a server answers; empty when it is no such listing. */
  public static Optional<TreeNames> read(String json) {
    ReadResult result = JsonReader.read("environments", json);
    if (!result.problems().isEmpty()
        || result.root().isEmpty()
        || !(member(result.root().get(), "environments").orElse(null)
            instanceof Tree.MapNode map)) {
      return Optional.empty();
    }
    Map<String, String> live = new TreeMap<>();
    Set<String> names = new LinkedHashSet<>();
    for (Tree.Entry entry : map.entries()) {
      String name = entry.key().text();
      names.add(name);
      paths(entry.value()).stream()
          .flatMap(path -> tree(name, path).stream())
          .findFirst()
          .ifPresent(tree -> live.put(name, tree));
    }
    return Optional.of(new TreeNames(live, names));
  }

  /** Its manifest, and where that lies elsewhere for all environments, its module path. */
  private static List<String> paths(Tree environment) {
    List<String> paths = new ArrayList<>();
    member(environment, "settings")
        .ifPresent(
            settings -> {
              member(settings, "manifest").ifPresent(manifest -> add(manifest, paths));
              if (member(settings, "modulepath").orElse(null) instanceof Tree.ListNode list) {
                list.items().forEach(item -> add(item, paths));
              }
            });
    return paths;
  }

  private static void add(Tree path, List<String> paths) {
    if (path instanceof Tree.Scalar scalar) {
      paths.add(scalar.text());
    }
  }

  /** The last part of the path that is a revision's name of the environment. */
  private static Optional<String> tree(String environment, String path) {
    String found = null;
    for (String part : path.split("/")) {
      found = isOf(environment, part) ? part : found;
    }
    return Optional.ofNullable(found);
  }

  private static Optional<Tree> member(Tree tree, String key) {
    return tree instanceof Tree.MapNode map ? map.get(key) : Optional.empty();
  }
}

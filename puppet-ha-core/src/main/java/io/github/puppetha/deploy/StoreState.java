package io.github.puppetha.deploy;

import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one environments directory remembers.
 *
 * @param decision the decision that was activated last, or is being activated
 * @param complete whether that came to its end
 * @param retired trees that were live, and since when they are not
 * @param unflushed servers that may still hold what was live before, each with whether its JRubies
 *     are to be made anew as well
 */
record StoreState(
    Decision decision,
    boolean complete,
    Map<String, Instant> retired,
    Map<String, Boolean> unflushed) {
  private static final String POOL = "pool";

  static final StoreState NOTHING = new StoreState(Decision.NONE, true, Map.of(), Map.of());

  /** Why a decision may not be switched to any more; null when it may. */
  @Nullable String objection(Decision next) {
    if (decision.number() > next.number()) {
      return "deployment "
          + decision.number()
          + " by "
          + decision.by()
          + " is live there, which is later than "
          + next.number()
          + "; deploy again";
    }
    boolean decided = next.number() > 0 && !decision.trial() && !next.trial();
    if (decided && decision.number() == next.number() && !decision.sameAs(next)) {
      return "another deployment "
          + next.number()
          + ", by "
          + decision.by()
          + ", is live there: deployers do not record their decisions in one place; name one for"
          + " all in deploy.state, and go on from a higher number once, with"
          + " -Dpuppet-ha.raiseNumber=N";
    }
    return null;
  }

  static StoreState read(StoreLayout layout) throws IOException {
    String text;
    try {
      text = Files.readString(layout.state());
    } catch (NoSuchFileException e) {
      return NOTHING;
    }
    return parse(layout.state().toString(), text);
  }

  static StoreState parse(String where, String text) throws IOException {
    Tree root =
        JsonReader.read(where, text)
            .root()
            .orElseThrow(() -> new IOException(where + " is not JSON; remove it and deploy again"));
    try {
      Map<String, Instant> retired = new TreeMap<>();
      for (Tree.Entry entry : ((Tree.MapNode) DecisionJson.child(root, "retired")).entries()) {
        String at = ((Tree.Scalar) entry.value()).text();
        retired.put(entry.key().text(), Instant.parse(at));
      }
      boolean complete = Boolean.parseBoolean(DecisionJson.text(root, "complete"));
      Decision decision = DecisionJson.read(where, DecisionJson.child(root, "decision"));
      return new StoreState(decision, complete, retired, unflushed((Tree.MapNode) root));
    } catch (RuntimeException e) {
      throw new IOException(where + " cannot be read; remove it and deploy again", e);
    }
  }

  private static Map<String, Boolean> unflushed(Tree.MapNode root) {
    Map<String, Boolean> servers = new TreeMap<>();
    if (root.get("unflushed").orElse(null) instanceof Tree.MapNode map) {
      map.entries().forEach(e -> servers.put(e.key().text(), POOL.equals(text(e.value()))));
    }
    return servers;
  }

  private static String text(Tree tree) {
    return ((Tree.Scalar) tree).text();
  }

  /** The same with more servers to tell. */
  StoreState unflushed(Map<String, Boolean> more) {
    Map<String, Boolean> all = new TreeMap<>(unflushed);
    more.forEach((server, pool) -> all.merge(server, pool, Boolean::logicalOr));
    return new StoreState(decision, complete, retired, all);
  }

  /** The same without a server that has been told. */
  StoreState flushed(String server) {
    Map<String, Boolean> rest = new TreeMap<>(unflushed);
    rest.remove(server);
    return new StoreState(decision, complete, retired, rest);
  }

  /** What is remembered while a decision is being activated. */
  StoreState activating(Decision next, Collection<String> liveTrees, Activation how) {
    Map<String, Instant> since = new TreeMap<>(retired);
    liveTrees.forEach(tree -> since.put(tree, how.now()));
    next.environments().values().forEach(e -> since.remove(e.directory()));
    return new StoreState(next, false, since, unflushed).unflushed(how.servers());
  }

  /** The same when it has come to its end. */
  StoreState completed() {
    return new StoreState(decision, true, retired, unflushed);
  }

  void write(StoreLayout layout) throws IOException {
    AtomicFiles.write(layout.state(), json().getBytes(StandardCharsets.UTF_8));
  }

  String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("complete", complete);
    root.put("decision", DecisionJson.plain(decision));
    Map<String, Object> times = new TreeMap<>();
    retired.forEach((tree, at) -> times.put(tree, at.toString()));
    root.put("retired", times);
    Map<String, Object> servers = new TreeMap<>();
    unflushed.forEach((server, pool) -> servers.put(server, pool ? POOL : "cache"));
    root.put("unflushed", servers);
    return JsonWriter.write(root);
  }
}

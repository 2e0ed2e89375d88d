package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.OriginJson;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Tree;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Decisions as JSON. */
final class DecisionJson {
  private DecisionJson() {}

  static String write(Decision decision) {
    return JsonWriter.write(plain(decision));
  }

  static Map<String, Object> plain(Decision decision) {
    Map<String, Object> environments = new LinkedHashMap<>();
    decision.environments().forEach((name, e) -> environments.put(name, environment(e)));
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("number", decision.number());
    root.put("at", decision.at().toString());
    root.put("by", decision.by());
    if (!decision.why().isEmpty()) {
      root.put("why", decision.why());
    }
    if (decision.trial()) {
      root.put("trial", true);
    }
    root.put("environments", environments);
    return root;
  }

  private static Map<String, Object> environment(EnvironmentRevision revision) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("revision", revision.revision());
    map.put("source", revision.source());
    map.put("branch", revision.branch());
    map.put("origin", OriginJson.plain(revision.origin()));
    map.put("modules", revision.modules().stream().map(DecisionJson::module).toList());
    return map;
  }

  private static Map<String, Object> module(ModuleRevision module) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("path", module.path());
    map.put("name", module.name());
    map.put("version", module.version());
    map.put("origin", OriginJson.plain(module.origin()));
    map.put("withoutSpec", module.withoutSpec());
    return map;
  }

  static Decision read(String where, String text) {
    ReadResult result = JsonReader.read(where, text);
    if (result.root().isEmpty() || !result.problems().isEmpty()) {
      throw broken(where, "it is not JSON", null);
    }
    return read(where, result.root().get());
  }

  static Decision read(String where, Tree root) {
    try {
      Map<String, EnvironmentRevision> environments = new TreeMap<>();
      for (Tree.Entry entry : ((Tree.MapNode) child(root, "environments")).entries()) {
        environments.put(entry.key().text(), environment(entry.key().text(), entry.value()));
      }
      long number = Long.parseLong(text(root, "number"));
      return new Decision(
          number,
          Instant.parse(text(root, "at")),
          text(root, "by"),
          optional(root, "why"),
          optional(root, "trial").equals("true"),
          environments);
    } catch (IllegalArgumentException | ClassCastException | DateTimeException e) {
      throw broken(where, String.valueOf(e.getMessage()), e);
    }
  }

  private static EnvironmentRevision environment(String name, Tree tree) {
    List<Tree> modules = ((Tree.ListNode) child(tree, "modules")).items();
    return new EnvironmentRevision(
        name,
        text(tree, "source"),
        text(tree, "branch"),
        OriginJson.read(child(tree, "origin")),
        modules.stream().map(DecisionJson::module).toList());
  }

  private static ModuleRevision module(Tree tree) {
    return new ModuleRevision(
        text(tree, "path"),
        text(tree, "name"),
        OriginJson.read(child(tree, "origin")),
        text(tree, "version"),
        Boolean.parseBoolean(text(tree, "withoutSpec")));
  }

  private static String optional(Tree tree, String key) {
    return ((Tree.MapNode) tree).get(key).map(t -> ((Tree.Scalar) t).text()).orElse("");
  }

  static Tree child(Tree tree, String key) {
    return ((Tree.MapNode) tree)
        .get(key)
        .orElseThrow(() -> new IllegalArgumentException("'" + key + "' is missing"));
  }

  static String text(Tree tree, String key) {
    return ((Tree.Scalar) child(tree, key)).text();
  }

  private static PuppetHaException broken(String where, String why, RuntimeException e) {
    String message = "The decided deployment in " + where + " cannot be read: " + why;
    return new PuppetHaException(message + "; deploy with the version that wrote it", e);
  }
}

package io.github.puppetha.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes catalogs that real agents accept: one {@code notify} resource for each of a manifest. */
final class Catalogs {
  private Catalogs() {}

  /**
   * A catalog as a plain value.
   *
   * @param transaction the agent's {@code transaction_uuid}; null when it sent none
   */
  static Map<String, Object> compile(
      String certname, Environment environment, @Nullable String transaction) {
    List<Object> resources = new ArrayList<>();
    List<Object> edges = new ArrayList<>();
    resources.add(resource("Stage", "main", List.of("stage"), Map.of("name", "main")));
    resources.add(resource("Class", "Settings", List.of("class", "settings"), Map.of()));
    resources.add(resource("Class", "main", List.of("class"), Map.of("name", "main")));
    edges.add(edge("Stage[main]", "Class[Settings]"));
    edges.add(edge("Stage[main]", "Class[main]"));
    for (String title : environment.notices()) {
      Map<String, Object> notify =
          resource("Notify", title, List.of("notify", "class"), Map.of("message", title));
      notify.put("file", environment.manifests().resolve("site.pp").toString());
      notify.put("line", 1);
      resources.add(notify);
      edges.add(edge("Class[main]", "Notify[" + title + "]"));
    }
    Map<String, Object> catalog = new LinkedHashMap<>();
    catalog.put("tags", List.of("settings"));
    catalog.put("name", certname);
    catalog.put("version", environment.revision());
    catalog.put("code_id", null);
    catalog.put("catalog_uuid", UUID.randomUUID().toString());
    catalog.put("catalog_format", 1);
    catalog.put("environment", environment.name());
    if (transaction != null) {
      catalog.put("transaction_uuid", transaction);
    }
    catalog.put("resources", resources);
    catalog.put("edges", edges);
    catalog.put("classes", List.of("settings"));
    return catalog;
  }

  private static Map<String, Object> resource(
      String type, String title, List<String> tags, Map<String, Object> parameters) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("type", type);
    resource.put("title", title);
    resource.put("tags", tags);
    resource.put("exported", false);
    resource.put("parameters", new TreeMap<>(parameters));
    return resource;
  }

  private static Map<String, Object> edge(String source, String target) {
    return Map.of("source", source, "target", target);
  }
}

package io.github.puppetha.gateway;

import io.github.puppetha.io.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A catalog that says nothing but another environment, as Puppet Server itself gives one to an
 * agent that asked for the wrong environment ({@code check_environment}). An agent applies none of
 * it: it begins its run anew in that environment, with plugins, facts and catalog. Sent to {@link
 * io.github.puppetha.http.TreeNames#again} and from there back, it has the plugins of now, and ends
 * where it began.
 */
final class EmptyCatalog {
  static final String TYPE = "application/json";

  private EmptyCatalog() {}

  static String of(String certname, String environment) {
    Map<String, Object> catalog = new LinkedHashMap<>();
    catalog.put("tags", List.of());
    catalog.put("name", certname);
    catalog.put("version", 0);
    catalog.put("code_id", null);
    catalog.put("catalog_uuid", UUID.randomUUID().toString());
    catalog.put("catalog_format", 1);
    catalog.put("environment", environment);
    catalog.put("resources", List.of());
    catalog.put("edges", List.of());
    catalog.put("classes", List.of());
    return JsonWriter.compact(catalog);
  }
}

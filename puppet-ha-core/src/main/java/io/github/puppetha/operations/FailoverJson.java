package io.github.puppetha.operations;

import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.operations.DrainResult.ZoneResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code failover.json}. */
public final class FailoverJson {
  private FailoverJson() {}

  /**
   * The result as JSON: {@code {"goal": "drain", "seconds": S, "ok": B, "objections": […],
   * "warnings": […], "zones": [{"zone", "domain", "server", "state", "serial", "message"}]}}.
   */
  public static String write(String goal, DrainPlan plan, DrainResult result) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("goal", goal);
    root.put("seconds", Math.round(result.seconds() * 1000) / 1000.0);
    root.put("ok", plan.objections().isEmpty() && result.ok());
    root.put("objections", plan.objections());
    root.put("warnings", plan.warnings());
    root.put("zones", result.zones().stream().map(FailoverJson::plain).toList());
    return JsonWriter.write(root);
  }

  private static Map<String, Object> plain(ZoneResult zone) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("zone", zone.zone());
    entry.put("domain", zone.domain());
    entry.put("server", zone.server());
    entry.put("state", zone.state().label());
    entry.put("serial", zone.serial());
    entry.put("message", zone.message());
    return entry;
  }
}

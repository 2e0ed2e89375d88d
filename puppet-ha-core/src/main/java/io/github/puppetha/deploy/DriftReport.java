package io.github.puppetha.deploy;

import io.github.puppetha.io.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is live where, and what of it differs from its revision.
 *
 * @param seconds how long it took to find out
 * @param servers one entry for each server and environment
 */
public record DriftReport(double seconds, List<EnvironmentDrift> servers) {
  /** Copies the list. */
  public DriftReport {
    servers = List.copyOf(servers);
  }

  /** Is everything, everywhere, exactly its revision? */
  public boolean clean() {
    return servers.stream().allMatch(EnvironmentDrift::clean);
  }

  /** {@code drift.json}: {@code {"seconds": S, "clean": B, "servers": […]}}. */
  public String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("seconds", Math.round(seconds * 1000) / 1000.0);
    root.put("clean", clean());
    root.put("servers", servers.stream().map(DriftReport::plain).toList());
    return JsonWriter.write(root);
  }

  private static Map<String, @Nullable Object> plain(EnvironmentDrift drift) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("site", drift.site());
    map.put("server", drift.server());
    map.put("environment", drift.environment());
    map.put("number", drift.number());
    map.put("revision", drift.revision());
    map.put("digest", drift.digest());
    map.put("expected", drift.expected());
    map.put("clean", drift.clean());
    map.put("message", drift.message());
    map.put("differences", drift.differences().stream().map(DriftReport::plain).toList());
    return map;
  }

  private static Map<String, @Nullable Object> plain(Difference difference) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("module", difference.module().isEmpty() ? null : difference.module());
    map.put("path", difference.path());
    map.put("change", difference.change().label());
    return map;
  }
}

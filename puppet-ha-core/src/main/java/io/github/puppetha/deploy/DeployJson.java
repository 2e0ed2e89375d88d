package io.github.puppetha.deploy;

import io.github.puppetha.io.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code deploy.json}. */
public final class DeployJson {
  private DeployJson() {}

  /**
   * The result as JSON: {@code {"seconds": S, "number": N, "decided": B, "failures": […],
   * "servers": […]}}.
   */
  public static String write(DeployResult result) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("seconds", rounded(result.seconds()));
    root.put("number", result.number());
    root.put("decided", result.decided());
    root.put("failures", result.failures());
    root.put("servers", result.servers().stream().map(DeployJson::plain).toList());
    if (!result.warnings().isEmpty()) {
      root.put("warnings", result.warnings());
    }
    return JsonWriter.write(root);
  }

  static Map<String, @Nullable Object> plain(ServerResult server) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("site", server.site());
    entry.put("server", server.server());
    entry.put("environment", server.environment());
    entry.put("oldRevision", server.oldRevision());
    entry.put("newRevision", server.newRevision());
    entry.put("state", server.state().label());
    entry.put("bytesSent", server.bytesSent());
    entry.put("seconds", rounded(server.seconds()));
    entry.put("windowSeconds", rounded(server.windowSeconds()));
    entry.put("message", server.message());
    return entry;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }
}

package io.github.puppetha.deploy;

import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.ProblemJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code deploy.json}. */
public final class DeployJson {
  private DeployJson() {}

  /**
   * The result as JSON: {@code {"seconds": S, "number": N, "decided": B, "failures": […],
   * "servers": […]}}; with {@code "trial": true} when it was not decided for all servers.
   */
  public static String write(DeployResult result) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("seconds", rounded(result.seconds()));
    root.put("number", result.number());
    root.put("decided", result.decided());
    if (result.trial()) {
      root.put("trial", true);
    }
    root.put("failures", result.failures());
    root.put("servers", result.servers().stream().map(DeployJson::plain).toList());
    if (!result.warnings().isEmpty()) {
      root.put("warnings", result.warnings());
    }
    return JsonWriter.write(root);
  }

  /**
   * The same of code that cannot be deployed: nothing is decided, no server is named, and {@code
   * problems} has what is wrong, each as in {@code validate.json}.
   */
  public static String write(DeployRefusedException refused) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("seconds", 0);
    root.put("decided", false);
    root.put("failures", List.of("nothing was switched, because of the problems"));
    root.put("servers", List.of());
    root.put("problems", ProblemJson.of(refused.problems()));
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

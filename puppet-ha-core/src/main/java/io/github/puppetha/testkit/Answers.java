package io.github.puppetha.testkit;

import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.io.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shapes of answers that Puppet Server has. */
final class Answers {
  private Answers() {}

  static PuppetResponse json(int status, @Nullable Object value) {
    return PuppetResponse.of(status, "application/json;charset=utf-8", JsonWriter.compact(value));
  }

  static PuppetResponse text(int status, String text) {
    return PuppetResponse.of(status, "text/plain;charset=utf-8", text);
  }

  static PuppetResponse file(byte[] content) {
    Map<String, List<String>> type = Map.of("content-type", List.of("application/octet-stream"));
    return new PuppetResponse(200, type, content);
  }

  static PuppetResponse empty(int status) {
    return new PuppetResponse(status, Map.of(), new byte[0]);
  }

  /** What Jetty itself says, before or after any endpoint. */
  static PuppetResponse jetty(int status, String message, String url) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("message", message);
    body.put("url", url);
    body.put("status", Integer.toString(status));
    return PuppetResponse.of(status, "application/json", JsonWriter.compact(body));
  }

  static PuppetResponse forbidden(String method, String path) {
    String gist = path + " (method :" + method.toLowerCase(Locale.ROOT) + ")";
    String text = "Forbidden request: " + gist + ". Please see the server logs for details.";
    return new PuppetResponse(403, Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }
}

package io.github.puppetha.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A request, complete with its body. Host, Content-Length and the like are the transport's
 * business.
 *
 * @param method in upper case
 * @param target path and query as they go over the wire, beginning with {@code /}
 * @param headers names in lower case; may be given in any case
 * @param body may be empty; not copied, so not to be changed
 */
public record PuppetRequest(
    String method, String target, Map<String, List<String>> headers, byte[] body) {
  private static final byte[] NOTHING = {};

  /** Copies the headers and lowers their names. */
  public PuppetRequest {
    if (!target.startsWith("/")) {
      throw new IllegalArgumentException("a request target begins with '/': " + target);
    }
    headers = Headers.copy(headers);
  }

  /** A GET without headers. */
  public static PuppetRequest get(String target) {
    return new PuppetRequest("GET", target, Map.of(), NOTHING);
  }

  /** A PUT with a body of the given media type. */
  public static PuppetRequest put(String target, String contentType, byte[] body) {
    return new PuppetRequest("PUT", target, type(contentType), body);
  }

  /** A PUT of a text, as UTF-8. */
  public static PuppetRequest put(String target, String contentType, String body) {
    return put(target, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A POST with a body of the given media type. */
  public static PuppetRequest post(String target, String contentType, byte[] body) {
    return new PuppetRequest("POST", target, type(contentType), body);
  }

  /** A POST of a text, as UTF-8. */
  public static PuppetRequest post(String target, String contentType, String body) {
    return post(target, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with one header set; other values of that name go. */
  public PuppetRequest header(String name, String value) {
    return new PuppetRequest(method, target, Headers.with(headers, name, value), body);
  }

  private static Map<String, List<String>> type(String contentType) {
    return Map.of("content-type", List.of(contentType));
  }
}

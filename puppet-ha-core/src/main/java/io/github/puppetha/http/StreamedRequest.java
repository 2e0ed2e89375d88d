package io.github.puppetha.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose answer is wanted piece by piece.
 *
 * @param method in upper case
 * @param target path and query as they go over the wire, beginning with {@code /}
 * @param headers names in lower case; may be given in any case
 * @param body sent as it is
 * @param connectTimeout until connected with TLS, or null for the transport's own
 * @param freshConnection is a kept connection no good, because the question is whether the server
 *     still takes new ones?
 */
public record StreamedRequest(
    String method,
    String target,
    Map<String, List<String>> headers,
    RequestBody body,
    @Nullable Duration connectTimeout,
    boolean freshConnection) {
  /** Copies the headers and lowers their names. */
  public StreamedRequest {
    headers = Headers.copy(headers);
  }

  /** Over any connection, new or kept. */
  public StreamedRequest(
      String method,
      String target,
      Map<String, List<String>> headers,
      RequestBody body,
      @Nullable Duration connectTimeout) {
    this(method, target, headers, body, connectTimeout, false);
  }
}

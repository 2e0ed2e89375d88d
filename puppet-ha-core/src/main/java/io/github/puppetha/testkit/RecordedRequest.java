package io.github.puppetha.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it reached a fake server, whatever became of it.
 *
 * @param method upper case
 * @param target raw path and query, as in the request line
 * @param headers by lower-case name, values in order
 * @param body bytes of the body as sent, maybe none; not copied
 * @param certname who asked, by TLS or by header as the server is set up; null for a client without
 *     certificate
 */
public record RecordedRequest(
    String method,
    String target,
    Map<String, List<String>> headers,
    byte[] body,
    @Nullable String certname) {
  /** Copies the headers. */
  public RecordedRequest {
    headers = Map.copyOf(headers);
  }

  /** The raw path, without query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The raw query without its question mark; empty when there is none. */
  public String query() {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  /** The first value of a header, by any case of its name. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.stream().findFirst();
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** {@code GET /path?query by certname}. */
  @Override
  public String toString() {
    return method + " " + target + (certname == null ? "" : " by " + certname);
  }
}

package io.github.puppetha.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer, complete with its body.
 *
 * @param status HTTP status
 * @param headers names in lower case; may be given in any case
 * @param body may be empty; not copied, so not to be changed
 */
public record PuppetResponse(int status, Map<String, List<String>> headers, byte[] body) {
  /** Copies the headers and lowers their names. */
  public PuppetResponse {
    headers = Headers.copy(headers);
  }

  /** An answer of plain text, as UTF-8. */
  public static PuppetResponse text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text);
  }

  /** An answer of the given media type, as UTF-8. */
  public static PuppetResponse of(int status, String contentType, String text) {
    return new PuppetResponse(
        status,
        Map.of("content-type", List.of(contentType)),
        text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with one header set; other values of that name go. */
  public PuppetResponse header(String name, String value) {
    return new PuppetResponse(status, Headers.with(headers, name, value), body);
  }

  /** The first value of a header, its name in any case. */
  public Optional<String> firstHeader(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** Is the status 2xx? */
  public boolean ok() {
    return status / 100 == 2;
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}

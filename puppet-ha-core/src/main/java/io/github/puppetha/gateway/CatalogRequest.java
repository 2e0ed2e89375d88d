package io.github.puppetha.gateway;

import io.github.puppetha.http.RequestBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * What a request for a catalog says beside its facts; as a form, or in the query with Puppet 3.
 *
 * @param environment that it asks for, or null when the request does not say one environment
 * @param transaction the run's {@code transaction_uuid}, or empty
 */
record CatalogRequest(
    @Nullable String environment, String transaction, String target, String form) {

  static CatalogRequest read(String target, RequestBody body) {
    int mark = target.indexOf('?');
    String query = mark < 0 ? "" : target.substring(mark + 1);
    String form = text(body);
    String inQuery = Parameters.only(query, "environment");
    String inForm = Parameters.only(form, "environment");
    boolean same = inQuery == null || inForm == null || inQuery.equals(inForm);
    String environment = inQuery == null ? inForm : inQuery;
    return new CatalogRequest(
        same && environment != null && environment.matches("\\w+") ? environment : null,
        either(form, query, "transaction_uuid"),
        target,
        form);
  }

  private static String either(String form, String query, String key) {
    String value = Parameters.only(form, key);
    value = value == null ? Parameters.only(query, key) : value;
    return value == null ? "" : value;
  }

  /** The same request in another environment. */
  Outgoing in(String other, Outgoing outgoing) {
    int mark = target.indexOf('?');
    String changed =
        mark < 0
            ? target
            : target.substring(0, mark + 1)
                + Parameters.with(target.substring(mark + 1), "environment", other);
    if (form.isEmpty()) {
      return outgoing.with(changed, RequestBody.NONE);
    }
    byte[] body = Parameters.with(form, "environment", other).getBytes(StandardCharsets.ISO_8859_1);
    return outgoing.with(changed, new RequestBody.Bytes(body));
  }

  private static String text(RequestBody body) {
    if (body instanceof RequestBody.Bytes bytes) {
      return new String(bytes.content(), StandardCharsets.ISO_8859_1);
    }
    if (body instanceof RequestBody.File file) {
      try {
        return Files.readString(file.path(), StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        throw new UncheckedIOException("reading a buffered body", e);
      }
    }
    return "";
  }
}

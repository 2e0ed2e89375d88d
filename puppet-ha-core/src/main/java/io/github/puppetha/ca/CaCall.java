package io.github.puppetha.ca;

import io.github.puppetha.http.PuppetRequest;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API, its path taken apart.
 *
 * @param rest the decoded path below the prefix
 * @param query decoded; null for none
 */
record CaCall(
    PuppetRequest request, String rest, @Nullable String query, @Nullable X509Certificate client) {
  String method() {
    return request.method();
  }

  String resource() {
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }

  /** What follows the resource; null for nothing. */
  @Nullable String name() {
    int slash = rest.indexOf('/');
    return slash < 0 || slash == rest.length() - 1 ? null : rest.substring(slash + 1);
  }

  String text() {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  Optional<String> header(String name) {
    return request.headers().getOrDefault(name, List.of()).stream().findFirst();
  }

  Optional<String> parameter(String name) {
    if (query != null) {
      for (String part : query.split("&")) {
        if (part.startsWith(name + "=")) {
          return Optional.of(part.substring(name.length() + 1));
        }
      }
    }
    return Optional.empty();
  }
}

package io.github.puppetha.gateway;

import io.github.puppetha.http.PuppetPath;
import io.github.puppetha.http.PuppetPaths.Kind;
import io.github.puppetha.http.RequestBody;
import io.github.puppetha.http.StreamedRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A request as it is passed on: whom for, with which headers, and whether it may be sent twice. */
final class Outgoing {
  private static final Set<String> BINARY = Set.of("file_content", "file_bucket_file");
  private static final String OCTETS = "application/octet-stream";

  private final String method;
  private final PuppetPath.Accepted path;
  private final Map<String, List<String>> headers;
  private final Client client;
  private final RequestBody body;
  private final String gatewayName;

  private Outgoing(
      Outgoing other,
      PuppetPath.Accepted path,
      Map<String, List<String>> headers,
      RequestBody body) {
    this.method = other.method;
    this.path = path;
    this.headers = headers;
    this.client = other.client;
    this.body = body;
    this.gatewayName = other.gatewayName;
  }

  Outgoing(
      String method,
      PuppetPath.Accepted path,
      Map<String, List<String>> received,
      Client client,
      RequestBody body,
      String gatewayName) {
    this.method = method;
    this.path = path;
    this.headers = clean(received);
    this.client = client;
    this.body = body;
    this.gatewayName = gatewayName;
    if (path.legacy()) {
      modernize();
    }
  }

  private static Map<String, List<String>> clean(Map<String, List<String>> received) {
    Map<String, List<String>> kept = HopByHop.without(received);
    kept.keySet().removeIf(IdentityHeaders::isOurs);
    kept.keySet().removeAll(Set.of("host", "content-length", "expect"));
    return kept;
  }

  /** Puppet 3 asked for {@code raw} or {@code s} where today's server knows octet streams. */
  private void modernize() {
    boolean binary = BINARY.contains(path.resource());
    boolean raw =
        headers.getOrDefault("accept", List.of()).stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(String::trim)
            .anyMatch(type -> type.equals("raw") || type.equals("s"));
    if (raw && (binary || headers.get("accept").size() == 1)) {
      headers.put("accept", List.of(path.kind() == Kind.CA ? "text/plain" : OCTETS));
    }
    if (path.resource().equals("file_bucket_file") && method.equals("PUT")) {
      headers.put("content-type", List.of(OCTETS));
    }
  }

  /** The same to another path and query, with another body. */
  Outgoing with(String target, RequestBody newBody) {
    PuppetPath.Accepted changed =
        new PuppetPath.Accepted(path.kind(), path.resource(), path.name(), target, path.legacy());
    return new Outgoing(this, changed, headers, newBody);
  }

  /** The same with one header set. */
  Outgoing header(String name, String value) {
    Map<String, List<String>> more = new TreeMap<>(headers);
    more.put(name, List.of(value));
    return new Outgoing(this, path, more, body);
  }

  /** The same with another environment in the query. */
  Outgoing in(String environment) {
    int mark = path.target().indexOf('?') + 1;
    String query = Parameters.with(path.target().substring(mark), "environment", environment);
    return with(path.target().substring(0, mark) + query, body);
  }

  /** Can the client read JSON? Puppet 3 cannot. */
  boolean takesJson() {
    return headers.getOrDefault("accept", List.of()).stream().anyMatch(a -> a.contains("json"));
  }

  StreamedRequest to(Target target, Duration connectTimeout) {
    Map<String, List<String>> sent = new TreeMap<>(headers);
    if (target.gateway()) {
      sent.put(IdentityHeaders.GATEWAY, List.of(gatewayName));
    }
    if (target.gateway() || target.mode() == IdentityMode.HEADERS) {
      IdentityHeaders.set(sent, client);
    }
    return new StreamedRequest(method, path.target(), sent, body, connectTimeout);
  }

  /** The type of an answer to Puppet 3, which knows nothing but text in the file bucket. */
  boolean labelsAsText() {
    return path.legacy() && path.resource().equals("file_bucket_file") && method.equals("GET");
  }

  /** Does it do no harm if a server that fell silent has worked on it already? */
  boolean mayBeRepeated() {
    return switch (method) {
      case "GET", "HEAD", "DELETE" -> true;
      case "PUT" -> path.kind() != Kind.REPORT;
      default -> path.kind() == Kind.CATALOG;
    };
  }
}

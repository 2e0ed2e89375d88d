package io.github.puppetha.testkit;

import io.github.puppetha.http.PuppetResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All that a fake server answers, sockets and TLS apart. Safe for use by several threads. */
final class MasterService {
  /** A request as it came over the wire. */
  record Arrival(
      String method,
      String target,
      Map<String, List<String>> headers,
      byte[] body,
      Caller tls,
      boolean sni) {}

  private final Set<String> names;
  private final boolean byHeaders;
  private final Authorization authorization;
  private final List<Function<Call, Optional<PuppetResponse>>> endpoints;
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final List<Function<RecordedRequest, Optional<PuppetResponse>>> overrides =
      new CopyOnWriteArrayList<>();

  /**
   * @param names that its certificate covers, in lower case
   * @param byHeaders whether {@code X-Client-*} says who asks, and TLS does not
   */
  MasterService(
      Set<String> names,
      boolean byHeaders,
      Authorization authorization,
      List<Function<Call, Optional<PuppetResponse>>> endpoints) {
    this.names = Set.copyOf(names);
    this.byHeaders = byHeaders;
    this.authorization = authorization;
    this.endpoints = List.copyOf(endpoints);
  }

  List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  void forgetRequests() {
    requests.clear();
  }

  /** The last one given is asked first. */
  void override(Function<RecordedRequest, Optional<PuppetResponse>> answers) {
    overrides.add(0, answers);
  }

  void forgetOverrides() {
    overrides.clear();
  }

  PuppetResponse answer(Arrival arrival, @Nullable Fault fault) {
    Optional<Caller> caller =
        byHeaders ? Caller.ofHeaders(arrival.headers()) : Optional.of(arrival.tls());
    RecordedRequest request =
        new RecordedRequest(
            arrival.method(),
            arrival.target(),
            arrival.headers(),
            arrival.body(),
            caller.map(Caller::certname).orElse(null));
    requests.add(request);
    if (fault instanceof Fault.Status status) {
      return failed(status);
    }
    if (arrival.sni() && !names.contains(host(request))) {
      return Answers.jetty(400, "Host does not match SNI", request.path())
          .header("Connection", "close");
    }
    for (Function<RecordedRequest, Optional<PuppetResponse>> override : overrides) {
      Optional<PuppetResponse> answer = override.apply(request);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return caller
        .map(who -> answer(request, who))
        .orElseGet(() -> Answers.text(400, "Unable to parse X-Client-Cert into one certificate"));
  }

  private static PuppetResponse failed(Fault.Status status) {
    PuppetResponse answer = Answers.text(status.status(), "as a fault was set");
    return status.retryAfter() == null
        ? answer
        : answer.header("Retry-After", Long.toString(status.retryAfter().toSeconds()));
  }

  private static String host(RecordedRequest request) {
    String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
    return host.replaceFirst(":\\d*$", "");
  }

  private PuppetResponse answer(RecordedRequest request, Caller caller) {
    Optional<String> path = Paths.normalize(request.path());
    if (path.isEmpty()) {
      return Answers.text(400, "Invalid relative path (.. or .) in: " + request.path());
    }
    try {
      Parameters query = Parameters.parse(request.query());
      return answer(new Call(request, path.get(), query, caller));
    } catch (ApiError e) {
      return e.answer();
    } catch (RuntimeException e) {
      return Answers.json(
          500, Map.of("message", "Server Error: " + e, "issue_kind", "RUNTIME_ERROR"));
    }
  }

  private PuppetResponse answer(Call call) {
    if (!authorization.allows(call.method(), call.path(), call.caller())) {
      return Answers.forbidden(call.method(), call.path());
    }
    return endpoints.stream()
        .flatMap(endpoint -> endpoint.apply(call).stream())
        .findFirst()
        .orElseGet(() -> Answers.jetty(404, "Not Found", call.path()));
  }
}

package io.github.puppetha.testkit;

import io.github.puppetha.http.PuppetResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /status/v1}: like the original, it says {@code running} whatever else is wrong. */
final class StatusApi {
  private static final String JRUBY = "jruby-metrics";

  private final List<String> services;
  private final Jrubies jrubies;
  private final String version;

  StatusApi(boolean ca, String version, Jrubies jrubies) {
    List<String> always = List.of(JRUBY, "server", "master", "status-service");
    this.services = ca ? List.of("ca", JRUBY, "server", "master", "status-service") : always;
    this.version = version;
    this.jrubies = jrubies;
  }

  /** Empty for a path that is none of these. */
  Optional<PuppetResponse> answer(Call call) {
    Optional<String> simple = named(call, "/status/v1/simple");
    return simple
        .map(this::simple)
        .or(() -> named(call, "/status/v1/services").map(name -> services(name, detail(call))));
  }

  private static Optional<String> named(Call call, String prefix) {
    return call.path().equals(prefix) ? Optional.of("") : call.after(prefix + "/");
  }

  private PuppetResponse simple(String service) {
    return service.isEmpty() || services.contains(service)
        ? Answers.text(200, "running")
        : Answers.text(404, "not found: " + service);
  }

  private static String detail(Call call) {
    return call.query().get("level", "info");
  }

  private PuppetResponse services(String service, String detail) {
    if (service.isEmpty()) {
      Map<String, Object> all = new LinkedHashMap<>();
      services.forEach(name -> all.put(name, state(name, detail)));
      return Answers.json(200, all);
    }
    if (!services.contains(service)) {
      String message = "No status function with name '" + service + "' found";
      return Answers.json(404, Map.of("kind", "service-not-found", "msg", message));
    }
    Map<String, Object> state = state(service, detail);
    state.put("service_name", service);
    return Answers.json(200, state);
  }

  private Map<String, Object> state(String service, String detail) {
    boolean full = service.equals(JRUBY) && detail.equals("debug");
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("service_version", version);
    state.put("service_status_version", 1);
    state.put("detail_level", detail);
    state.put("state", "running");
    state.put("status", full ? jrubies.status() : Map.of());
    state.put("active_alerts", List.of());
    return state;
  }
}

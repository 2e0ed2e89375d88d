package io.github.puppetha.testkit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The JRuby instances of a server, as far as its status tells of them. */
final class Jrubies {
  private static final int POOL = 4;

  /** Who has an instance, and since when. */
  private record Borrowed(String uri, long since) {}

  private final List<Borrowed> borrowed = new CopyOnWriteArrayList<>();

  /** Takes an instance for a request; closing gives it back. */
  AutoCloseable borrow(String uri) {
    Borrowed one = new Borrowed(uri, Clock.systemUTC().millis());
    borrowed.add(one);
    return () -> borrowed.remove(one);
  }

  /** What {@code jruby-metrics} says at level {@code debug}. */
  Map<String, Object> status() {
    List<Map<String, Object>> instances = new ArrayList<>();
    for (Borrowed one : borrowed) {
      Map<String, Object> instance = new LinkedHashMap<>();
      instance.put("time", one.since());
      instance.put("reason", Map.of("request", Map.of("uri", one.uri(), "request-method", "post")));
      instance.put("duration-millis", Clock.systemUTC().millis() - one.since());
      instances.add(instance);
    }
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("num-jrubies", POOL);
    metrics.put("num-free-jrubies", Math.max(0, POOL - instances.size()));
    metrics.put("borrowed-instances", instances);
    return Map.of("experimental", Map.of("metrics", metrics));
  }
}

package io.github.puppetha.testkit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The JRuby instances of a server, as far as its status tells of them. */
final class Jrubies {
  private static final int POOL = 4;

  /** Who has an instance or waits for one, and since when. */
  private record Request(String uri, long since) {}

  private final List<Request> borrowed = new CopyOnWriteArrayList<>();
  private final List<Request> waiting = new CopyOnWriteArrayList<>();
  private final AtomicLong borrows = new AtomicLong();
  private final AtomicLong returns = new AtomicLong();

  /** Takes an instance for a request; closing gives it back. */
  AutoCloseable borrow(String uri) {
    borrows.incrementAndGet();
    Request one = add(borrowed, uri);
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.getAndSet(false)) {
        remove(borrowed, one);
        returns.incrementAndGet();
      }
    };
  }

  /** Has a request wait for an instance; closing ends that. */
  AutoCloseable queue(String uri) {
    Request one = add(waiting, uri);
    return () -> remove(waiting, one);
  }

  private static Request add(List<Request> list, String uri) {
    Request one = new Request(uri, Clock.systemUTC().millis());
    list.add(one);
    return one;
  }

  /** This one, not an equal one. */
  private static void remove(List<Request> list, Request one) {
    list.removeIf(other -> other == one);
  }

  /** What {@code jruby-metrics} says at level {@code debug}. */
  Map<String, Object> status() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("num-jrubies", POOL);
    metrics.put("num-free-jrubies", Math.max(0, POOL - borrowed.size()));
    metrics.put("borrow-count", borrows.get());
    metrics.put("return-count", returns.get());
    metrics.put("borrowed-instances", instances(borrowed));
    metrics.put("requested-instances", instances(waiting));
    return Map.of("experimental", Map.of("metrics", metrics));
  }

  private static List<Map<String, Object>> instances(List<Request> requests) {
    List<Map<String, Object>> instances = new ArrayList<>();
    for (Request one : requests) {
      Map<String, Object> instance = new LinkedHashMap<>();
      instance.put("time", one.since());
      instance.put("reason", Map.of("request", Map.of("uri", one.uri(), "request-method", "post")));
      instance.put("duration-millis", Clock.systemUTC().millis() - one.since());
      instances.add(instance);
    }
    return instances;
  }
}

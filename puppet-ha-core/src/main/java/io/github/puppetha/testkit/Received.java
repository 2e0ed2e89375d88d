package io.github.puppetha.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What agents and deployers left at a server. */
final class Received {
  private final List<ReceivedReport> reports = new CopyOnWriteArrayList<>();
  private final Map<String, String> facts = new ConcurrentHashMap<>();
  private final List<String> flushes = new CopyOnWriteArrayList<>();
  private final AtomicInteger poolFlushes = new AtomicInteger();

  void report(ReceivedReport report) {
    reports.add(report);
  }

  void facts(String certname, String json) {
    facts.put(certname, json);
  }

  void flush(String environment) {
    flushes.add(environment);
  }

  void poolFlush() {
    poolFlushes.incrementAndGet();
  }

  int poolFlushes() {
    return poolFlushes.get();
  }

  List<ReceivedReport> reports() {
    return List.copyOf(reports);
  }

  Optional<String> factsOf(String certname) {
    return Optional.ofNullable(facts.get(certname));
  }

  List<String> flushes() {
    return List.copyOf(flushes);
  }
}

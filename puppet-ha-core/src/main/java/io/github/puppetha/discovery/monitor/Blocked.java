package io.github.puppetha.discovery.monitor;

import io.github.puppetha.discovery.monitor.DnsAlarm.Kind;
import io.github.puppetha.discovery.zone.SrvSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what should be taken out but may not be: one alarm for a set and a reason. */
final class Blocked {
  private record Matter(Kind kind, SrvSet set) {}

  private final Map<Matter, Set<String>> servers = new LinkedHashMap<>();

  void add(Kind kind, SrvSet set, String server, String why) {
    servers
        .computeIfAbsent(new Matter(kind, set), k -> new LinkedHashSet<>())
        .add(server + " (" + why + ")");
  }

  List<DnsAlarm> alarms() {
    return servers.entrySet().stream()
        .map(
            e ->
                new DnsAlarm(
                    e.getKey().kind(),
                    e.getKey().set().name(),
                    message(e.getKey(), String.join(", ", e.getValue()))))
        .toList();
  }

  private static String message(Matter matter, String servers) {
    int size = matter.set().records().size();
    String reason =
        switch (matter.kind()) {
          case LAST_RECORD -> "it is the last record of its name";
          case HALF_OUT ->
              "at most half of a set is taken out by health, and it has " + size + " left";
          case NOBODY_WELL ->
              "none of the others there is known to be well, so perhaps this monitor is cut off itself";
          default ->
              throw new IllegalStateException("no reason to leave a record: " + matter.kind());
        };
    return "%s: %s should not be in DNS, but stays: %s; look after the servers, or drain them by hand"
        .formatted(matter.set().name(), servers, reason);
  }
}

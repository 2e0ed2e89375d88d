package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers for a short while who did not answer. They are asked last, never left out. */
final class Postponed {
  private final Clock clock;
  private final Duration time;
  private final Map<HostPort, Instant> until = new ConcurrentHashMap<>();
  private final Map<HostPort, Instant> answered = new ConcurrentHashMap<>();

  Postponed(Clock clock, Duration time) {
    this.clock = clock;
    this.time = time;
  }

  void failed(HostPort server) {
    answered.remove(server);
    until.put(server, clock.instant().plus(time));
  }

  void answered(HostPort server) {
    until.remove(server);
    answered.put(server, clock.instant());
  }

  /** Did it answer within the last while, and nothing else since? */
  boolean answeredLately(HostPort server) {
    Instant when = answered.get(server);
    return when != null && clock.instant().isBefore(when.plus(time));
  }

  private boolean isPostponed(HostPort server) {
    Instant end = until.get(server);
    return end != null && clock.instant().isBefore(end);
  }

  /** The same, the postponed ones last, else in the order given; each once. */
  List<HostPort> order(List<HostPort> servers) {
    List<HostPort> first = new ArrayList<>();
    List<HostPort> last = new ArrayList<>();
    for (HostPort server : servers) {
      List<HostPort> list = isPostponed(server) ? last : first;
      if (!list.contains(server)) {
        list.add(server);
      }
    }
    first.addAll(last);
    return first;
  }
}

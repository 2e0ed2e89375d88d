package io.github.puppetha.discovery.monitor;

import java.util.List;
import java.util.stream.Stream;

/** Which alarms stand; tells of each once when it is raised, and once when it is over. */
final class Alarms {
  private final MonitorListener listener;
  private List<DnsAlarm> decided = List.of();
  private List<DnsAlarm> server = List.of();

  Alarms(MonitorListener listener) {
    this.listener = listener;
  }

  /** Those that the last decision left. */
  void decided(List<DnsAlarm> now) {
    List<DnsAlarm> before = decided;
    decided = List.copyOf(now);
    tell(before, decided);
  }

  /** The primary does not do what it should. */
  void server(DnsAlarm.Kind kind, String subject, String message) {
    List<DnsAlarm> before = server;
    server = List.of(new DnsAlarm(kind, subject, message));
    tell(before, server);
  }

  /** The primary does again what it should. */
  void serverWorks() {
    List<DnsAlarm> before = server;
    server = List.of();
    tell(before, server);
  }

  List<DnsAlarm> all() {
    return Stream.concat(server.stream(), decided.stream()).toList();
  }

  private void tell(List<DnsAlarm> before, List<DnsAlarm> now) {
    for (DnsAlarm alarm : now) {
      if (before.stream().noneMatch(alarm::sameMatter)) {
        listener.raised(alarm);
      }
    }
    for (DnsAlarm alarm : before) {
      if (now.stream().noneMatch(alarm::sameMatter)) {
        listener.cleared(alarm);
      }
    }
  }
}

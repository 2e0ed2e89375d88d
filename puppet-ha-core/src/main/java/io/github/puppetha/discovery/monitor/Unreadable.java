package io.github.puppetha.discovery.monitor;

import io.github.puppetha.discovery.zone.Drain;
import io.github.puppetha.discovery.zone.TakenOut;
import io.github.puppetha.discovery.zone.ZoneContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** TXT records at our names that mean nothing to us, though who wrote them may think so. */
final class Unreadable {
  private Unreadable() {}

  static List<DnsAlarm> alarms(ZoneContent zone) {
    List<DnsAlarm> alarms = new ArrayList<>();
    add(alarms, zone, zone.names().drains(), Drain::parse);
    add(alarms, zone, zone.names().out(), TakenOut::parse);
    return alarms;
  }

  private static void add(
      List<DnsAlarm> alarms,
      ZoneContent zone,
      String name,
      Function<String, Optional<? extends Record>> parse) {
    List<String> values =
        zone.txt(name).values().stream().filter(value -> parse.apply(value).isEmpty()).toList();
    if (!values.isEmpty()) {
      alarms.add(
          new DnsAlarm(
              DnsAlarm.Kind.UNREADABLE,
              name,
              "%s has TXT records that cannot be read, so they count for nothing: %s; remove them, and drain by puppet-ha:drain"
                  .formatted(name, values)));
    }
  }
}

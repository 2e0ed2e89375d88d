package io.github.puppetha.discovery.monitor;

import io.github.puppetha.discovery.zone.TakenOut;
import io.github.puppetha.discovery.zone.ZoneLease;
import java.util.List;
import java.util.Optional;

/**
 * What a monitor last knew.
 *
 * @param holds whether it may change the zone
 * @param lease whose the zone is; empty when nobody's, or the zone was never read
 * @param out the records that are out of DNS
 * @param alarms what is not as it should be
 */
public record MonitorStatus(
    boolean holds, Optional<ZoneLease> lease, List<TakenOut> out, List<DnsAlarm> alarms) {
  static final MonitorStatus NEW = new MonitorStatus(false, Optional.empty(), List.of(), List.of());

  /** Copies the lists. */
  public MonitorStatus {
    out = List.copyOf(out);
    alarms = List.copyOf(alarms);
  }
}

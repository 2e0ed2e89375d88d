package io.github.puppetha.discovery.monitor;

import io.github.puppetha.discovery.zone.ZoneChange;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done about a zone as read.
 *
 * @param step one change; empty when there is nothing to do, or nothing may be done now
 * @param alarms what stays as it should not
 */
record Decision(Optional<Step> step, List<DnsAlarm> alarms) {
  Decision {
    alarms = List.copyOf(alarms);
  }

  /**
   * One change.
   *
   * @param deed what it does
   * @param change the message
   */
  record Step(Deed deed, ZoneChange change) {}
}

package io.github.puppetha.discovery.zone;

import java.util.List;

/**
 * What concerns us in a zone, as its primary said.
 *
 * @param domain the zone's srv_domain, without a final dot
 * @param services the SRV sets of Puppet's services that have records
 * @param lease who may change records by health now; one value at most, else it is nobody's
 * @param drains what persons took out
 * @param out what the monitor took out
 */
public record ZoneContent(
    String domain, List<SrvSet> services, TxtSet lease, TxtSet drains, TxtSet out) {
  /** Copies the list. */
  public ZoneContent {
    services = List.copyOf(services);
  }
}

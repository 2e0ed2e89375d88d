package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Service;
import java.util.Arrays;
import java.util.List;

/**
 * The names in a domain that are read and written: SRV records of every service (RFC 2782), and
 * three names with TXT records (RFC 1035), one value a record, each of the form {@code v=1
 * key=value …}:
 *
 * <table>
 * <caption>TXT records</caption>
 * <tr><th>name</th><th>value</th></tr>
 * <tr><td>{@code _puppet-ha-lease}</td><td>{@link ZoneLease}: {@code v=1 lease=gw1.ams.example.com
 * beat=17 period=30}</td></tr>
 * <tr><td>{@code _puppet-ha-drain}</td><td>{@link Drain}: {@code v=1
 * drain=puppet1.ams.example.com:8140 since=2026-11-29T21:00:00Z by=alice}</td></tr>
 * <tr><td>{@code _puppet-ha-out}</td><td>{@link TakenOut}: {@code v=1 out=_x-puppet._tcp priority=0
 * weight=10 port=8140 target=puppet1.ams.example.com ttl=300 why=drain
 * since=2026-11-29T21:00:00Z}</td></tr>
 * </table>
 *
 * Values of another form are left as they are.
 *
 * @param domain the SRV domain, lower case, without a final dot
 */
public record ZoneNames(String domain) {
  /** Checks that it is a domain, and lowers its case. */
  public ZoneNames {
    domain = absolute(domain);
  }

  /** Where the SRV records of a service are; lower case, without a final dot. */
  public String srv(Service service) {
    return service.srvName(domain);
  }

  /** Where the lease of the monitor is. */
  public String lease() {
    return "_puppet-ha-lease." + domain;
  }

  /** Where it stands what a person has drained. */
  public String drains() {
    return "_puppet-ha-drain." + domain;
  }

  /** Where the records stand that were taken out and are to come back. */
  public String out() {
    return "_puppet-ha-out." + domain;
  }

  /** The names of all services' SRV records. */
  public List<String> srvNames() {
    return Arrays.stream(Service.values()).map(this::srv).toList();
  }

  /** The names with TXT records. */
  public List<String> txtNames() {
    return List.of(lease(), drains(), out());
  }

  /**
   * A DNS name as all values here have it: lower case, without a final dot.
   *
   * @throws IllegalArgumentException when it is none (RFC 1035: labels of 1 to 63 characters, 253
   *     in all)
   */
  static String absolute(String name) {
    return new HostPort(name, HostPort.PUPPET_PORT).host();
  }
}

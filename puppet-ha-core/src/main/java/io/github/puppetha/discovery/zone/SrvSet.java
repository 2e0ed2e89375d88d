package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.SrvRecord;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All SRV records of one name (RFC 2782). Two sets with the same records are equal, in whatever
 * order these were given.
 *
 * @param name lower case, without a final dot
 * @param ttl seconds, 0 to 2147483647 (RFC 2181); 0 when there are no records
 * @param records sorted by priority, then the heaviest, then target and port; none twice; targets
 *     lower case, without a final dot, {@code .} for a service that is not offered; empty when the
 *     name has no such records
 */
public record SrvSet(String name, long ttl, List<SrvRecord> records) {
  private static final Comparator<SrvRecord> ORDER =
      Comparator.comparingInt(SrvRecord::priority)
          .thenComparing(Comparator.comparingInt(SrvRecord::weight).reversed())
          .thenComparing(SrvRecord::target)
          .thenComparingInt(SrvRecord::port);

  /** Checks every part against its range, sorts the records, and drops doubles. */
  public SrvSet {
    name = ZoneNames.absolute(name);
    records = records.stream().map(SrvSet::checked).distinct().sorted(ORDER).toList();
    ttl = records.isEmpty() ? 0 : ttl;
    checkTtl(name, ttl);
  }

  /** No records at this name. */
  public static SrvSet none(String name) {
    return new SrvSet(name, 0, List.of());
  }

  /** Are there none? */
  public boolean isEmpty() {
    return records.isEmpty();
  }

  /** Does one of the records name this server? */
  public boolean names(HostPort server) {
    return records.stream().anyMatch(is(server));
  }

  /** The records that name this server; usually none or one. */
  public List<SrvRecord> of(HostPort server) {
    return records.stream().filter(is(server)).toList();
  }

  /** The set without the records that name this server. */
  public SrvSet without(HostPort server) {
    return new SrvSet(name, ttl, records.stream().filter(is(server).negate()).toList());
  }

  /** The set with this record too. */
  public SrvSet with(SrvRecord more) {
    return new SrvSet(name, ttl, Stream.concat(records.stream(), Stream.of(more)).toList());
  }

  /** The same records with another time to live, in seconds. */
  public SrvSet withTtl(long seconds) {
    return new SrvSet(name, seconds, records);
  }

  /** Are the records the same, whatever their time to live? */
  public boolean sameRecords(SrvSet other) {
    return name.equals(other.name) && records.equals(other.records);
  }

  static void checkTtl(String name, long ttl) {
    if (ttl < 0 || ttl > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "time to live of " + name + " must be 0 to 2147483647 seconds (RFC 2181): " + ttl);
    }
  }

  private static Predicate<SrvRecord> is(HostPort server) {
    return r -> r.port() == server.port() && r.target().equals(server.host());
  }

  private static SrvRecord checked(SrvRecord r) {
    if (outside(r.priority()) || outside(r.weight()) || outside(r.port())) {
      throw new IllegalArgumentException(
          "priority, weight and port of an SRV record must be 0 to 65535 (RFC 2782): " + r);
    }
    boolean none = r.target().equals(".") || r.target().isEmpty();
    String target = none ? "." : ZoneNames.absolute(r.target());
    return new SrvRecord(r.priority(), r.weight(), r.port(), target);
  }

  private static boolean outside(int value) {
    return value < 0 || value > 65535;
  }
}

package io.github.puppetha.discovery.zone;

import io.github.puppetha.discovery.SrvRecord;
import java.util.Comparator;
import java.util.List;

/**
 * All SRV records of one name (RFC 2782), as read.
 *
 * @param name the owner, without a final dot
 * @param ttl seconds that all of them may be kept (RFC 2181, 5.2); 0 when there are none
 * @param records by priority, target, port, weight; empty when the name has none
 */
public record SrvSet(String name, long ttl, List<SrvRecord> records) {
  private static final Comparator<SrvRecord> ORDER =
      Comparator.comparingInt(SrvRecord::priority)
          .thenComparing(SrvRecord::target)
          .thenComparingInt(SrvRecord::port)
          .thenComparingInt(SrvRecord::weight);

  /** Sorts the records. */
  public SrvSet {
    records = records.stream().sorted(ORDER).toList();
  }
}

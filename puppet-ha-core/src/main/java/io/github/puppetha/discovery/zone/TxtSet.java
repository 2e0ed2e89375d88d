package io.github.puppetha.discovery.zone;

import java.util.List;
import java.util.stream.Stream;

/**
 * All TXT records of one name (RFC 1035). Two sets with the same values are equal, in whatever
 * order these were given.
 *
 * @param name lower case, without a final dot
 * @param ttl seconds, 0 to 2147483647; 0 when there are no values
 * @param values sorted, none twice: a record's text, where that is printable ASCII without quotes
 *     and backslashes (longer ones than 255 characters are cut into strings of 255); else the
 *     record as zone files have it, each string in quotes; empty when the name has no such records
 */
public record TxtSet(String name, long ttl, List<String> values) {
  /** Sorts the values and drops doubles. */
  public TxtSet {
    name = ZoneNames.absolute(name);
    values = values.stream().distinct().sorted().toList();
    ttl = values.isEmpty() ? 0 : ttl;
    SrvSet.checkTtl(name, ttl);
  }

  /** No records at this name. */
  public static TxtSet none(String name) {
    return new TxtSet(name, 0, List.of());
  }

  /** The set with this value too; its time to live is that given, in seconds, if it was empty. */
  public TxtSet with(String value, long ttlIfEmpty) {
    long seconds = values.isEmpty() ? ttlIfEmpty : ttl;
    return new TxtSet(name, seconds, Stream.concat(values.stream(), Stream.of(value)).toList());
  }

  /** The set without this value. */
  public TxtSet without(String value) {
    return new TxtSet(name, ttl, values.stream().filter(v -> !v.equals(value)).toList());
  }
}

package io.github.puppetha.discovery.zone;

import io.github.puppetha.discovery.SrvRecord;
import java.util.List;

/**
 * One update message (RFC 2136): all of its edits are done, or, when one expectation fails, none.
 *
 * @param expects what must be so at the primary
 * @param edits what is then done, in this order
 */
public record ZoneChange(List<Expect> expects, List<Edit> edits) {
  /** Copies the lists. */
  public ZoneChange {
    expects = List.copyOf(expects);
    edits = List.copyOf(edits);
  }

  /** A whole set, exactly as read; an empty one must not exist. */
  public sealed interface Expect {
    /** These SRV records, whatever their TTL. */
    record Srv(SrvSet set) implements Expect {}

    /** These TXT records. */
    record Txt(TxtSet set) implements Expect {}
  }

  /** What is done to one record. */
  public sealed interface Edit {
    /** Adds a record; the TTL becomes that of its whole set. */
    record AddSrv(String name, long ttl, SrvRecord record) implements Edit {}

    /** Takes a record out. */
    record RemoveSrv(String name, SrvRecord record) implements Edit {}

    /** Adds a text. */
    record AddTxt(String name, String value) implements Edit {}

    /** Takes a text out. */
    record RemoveTxt(String name, String value) implements Edit {}
  }
}

package io.github.puppetha.discovery.internal;

import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Record;

/** What became of one question, aliases followed. */
public sealed interface DnsReply {

  /** The same in a few words, for a message. */
  String inWords();

  /**
   * Records of the type asked for.
   *
   * @param records at least one
   * @param ttl seconds, the least of all records on the way
   */
  record Records(List<Record> records, long ttl) implements DnsReply {
    @Override
    public String inWords() {
      return records.size() == 1 ? "1 record" : records.size() + " records";
    }
  }

  /**
   * Records that DNS gave earlier; now it does not answer, or fails (RFC 8767).
   *
   * @param records at least one
   * @param past for how long their time to live has been over
   * @param why what DNS does now
   */
  record Stale(List<Record> records, Duration past, String why) implements DnsReply {
    @Override
    public String inWords() {
      return "stale records, "
          + past.toSeconds()
          + " s past their time to live, as DNS gives none: "
          + why;
    }
  }

  /**
   * There are none.
   *
   * @param nxDomain whether the name does not exist at all
   * @param ttl seconds for which that may be remembered (RFC 2308), 0 if not at all
   */
  record Empty(boolean nxDomain, long ttl) implements DnsReply {
    @Override
    public String inWords() {
      return nxDomain ? "no such name (NXDOMAIN)" : "no such records (empty answer)";
    }
  }

  /**
   * The servers answered, but with failures.
   *
   * @param why which server said what
   */
  record Failure(String why) implements DnsReply {
    @Override
    public String inWords() {
      return "look-up failed (" + why + ")";
    }
  }

  /**
   * No server answered.
   *
   * @param why who was asked and for how long
   */
  record Silence(String why) implements DnsReply {
    @Override
    public String inWords() {
      return "no answer (" + why + ")";
    }
  }
}

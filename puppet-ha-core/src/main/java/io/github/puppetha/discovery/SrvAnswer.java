package io.github.puppetha.discovery;

import java.time.Duration;
import java.util.List;

/** What DNS said when it was asked for SRV records. */
public sealed interface SrvAnswer {

  /** The name that was asked for, without a final dot. */
  String name();

  /** What was said, in a few words. */
  String inWords();

  /** The records that were said, stale ones too; empty when there are none. */
  default List<SrvRecord> found() {
    if (this instanceof Records records) {
      return records.records();
    }
    return this instanceof Stale stale ? stale.last().found() : List.of();
  }

  /** Is the service decidedly not offered, as far as is known? */
  default boolean notOffered() {
    return this instanceof NotOffered || this instanceof Stale stale && stale.last().notOffered();
  }

  /**
   * There are some.
   *
   * @param name what was asked for
   * @param records at least one, in the order of the answer
   * @param ttl how long they may be kept
   */
  record Records(String name, List<SrvRecord> records, Duration ttl) implements SrvAnswer {
    /** Copies the list. */
    public Records {
      records = List.copyOf(records);
    }

    @Override
    public String inWords() {
      return records.size() == 1 ? "1 record" : records.size() + " records";
    }
  }

  /**
   * The service is decidedly not offered at this domain: the only target is {@code .} (RFC 2782).
   *
   * @param name what was asked for
   * @param ttl how long that may be kept
   */
  record NotOffered(String name, Duration ttl) implements SrvAnswer {
    @Override
    public String inWords() {
      return "not offered here (target \".\")";
    }
  }

  /**
   * The name exists, but without SRV records.
   *
   * @param name what was asked for
   * @param ttl how long that may be kept (RFC 2308)
   */
  record NoData(String name, Duration ttl) implements SrvAnswer {
    @Override
    public String inWords() {
      return "no SRV records at this name (empty answer)";
    }
  }

  /**
   * The name does not exist.
   *
   * @param name what was asked for
   * @param ttl how long that may be kept (RFC 2308)
   */
  record NxDomain(String name, Duration ttl) implements SrvAnswer {
    @Override
    public String inWords() {
      return "no such name (NXDOMAIN)";
    }
  }

  /**
   * DNS is down or fails, so that what it said earlier still counts (RFC 8767).
   *
   * @param last {@link Records}, or {@link NotOffered}
   * @param past for how long its time to live has been over; at most a day
   * @param why what DNS does now
   */
  record Stale(SrvAnswer last, Duration past, String why) implements SrvAnswer {
    @Override
    public String name() {
      return last.name();
    }

    @Override
    public String inWords() {
      return last.inWords()
          + ", stale: "
          + past.toSeconds()
          + " s past the time to live, as DNS gives none now: "
          + why;
    }
  }

  /**
   * The DNS servers answered, but could or would not say.
   *
   * @param name what was asked for
   * @param why which server said what, for example SERVFAIL
   */
  record ServerFailure(String name, String why) implements SrvAnswer {
    @Override
    public String inWords() {
      return "look-up failed (" + why + ")";
    }
  }

  /**
   * No DNS server answered in time.
   *
   * @param name what was asked for
   * @param why who was asked, and for how long
   */
  record TimedOut(String name, String why) implements SrvAnswer {
    @Override
    public String inWords() {
      return "no answer (" + why + ")";
    }
  }
}

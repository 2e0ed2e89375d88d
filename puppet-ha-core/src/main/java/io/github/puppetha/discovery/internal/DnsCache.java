package io.github.puppetha.discovery.internal;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks DNS and keeps what it said: records for their time to live, empty answers as RFC 2308 says,
 * failures for a moment (RFC 9520). A question that is under way is not asked a second time. Safe
 * for use by several threads.
 */
public final class DnsCache {
  private static final Duration FAILURES = Duration.ofSeconds(5);
  private static final long LONGEST_POSITIVE = Duration.ofDays(1).toSeconds();
  private static final long LONGEST_NEGATIVE = Duration.ofHours(1).toSeconds();
  private static final int MANY = 10_000;

  /**
   * A reply and when it ends.
   *
   * @param reply what DNS said
   * @param expiresAt milliseconds of the clock; from then on DNS must be asked again
   */
  public record Entry(DnsReply reply, long expiresAt) {}

  private record Question(String name, int type) {}

  private final DnsClient client;
  private final Clock clock;
  private final ConcurrentHashMap<Question, CompletableFuture<Entry>> entries =
      new ConcurrentHashMap<>();

  /**
   * An empty one.
   *
   * @param servers the DNS servers to ask, in order
   * @param firstTry after how long the next server is asked as well
   * @param deadline after how long a look-up is given up
   * @param clock by which replies age
   */
  public DnsCache(
      List<InetSocketAddress> servers, Duration firstTry, Duration deadline, Clock clock) {
    this.client = new DnsClient(servers, firstTry, deadline);
    this.clock = clock;
  }

  /** Asks for the records of a name, unless what was said last still holds. Never fails. */
  public CompletableFuture<Entry> ask(String name, int type) {
    if (entries.size() > MANY) {
      entries.values().removeIf(entry -> !holds(entry));
    }
    return entries.compute(
        new Question(name.toLowerCase(Locale.ROOT), type),
        (question, old) -> old != null && holds(old) ? old : fetch(question));
  }

  private boolean holds(CompletableFuture<Entry> entry) {
    return !entry.isDone() || clock.millis() < entry.join().expiresAt();
  }

  private CompletableFuture<Entry> fetch(Question question) {
    return client
        .ask(question.name(), question.type())
        .thenApply(reply -> new Entry(reply, clock.millis() + lifetime(reply).toMillis()));
  }

  private static Duration lifetime(DnsReply reply) {
    if (reply instanceof DnsReply.Records records) {
      return Duration.ofSeconds(Math.min(records.ttl(), LONGEST_POSITIVE));
    }
    if (reply instanceof DnsReply.Empty empty) {
      return Duration.ofSeconds(Math.min(empty.ttl(), LONGEST_NEGATIVE));
    }
    return FAILURES;
  }
}

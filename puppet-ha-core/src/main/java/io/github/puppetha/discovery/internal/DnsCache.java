package io.github.puppetha.discovery.internal;

import io.github.puppetha.PuppetHaException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks DNS and keeps what it said: records for their time to live, empty answers as RFC 2308 says,
 * failures for a moment (RFC 9520). While DNS fails or is silent, records are given for a day past
 * their time (RFC 8767), marked as stale. A question that is under way is not asked a second time.
 * What is kept counts as past its time as soon as other servers are to be asked. Safe for use by
 * several threads.
 */
public final class DnsCache {
  private static final Duration FAILURES = Duration.ofSeconds(5);
  private static final Duration STALE = Duration.ofSeconds(30);
  private static final Duration LONGEST_STALE = Duration.ofDays(1);
  private static final Duration PATIENCE_MORE = Duration.ofMillis(100);
  private static final Duration PATIENCE_WHILE_DOWN = Duration.ofMillis(50);
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

  /**
   * A question as it was put last.
   *
   * @param asked of whom
   * @param answer what comes of it
   * @param meanwhile what is given while the answer is awaited
   * @param good the last entry with records, if any
   */
  private record Kept(
      Resolvers asked,
      CompletableFuture<Entry> answer,
      CompletableFuture<Entry> meanwhile,
      @Nullable Entry good) {
    CompletableFuture<Entry> given() {
      return answer.isDone() ? answer : meanwhile;
    }
  }

  private final DnsClient client = new DnsClient();
  private final Supplier<Resolvers> resolvers;
  private final Clock clock;
  private final ConcurrentHashMap<Question, Kept> entries = new ConcurrentHashMap<>();

  /**
   * An empty one.
   *
   * @param resolvers whom to ask; called for each look-up
   * @param clock by which replies age
   */
  public DnsCache(Supplier<Resolvers> resolvers, Clock clock) {
    this.resolvers = resolvers;
    this.clock = clock;
  }

  /**
   * An empty one that asks the same servers always.
   *
   * @param servers the DNS servers to ask, in order
   * @param firstTry after how long the next server is asked as well
   * @param deadline after how long a look-up is given up
   * @param clock by which replies age
   */
  public DnsCache(
      List<InetSocketAddress> servers, Duration firstTry, Duration deadline, Clock clock) {
    this(always(new Resolvers(servers, firstTry, deadline)), clock);
  }

  private static Supplier<Resolvers> always(Resolvers resolvers) {
    return () -> resolvers;
  }

  /** Asks for the records of a name, unless what was said last still holds. Never fails. */
  public CompletableFuture<Entry> ask(String name, int type) {
    Resolvers now;
    try {
      now = resolvers.get();
    } catch (PuppetHaException e) {
      DnsReply unknown = new DnsReply.Failure(String.valueOf(e.getMessage()));
      return CompletableFuture.completedFuture(until(unknown, Duration.ZERO));
    }
    if (entries.size() > MANY) {
      entries.values().removeIf(kept -> !holds(kept, now));
      if (entries.size() > MANY) {
        entries.clear();
      }
    }
    return entries
        .compute(
            new Question(name.toLowerCase(Locale.ROOT), type),
            (question, old) -> old != null && holds(old, now) ? old : fetch(question, now, old))
        .given();
  }

  private boolean holds(Kept kept, Resolvers now) {
    return kept.asked().equals(now)
        && (!kept.answer().isDone() || clock.millis() < kept.answer().join().expiresAt());
  }

  /** The records to fall back on; an answer that there are none takes their place. */
  private static @Nullable Entry lastGood(@Nullable Kept old) {
    if (old == null || !old.answer().isDone()) {
      return old == null ? null : old.good();
    }
    Entry said = old.answer().join();
    if (said.reply() instanceof DnsReply.Records) {
      return said;
    }
    return said.reply() instanceof DnsReply.Empty ? null : old.good();
  }

  private Kept fetch(Question question, Resolvers now, @Nullable Kept old) {
    Entry good = lastGood(old);
    CompletableFuture<Entry> answer =
        client.ask(now, question.name(), question.type()).thenApply(reply -> entry(reply, good));
    if (good == null || !mayStand(good)) {
      return new Kept(now, answer, answer, null);
    }
    Duration patience = wasDown(old) ? PATIENCE_WHILE_DOWN : now.firstTry().plus(PATIENCE_MORE);
    CompletableFuture<Entry> meanwhile =
        answer.applyToEither(
            CompletableFuture.supplyAsync(
                () -> stale(good, "silent for " + patience.toMillis() + " ms", FAILURES),
                CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)),
            entry -> entry);
    return new Kept(now, answer, meanwhile, good);
  }

  private static boolean wasDown(@Nullable Kept old) {
    return old != null
        && old.answer().isDone()
        && old.answer().join().reply() instanceof DnsReply.Stale;
  }

  private Entry entry(DnsReply reply, @Nullable Entry good) {
    if (reply instanceof DnsReply.Records records) {
      return until(reply, Duration.ofSeconds(Math.min(records.ttl(), LONGEST_POSITIVE)));
    }
    if (reply instanceof DnsReply.Empty empty) {
      return until(reply, Duration.ofSeconds(Math.min(empty.ttl(), LONGEST_NEGATIVE)));
    }
    return good != null && mayStand(good)
        ? stale(good, reply.inWords(), STALE)
        : until(reply, FAILURES);
  }

  private boolean mayStand(Entry good) {
    return clock.millis() - good.expiresAt() < LONGEST_STALE.toMillis();
  }

  private Entry stale(Entry good, String why, Duration lifetime) {
    Duration past = Duration.ofMillis(Math.max(0, clock.millis() - good.expiresAt()));
    DnsReply.Records records = (DnsReply.Records) good.reply();
    return until(new DnsReply.Stale(records.records(), past, why), lifetime);
  }

  private Entry until(DnsReply reply, Duration lifetime) {
    return new Entry(reply, clock.millis() + lifetime.toMillis());
  }
}

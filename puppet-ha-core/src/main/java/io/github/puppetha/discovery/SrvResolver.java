package io.github.puppetha.discovery;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.internal.DnsCache;
import io.github.puppetha.discovery.internal.DnsReply;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/**
 * Looks SRV records up at given DNS servers and keeps what they say: records for their time to
 * live, empty answers as RFC 2308 says, failures for 5 s. While DNS is down, records serve for a
 * day past their time, as {@link SrvAnswer.Stale} (RFC 8767). UDP with EDNS, then TCP for what is
 * truncated or not to be trusted. Safe for use by several threads; holds nothing that needs
 * closing.
 */
public final class SrvResolver {
  private final DnsCache cache;
  private final Supplier<DnsServers> settings;
  private final Clock clock;

  private SrvResolver(Supplier<DnsServers> settings, Clock clock) {
    cache = new DnsCache(() -> settings.get().resolvers(), clock);
    this.settings = settings;
    this.clock = clock;
  }

  /** Asks these servers; answers age by the given clock. */
  public static SrvResolver of(DnsServers settings, Clock clock) {
    return new SrvResolver(() -> settings, clock);
  }

  /**
   * Asks the servers that are set at the time, such as those of a {@link ResolvConf}.
   *
   * @param settings called for each look-up, by any thread
   * @param clock by which answers age
   */
  public static SrvResolver of(Supplier<DnsServers> settings, Clock clock) {
    return new SrvResolver(settings, clock);
  }

  /** An answer and for how long it may be used without asking again. */
  record Timed(SrvAnswer answer, Duration keep) {}

  /**
   * Looks a name up, and waits for that no longer than the settings' deadline for each alias.
   *
   * @param name with or without a final dot; always absolute
   * @throws PuppetHaException when the thread is interrupted
   */
  public SrvAnswer lookup(String name) {
    return timedLookup(name).answer();
  }

  Timed timedLookup(String name) {
    try {
      DnsCache.Entry entry = cache.ask(name, Type.SRV).get();
      Duration keep = Duration.ofMillis(Math.max(0, entry.expiresAt() - clock.millis()));
      return new Timed(answer(name, entry.reply()), keep);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PuppetHaException("interrupted while SRV records of " + name + " were sought", e);
    } catch (ExecutionException e) {
      throw new PuppetHaException("SRV records of " + name + " could not be sought", e.getCause());
    }
  }

  /**
   * Tries the search domains too while there is no such name, as programs without a final dot do.
   */
  Timed searchingLookup(String name) {
    Timed timed = timedLookup(name);
    for (String domain : settings.get().search()) {
      if (!(timed.answer() instanceof SrvAnswer.NxDomain)) {
        return timed;
      }
      Timed next = timedLookup(name + "." + domain);
      timed = next.answer() instanceof SrvAnswer.NxDomain ? timed : next;
    }
    return timed;
  }

  private static SrvAnswer answer(String name, DnsReply reply) {
    if (reply instanceof DnsReply.Records found) {
      return records(name, found.records(), Duration.ofSeconds(found.ttl()));
    }
    if (reply instanceof DnsReply.Stale stale) {
      SrvAnswer last = records(name, stale.records(), Duration.ZERO);
      return new SrvAnswer.Stale(last, stale.past(), stale.why());
    }
    if (reply instanceof DnsReply.Empty empty) {
      Duration ttl = Duration.ofSeconds(empty.ttl());
      return empty.nxDomain() ? new SrvAnswer.NxDomain(name, ttl) : new SrvAnswer.NoData(name, ttl);
    }
    if (reply instanceof DnsReply.Failure failure) {
      return new SrvAnswer.ServerFailure(name, failure.why());
    }
    return new SrvAnswer.TimedOut(name, ((DnsReply.Silence) reply).why());
  }

  private static SrvAnswer records(String name, List<Record> found, Duration ttl) {
    List<SrvRecord> records = new ArrayList<>();
    for (Record r : found) {
      SRVRecord srv = (SRVRecord) r;
      String target = srv.getTarget().toString(true);
      if (srv.getTarget().labels() > 1) {
        records.add(new SrvRecord(srv.getPriority(), srv.getWeight(), srv.getPort(), target));
      }
    }
    return records.isEmpty()
        ? new SrvAnswer.NotOffered(name, ttl)
        : new SrvAnswer.Records(name, records, ttl);
  }
}

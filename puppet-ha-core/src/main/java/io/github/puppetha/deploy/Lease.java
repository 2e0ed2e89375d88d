package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.Threads;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second deployer from staging what would then be outdated. It only avoids waste: whoever
 * goes on without it, because it expired, the clock was set or the process was paused, is stopped
 * by the deployment's number.
 */
final class Lease implements AutoCloseable {
  static final String NAME = "lease";
  static final Duration LENGTH = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final StateStore store;
  private final Clock clock;
  private final ScheduledExecutorService renewal;
  private LeaseHolder holder;
  private @Nullable String token;

  private Lease(StateStore store, Clock clock, LeaseHolder holder, String token) {
    this.store = store;
    this.clock = clock;
    this.holder = holder;
    this.token = token;
    this.renewal = Threads.timer("puppet-ha-lease");
    long third = LENGTH.toMillis() / 3;
    renewal.scheduleWithFixedDelay(this::renew, third, third, TimeUnit.MILLISECONDS);
  }

  /**
   * How time passes.
   *
   * @param clock what is written for others
   * @param nanos a clock that nobody can set, such as {@link System#nanoTime}
   * @param pause waits for so long
   */
  record Time(Clock clock, LongSupplier nanos, Consumer<Duration> pause) {
    static Time of(Clock clock) {
      return new Time(clock, System::nanoTime, d -> LockSupport.parkNanos(d.toNanos()));
    }
  }

  /** Who deploys now, as far as it is known; asks the store anew. */
  static Optional<LeaseHolder> held(StateStore store, Clock clock) {
    return store
        .read(NAME)
        .flatMap(e -> LeaseHolder.read(e.text()))
        .filter(h -> !h.ended() && clock.instant().isBefore(h.until()));
  }

  /**
   * Takes the lease, and waits while another deployer has it.
   *
   * @param patience how long to wait
   * @param told hears once of whom it waits for
   * @throws PuppetHaException when it waited for so long, or when the store takes nothing from this
   *     user
   */
  static Lease take(
      StateStore store, String by, Time time, Duration patience, Consumer<String> told) {
    long start = time.nanos().getAsLong();
    long seenAt = start;
    String seen = "";
    for (boolean first = true; ; first = false) {
      Optional<StateStore.Entry> entry = store.read(NAME);
      String token = entry.map(StateStore.Entry::token).orElse("");
      long now = time.nanos().getAsLong();
      if (!token.equals(seen)) {
        seen = token;
        seenAt = now;
      }
      boolean silent = now - seenAt > LENGTH.toNanos();
      Optional<LeaseHolder> other =
          entry
              .flatMap(e -> LeaseHolder.read(e.text()))
              .filter(h -> !silent && !h.ended() && time.clock().instant().isBefore(h.until()));
      if (other.isEmpty()) {
        Optional<Lease> lease = write(store, by, time.clock(), token);
        if (lease.isPresent()) {
          return lease.get();
        }
        continue;
      }
      String who = other.get().by() + " has been deploying since " + other.get().since();
      if (now - start > patience.toNanos()) {
        throw new PuppetHaException(who + "; deploy again when that has ended");
      }
      if (first) {
        LOG.info("Waiting: {}", who);
        told.accept(who);
      }
      time.pause().accept(Duration.ofSeconds(Math.min(5, 1 + (now - start) / 10_000_000_000L)));
    }
  }

  private static Optional<Lease> write(StateStore store, String by, Clock clock, String token) {
    LeaseHolder self = LeaseHolder.self(by, clock.instant(), clock.instant().plus(LENGTH));
    return store
        .write(NAME, token.isEmpty() ? null : token, false, self.json(), "Deploying: " + by)
        .map(t -> new Lease(store, clock, self, t));
  }

  private synchronized void renew() {
    if (token == null) {
      return;
    }
    holder = holder.until(clock.instant().plus(LENGTH));
    try {
      token =
          store.write(NAME, token, false, holder.json(), "Deploying: " + holder.by()).orElse(null);
    } catch (RuntimeException e) {
      LOG.debug("The lease was not renewed", e);
    }
  }

  @Override
  public synchronized void close() {
    renewal.shutdownNow();
    if (token == null) {
      return;
    }
    try {
      store.write(NAME, token, false, LeaseHolder.FREE, "Deployed: " + holder.by());
    } catch (RuntimeException e) {
      LOG.debug("The lease was not given back; it ends by itself", e);
    }
    token = null;
  }
}

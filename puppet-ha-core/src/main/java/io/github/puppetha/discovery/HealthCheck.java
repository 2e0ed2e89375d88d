package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.Threads;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Graded health of a set of servers. Each probe makes a new TLS connection under the server's own
 * name, asks for its status (a constant {@code running}, so never enough), for its JRubies, and,
 * when one of those is free, for its environments, which takes a JRuby and so proves that one
 * works. One probe at a time per server, each with a deadline of its own: a server that hangs
 * delays no other.
 *
 * <p>Safe for use by several threads; holds threads while it probes, so who builds it closes it.
 */
public final class HealthCheck implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);

  private final HealthSettings settings;
  private final Map<HostPort, ServerProbe> known = new ConcurrentHashMap<>();
  private final List<Consumer<HealthReport>> listeners = new CopyOnWriteArrayList<>();
  private final ThreadPoolExecutor threads = ServerSelector.threads("puppet-ha-health");
  private @Nullable ScheduledExecutorService rounds;
  private volatile boolean running;

  HealthCheck(HealthSettings settings) {
    this.settings = settings;
  }

  /** Begins to describe one. */
  public static HealthCheckBuilder builder() {
    return new HealthCheckBuilder();
  }

  /**
   * What the last probe found; {@link Grade#UNKNOWN} where there was none. A server that is asked
   * about here is part of later rounds, until nobody has asked about it for 60 of them.
   */
  public HealthReport of(HostPort server) {
    return probe(server).report();
  }

  /** What is known of every server, sorted by name. */
  public List<HealthReport> reports() {
    return servers().stream().sorted().map(this::of).toList();
  }

  /**
   * One round now: asks every server, all at the same time, and returns when each has answered or
   * its deadline has passed. One that is being asked already is waited for, not asked again.
   *
   * @throws PuppetHaException when the thread is interrupted
   * @throws IllegalStateException when it is closed
   */
  public void run() {
    List<Future<?>> asked = new ArrayList<>();
    if (threads.isShutdown()) {
      throw new IllegalStateException("this health check is closed");
    }
    try {
      for (HostPort server : wanted()) {
        asked.add(probe(server).begin(threads));
      }
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("this health check is closed", e);
    }
    for (Future<?> each : asked) {
      await(each);
    }
  }

  private static void await(Future<?> probe) {
    try {
      probe.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PuppetHaException("interrupted while servers' health was asked", e);
    } catch (CancellationException e) {
      LOG.debug("a probe was cut short", e);
    } catch (ExecutionException e) {
      LOG.warn("probing a server", e.getCause());
    }
  }

  /**
   * Has rounds run beside everything else until this is closed; the first begins now. Does nothing
   * when they run already.
   */
  public synchronized HealthCheck start() {
    if (rounds == null) {
      running = true;
      rounds = Threads.timer("puppet-ha-rounds");
      long every = settings.interval().toMillis();
      rounds.scheduleWithFixedDelay(this::round, 0, every, TimeUnit.MILLISECONDS);
    }
    return this;
  }

  private void round() {
    try {
      wanted().forEach(server -> probe(server).begin(threads));
    } catch (RejectedExecutionException e) {
      LOG.debug("closed while a round began", e);
    } catch (RuntimeException e) {
      LOG.warn("a round of health probes could not begin", e);
    }
  }

  /**
   * Calls the listener at the end of each probe, also when nothing changed, by the probe's thread.
   *
   * @return to be closed when it is to be called no more
   */
  public AutoCloseable listen(Consumer<HealthReport> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void tell(HealthReport report) {
    for (Consumer<HealthReport> listener : listeners) {
      try {
        listener.accept(report);
      } catch (RuntimeException e) {
        LOG.warn("telling of the health of {}", report.server(), e);
      }
    }
  }

  /** The probe of a server, whose report a selection reads without looking it up again. */
  ServerProbe probe(HostPort server) {
    return known.computeIfAbsent(server, s -> new ServerProbe(s, settings, this::tell));
  }

  /** The same, asked soon when rounds run and it was never asked. */
  ServerProbe watch(HostPort server) {
    boolean fresh = !known.containsKey(server);
    ServerProbe probe = probe(server);
    if (fresh && running) {
      try {
        probe.begin(threads);
      } catch (RejectedExecutionException e) {
        LOG.debug("closed while a server was new", e);
      }
    }
    return probe;
  }

  private Set<HostPort> wanted() {
    Set<HostPort> all = new LinkedHashSet<>(settings.servers().get());
    known.forEach(
        (server, probe) -> {
          if (probe.wanted()) {
            all.add(server);
          }
        });
    return all;
  }

  private Set<HostPort> servers() {
    Set<HostPort> all = new LinkedHashSet<>(settings.servers().get());
    all.addAll(known.keySet());
    return all;
  }

  /** Stops rounds and probes. */
  @Override
  public synchronized void close() {
    if (rounds != null) {
      rounds.shutdownNow();
    }
    threads.shutdownNow();
  }
}

package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one server, one question after the other and one probe at a time, and keeps the report. */
final class ServerProbe implements Callable<HealthReport> {
  private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);

  private static final int MOST_IDLE_ROUNDS = 60;

  private final HostPort server;
  private final HealthSettings settings;
  private final Consumer<HealthReport> listener;
  private final Pulse pulse;
  private final Rights rights = new Rights();
  private volatile HealthReport report;
  private volatile boolean used = true;
  private int idleRounds;
  private @Nullable Future<HealthReport> running;

  ServerProbe(HostPort server, HealthSettings settings, Consumer<HealthReport> listener) {
    this.server = server;
    this.settings = settings;
    this.listener = listener;
    this.pulse = new Pulse(settings.stuckAfter().toNanos());
    Instant now = settings.clock().instant();
    report = new HealthReport(server, Grade.UNKNOWN, "not asked yet", now, false);
  }

  HealthReport report() {
    if (!used) {
      used = true;
    }
    return report;
  }

  /** Called once a round: has anybody lately wanted to know? Who left DNS is not asked for ever. */
  synchronized boolean wanted() {
    idleRounds = used ? 0 : idleRounds + 1;
    used = false;
    if (idleRounds == MOST_IDLE_ROUNDS) {
      Instant now = settings.clock().instant();
      report = new HealthReport(server, Grade.UNKNOWN, "not asked any more", now, false);
    }
    return idleRounds < MOST_IDLE_ROUNDS;
  }

  /** The probe that is under way, or a new one. */
  synchronized Future<HealthReport> begin(ExecutorService threads) {
    if (running == null || running.isDone()) {
      running = threads.submit(this);
    }
    return running;
  }

  @Override
  public HealthReport call() {
    Questions.Finding found;
    try {
      found = new Questions(server, settings, pulse, rights).ask();
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        return report; // closed
      }
      LOG.warn("probing {}", server, e);
      found = new Questions.Finding(Grade.UNKNOWN, "could not be asked: " + e.getMessage(), false);
    }
    HealthReport last = report;
    Instant since = last.grade() == found.grade() ? last.since() : settings.clock().instant();
    HealthReport now = new HealthReport(server, found.grade(), found.why(), since, found.answers());
    if (last.grade() != found.grade() && last.grade() != Grade.UNKNOWN) {
      LOG.info("{} was {} and is {}: {}", server, last.grade(), now.grade(), now.why());
    }
    report = now;
    listener.accept(now);
    return now;
  }
}

package io.github.puppetha.discovery.monitor;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.HealthReport;
import io.github.puppetha.discovery.monitor.DnsAlarm.Kind;
import io.github.puppetha.discovery.zone.TakenOut;
import io.github.puppetha.discovery.zone.UpdateResult;
import io.github.puppetha.discovery.zone.ZoneChange;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneLease;
import io.github.puppetha.discovery.zone.ZoneServer;
import io.github.puppetha.topology.MonitorSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes servers and gateways that are dead, draining or behind on code out of the SRV records of
 * their own site's zone, and puts them back when they are well, each for long enough.
 *
 * <p>Any number of monitors may look after a zone: the one that holds the lease in it changes it.
 * By health at most half of a set is taken out, at most one record a minute, never the last one of
 * a name, and nobody when of the others none is known to be well; beyond that DNS is left alone and
 * an alarm is raised. What was taken out stands in the zone, so that the next holder can put it
 * back; what a person drained stays out.
 *
 * <p>It has no thread of its own: {@link #run()} is one round, to be called every few seconds. Safe
 * for use by several threads.
 */
public final class DnsMonitor implements AutoCloseable {
  private static final String STAYS =
      "; until that is mended DNS does not follow the servers' health";
  private static final Logger LOG = LoggerFactory.getLogger(DnsMonitor.class);

  private final ZoneServer server;
  private final List<HostPort> watched;
  private final Function<HostPort, HealthReport> health;
  private final Supplier<Duration> decidedFor;
  private final MonitorSettings settings;
  private final MonitorListener listener;
  private final Clock clock;
  private final Supplier<Duration> ticks;
  private final Decider decider;
  private final Lease lease;
  private final Pace pace = new Pace();
  private final Alarms alarms;
  private Steadiness steadiness = Steadiness.NONE;
  private boolean holds;
  private volatile MonitorStatus status = MonitorStatus.NEW;

  DnsMonitor(DnsMonitorBuilder builder) {
    server = builder.server;
    watched = builder.watched();
    health = builder.health;
    decidedFor = builder.decidedFor;
    settings = builder.settings;
    listener = builder.listener;
    clock = builder.clock;
    ticks = builder.ticks();
    decider = new Decider(builder.own, settings);
    lease = new Lease(builder.holder(), settings.lease());
    alarms = new Alarms(listener);
  }

  /**
   * Looks after the zone that this server is the primary of; closing that is left to the caller.
   */
  public static DnsMonitorBuilder builder(ZoneServer server) {
    return new DnsMonitorBuilder(server);
  }

  /** What was known at the end of the last round; nothing before the first. */
  public MonitorStatus status() {
    return status;
  }

  /**
   * One round: looks at health and zone, and changes one record at most. A primary that does not
   * answer, or refuses, is an alarm.
   */
  public synchronized void run() {
    Duration began = ticks.get();
    ZoneContent zone;
    try {
      zone = server.read();
    } catch (PuppetHaException e) {
      alarms.server(Kind.NO_ANSWER, subject(), e.getMessage() + STAYS);
      status = new MonitorStatus(holds, status.lease(), status.out(), alarms.all());
      return;
    }
    Duration ended = ticks.get();
    listener.read(zone);
    look(zone, ended);
    Lease.Standing standing = lease.see(zone, began, ended);
    hold(standing == Lease.Standing.HELD, ended);
    switch (standing) {
      case HELD -> lookAfter(zone, ended);
      case FREE -> send(lease.renewal(zone));
      case ANOTHERS -> alarms.serverWorks();
    }
    status = new MonitorStatus(holds, zone.lease(), zone.out(), alarms.all());
  }

  /** Only who stands in the zone, or did, is asked about. */
  private void look(ZoneContent zone, Duration at) {
    boolean settled = decidedFor.get().compareTo(settings.settleTime()) >= 0;
    List<TakenOut> taken = zone.out();
    List<HealthReport> reports =
        watched.stream()
            .filter(
                server ->
                    zone.srv().stream().anyMatch(set -> set.names(server))
                        || taken.stream().anyMatch(out -> out.names(server)))
            .map(health)
            .toList();
    steadiness = steadiness.next(reports, settled, at);
  }

  private void hold(boolean now, Duration at) {
    if (now == holds) {
      return;
    }
    holds = now;
    if (now) {
      pace.begin(at);
    } else {
      alarms.decided(List.of());
    }
    listener.holds(subject(), now);
  }

  private void lookAfter(ZoneContent zone, Duration now) {
    ZoneLease renewed = lease.next(zone);
    pace.see(renewed.beat() - 1, now);
    Decision decision =
        decider.decide(zone, steadiness, pace.mayRemove(now), renewed, clock.instant());
    alarms.decided(decision.alarms());
    if (decision.step().isPresent()) {
      change(decision.step().get(), renewed);
    } else if (lease.isDue(now)) {
      send(lease.renewal(zone));
    } else {
      alarms.serverWorks();
    }
  }

  private void change(Decision.Step step, ZoneLease renewed) {
    UpdateResult result = send(step.change());
    boolean removal = step.deed() instanceof Deed.TakeOut;
    if (result instanceof UpdateResult.Done) {
      if (removal) {
        pace.removed(ticks.get());
      }
      listener.done(step.deed());
    } else if (removal && result instanceof UpdateResult.Unanswered u && u.mayBeDone()) {
      pace.perhapsRemoved(renewed.beat(), ticks.get());
    }
  }

  private UpdateResult send(ZoneChange change) {
    UpdateResult result = server.update(change);
    if (result instanceof UpdateResult.Refused) {
      alarms.server(Kind.REFUSED, subject(), result.inWords() + STAYS);
    } else if (result instanceof UpdateResult.Unanswered) {
      alarms.server(Kind.NO_ANSWER, subject(), result.inWords());
    } else {
      alarms.serverWorks();
    }
    return result;
  }

  private String subject() {
    return server.names().domain();
  }

  /** Gives the lease up if it is held, so that another monitor need not wait for its end. */
  @Override
  public synchronized void close() {
    if (!holds) {
      return;
    }
    hold(false, ticks.get());
    try {
      ZoneContent zone = server.read();
      if (lease.see(zone, ticks.get(), ticks.get()) == Lease.Standing.HELD) {
        server.update(Lease.release(zone));
      }
    } catch (PuppetHaException e) {
      LOG.debug("the lease of {} stays until its end: {}", subject(), e.getMessage());
    }
  }
}

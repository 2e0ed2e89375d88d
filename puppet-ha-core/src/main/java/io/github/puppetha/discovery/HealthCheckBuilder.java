package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Describes a {@link HealthCheck}; a transport is needed, and for more than TLS an identity. */
public final class HealthCheckBuilder {
  private @Nullable HttpTransport transport;
  private Supplier<? extends Collection<HostPort>> servers = List::of;
  private Function<HostPort, Set<String>> environments = server -> Set.of();
  private Predicate<HostPort> statusOnly = server -> false;
  private Predicate<HostPort> behind = server -> false;
  private Predicate<HostPort> draining = server -> false;
  private Duration deadline = Duration.ofSeconds(5);
  private Duration stuckAfter = Duration.ofSeconds(60);
  private Duration interval = Duration.ofSeconds(10);
  private Clock clock = Clock.systemUTC();
  private LongSupplier ticks = System::nanoTime;

  HealthCheckBuilder() {}

  /**
   * By which to ask; it stays the caller's to close. With an identity it asks for environments too,
   * which Puppet Server's own rules allow to any certificate of its CA.
   */
  public HealthCheckBuilder transport(HttpTransport newTransport) {
    transport = newTransport;
    return this;
  }

  /** Whom to ask; looked at anew in each round. */
  public HealthCheckBuilder servers(Supplier<? extends Collection<HostPort>> newServers) {
    servers = newServers;
    return this;
  }

  /** Whom to ask. */
  public HealthCheckBuilder servers(Collection<HostPort> newServers) {
    List<HostPort> copy = List.copyOf(newServers);
    return servers(() -> copy);
  }

  /**
   * The environments that should be live on a server; asked at each probe. By default none is
   * named, and a server is good that lists any at all.
   */
  public HealthCheckBuilder environments(Function<HostPort, Set<String>> live) {
    environments = live;
    return this;
  }

  /** The environments that should be live on each server. */
  public HealthCheckBuilder environments(Set<String> live) {
    Set<String> copy = Set.copyOf(live);
    return environments(server -> copy);
  }

  /**
   * Which ones are asked for their status only, such as gateways, whose status tells of the servers
   * behind them.
   */
  public HealthCheckBuilder statusOnly(Predicate<HostPort> which) {
    statusOnly = which;
    return this;
  }

  /** Which ones serve older code than was decided; none by default. */
  public HealthCheckBuilder behind(Predicate<HostPort> which) {
    behind = which;
    return this;
  }

  /** Which ones a person takes out of service; none by default. */
  public HealthCheckBuilder draining(Predicate<HostPort> which) {
    draining = which;
    return this;
  }

  /** How long one server's whole probe may take; 5 s by default. */
  public HealthCheckBuilder deadline(Duration time) {
    deadline = ServerSelectorBuilder.positive(time, "deadline");
    return this;
  }

  /**
   * How long requests must have waited without any JRuby coming back until the pool counts as
   * stuck; 60 s by default. Measured by {@link #ticks}.
   */
  public HealthCheckBuilder stuckAfter(Duration time) {
    stuckAfter = ServerSelectorBuilder.positive(time, "stuckAfter");
    return this;
  }

  /** The time between two rounds of {@link HealthCheck#start()}; 10 s by default. */
  public HealthCheckBuilder interval(Duration time) {
    interval = ServerSelectorBuilder.positive(time, "interval");
    return this;
  }

  /** What dates reports; the system's by default. */
  public HealthCheckBuilder clock(Clock newClock) {
    clock = newClock;
    return this;
  }

  /** A monotonic clock, in nanoseconds; {@link System#nanoTime} by default. */
  public HealthCheckBuilder ticks(LongSupplier nanos) {
    ticks = nanos;
    return this;
  }

  /**
   * Makes it. Nobody is asked until {@link HealthCheck#run} or {@link HealthCheck#start}.
   *
   * @throws IllegalStateException without a transport
   */
  public HealthCheck build() {
    if (transport == null) {
      throw new IllegalStateException("a health check needs a transport to ask by");
    }
    HealthSettings settings =
        new HealthSettings(
            transport,
            servers,
            environments,
            statusOnly,
            behind,
            draining,
            deadline,
            stuckAfter,
            interval,
            clock,
            ticks);
    return new HealthCheck(settings);
  }
}

package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What a health check was built with. */
record HealthSettings(
    HttpTransport transport,
    Supplier<? extends Collection<HostPort>> servers,
    Function<HostPort, Set<String>> environments,
    Predicate<HostPort> statusOnly,
    Predicate<HostPort> behind,
    Predicate<HostPort> draining,
    Duration deadline,
    Duration stuckAfter,
    Duration interval,
    Clock clock,
    LongSupplier ticks) {}

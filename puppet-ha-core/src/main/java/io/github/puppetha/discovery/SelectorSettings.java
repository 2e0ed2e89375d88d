package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.Sender;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a selector was built with, apart from where its servers come from. */
record SelectorSettings(
    Probe probe,
    Duration probeTimeout,
    Duration stagger,
    Duration trust,
    Clock clock,
    RandomGenerator random,
    Eligibility eligibility,
    boolean ineligibleAsLastResort,
    @Nullable Function<HostPort, Sender> senders,
    @Nullable HealthCheck health,
    @Nullable Path memory) {}

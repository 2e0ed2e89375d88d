package io.github.puppetha.gateway;

import io.github.puppetha.http.HttpTransport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What all parts of one gateway share.
 *
 * @param name certname of the gateway
 * @param gateways certnames of all gateways
 * @param deployers certnames that may announce switches
 * @param pin what of a run is kept at one revision
 * @param connectTimeout for each server while others are left
 * @param patientTimeout for the slow ones when nobody else is left
 * @param retryAfter seconds, as sent to agents
 * @param bodyLimit bytes
 */
record Settings(
    String name,
    Routes routes,
    HttpTransport transport,
    Supplier<Set<String>> gateways,
    Set<String> deployers,
    PinMode pin,
    IdentityMode serverMode,
    IdentityMode caMode,
    Duration connectTimeout,
    Duration patientTimeout,
    String retryAfter,
    long bodyLimit,
    Path temporaryDirectory,
    GatewayListener listener,
    Clock clock) {}

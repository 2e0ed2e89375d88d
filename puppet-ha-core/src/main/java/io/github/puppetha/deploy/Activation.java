package io.github.puppetha.deploy;

import java.time.Duration;
import java.time.Instant;

/**
 * How a directory is switched.
 *
 * @param patience how long to wait for another deployer there
 * @param keep how long a revision stays after it was live
 * @param takeOver whether what stands in an environment's place may be moved aside
 * @param now the time of the switch
 */
record Activation(Duration patience, Duration keep, boolean takeOver, Instant now) {}

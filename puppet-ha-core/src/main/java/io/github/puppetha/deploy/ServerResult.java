package io.github.puppetha.deploy;

import org.jspecify.annotations.Nullable;

/**
 * What became of one environment on one server.
 *
 * @param site the site's name
 * @param server the server's host and port; with an r10k.yaml, the directory
 * @param environment the environment's name
 * @param oldRevision the revision that was live before, 8 hex digits; null when there was none
 * @param newRevision the revision that was to be live; null when the environment was to go
 * @param state what became of it
 * @param bytesSent how many bytes were sent to the server for it (files that were written where its
 *     directory is one of this machine); scripts and decisions count for the first environment that
 *     changes
 * @param seconds how long staging and activating took
 * @param windowSeconds from the switch until the server was known to have loaded the new revision:
 *     who reached it directly in that time may have got a catalog of both; 0 when nothing changed
 * @param message what to know or do, or null
 */
public record ServerResult(
    String site,
    String server,
    String environment,
    @Nullable String oldRevision,
    @Nullable String newRevision,
    State state,
    long bytesSent,
    double seconds,
    double windowSeconds,
    @Nullable String message) {}

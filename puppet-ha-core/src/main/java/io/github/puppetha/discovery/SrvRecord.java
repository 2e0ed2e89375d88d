package io.github.puppetha.discovery;

/**
 * An SRV record (RFC 2782).
 *
 * @param priority the lowest is tried first
 * @param weight the share among those of the same priority
 * @param port of the service
 * @param target host name without a final dot
 */
public record SrvRecord(int priority, int weight, int port, String target) {}

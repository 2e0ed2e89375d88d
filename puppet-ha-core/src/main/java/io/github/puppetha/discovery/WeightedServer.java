package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;

/**
 * A server with its preference, as in an SRV record (RFC 2782).
 *
 * @param address name and port
 * @param priority those with the lowest number are used as long as one of them answers
 * @param weight its share among those of the same priority; 0 is a very small one
 */
public record WeightedServer(HostPort address, int priority, int weight) {
  /** Checks the ranges, which are those of SRV records. */
  public WeightedServer {
    if (priority < 0 || priority > 65535 || weight < 0 || weight > 65535) {
      throw new IllegalArgumentException(
          "priority and weight of " + address + " must be 0 to 65535: " + priority + ", " + weight);
    }
  }

  /** One of the first priority. */
  public static WeightedServer of(HostPort address, int weight) {
    return new WeightedServer(address, 0, weight);
  }
}

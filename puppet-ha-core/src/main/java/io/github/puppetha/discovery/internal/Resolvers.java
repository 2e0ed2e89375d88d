package io.github.puppetha.discovery.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Whom to ask, and for how long.
 *
 * @param servers at least one, in the order to ask them
 * @param firstTry after how long the next one is asked as well
 * @param deadline after how long a look-up is given up
 */
public record Resolvers(List<InetSocketAddress> servers, Duration firstTry, Duration deadline) {
  /** Copies the list. */
  public Resolvers {
    servers = List.copyOf(servers);
  }
}

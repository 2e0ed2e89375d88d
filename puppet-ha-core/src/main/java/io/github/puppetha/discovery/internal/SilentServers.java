package io.github.puppetha.discovery.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * DNS servers that gave no answer lately. They are asked after the others for a minute, so that
 * only one look-up of many waits for a dead one.
 */
final class SilentServers {
  private static final long POSTPONED = Duration.ofMinutes(1).toNanos();

  private final Map<InetSocketAddress, Long> since = new ConcurrentHashMap<>();

  void silent(InetSocketAddress server) {
    since.put(server, System.nanoTime());
  }

  void answered(InetSocketAddress server) {
    since.remove(server);
  }

  /** The same servers, those that are not postponed first. */
  List<InetSocketAddress> ordered(List<InetSocketAddress> servers) {
    return since.isEmpty()
        ? servers
        : Stream.concat(
                servers.stream().filter(server -> !postponed(server)),
                servers.stream().filter(this::postponed))
            .toList();
  }

  private boolean postponed(InetSocketAddress server) {
    Long at = since.get(server);
    return at != null && System.nanoTime() - at < POSTPONED;
  }
}

package io.github.puppetha.http;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.eclipse.jetty.client.Connection;
import org.jspecify.annotations.Nullable;

/** Remembers which connections have carried a request, that is, whose TLS handshake is over. */
final class Connections {
  private final Set<Connection> used =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  void carried(@Nullable Connection connection) {
    if (connection != null) {
      used.add(connection);
    }
  }

  boolean hasCarried(@Nullable Connection connection) {
    return connection != null && used.contains(connection);
  }
}

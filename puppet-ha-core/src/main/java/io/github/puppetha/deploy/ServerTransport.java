package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.http.Sender;
import io.github.puppetha.topology.IdentityRef;
import io.github.puppetha.topology.Topology;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way to a topology's servers as its {@code identity}. Nothing is opened before a server is
 * asked for. Safe for several threads.
 */
final class ServerTransport implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Topology topology;
  private final NameResolver names;
  private final Map<HostPort, Sender> senders = new HashMap<>();
  private @Nullable HttpTransport transport;

  ServerTransport(Topology topology, NameResolver names) {
    this.topology = topology;
    this.names = names;
  }

  /**
   * To a server; empty where the topology names no identity.
   *
   * @throws io.github.puppetha.PuppetHaException when the identity's files are missing
   */
  synchronized Optional<Sender> to(HostPort server) {
    return topology
        .identity()
        .map(who -> senders.computeIfAbsent(server, s -> opened(who).identified(s)));
  }

  /** To who takes identities from TLS alone. */
  synchronized Sender direct(HostPort host) {
    return opened(topology.identity().orElseThrow()).to(host);
  }

  private HttpTransport opened(IdentityRef identity) {
    HttpTransport open = transport;
    if (open == null) {
      open =
          HttpTransport.builder()
              .ssl(identity.ssldir(), identity.certname())
              .resolver(names)
              .connectTimeout(CONNECT)
              .build();
      transport = open;
    }
    return open;
  }

  @Override
  public synchronized void close() {
    senders.clear();
    if (transport != null) {
      transport.close();
      transport = null;
    }
  }
}

package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.http.Sender;
import io.github.puppetha.topology.IdentityRef;
import io.github.puppetha.topology.Topology;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The Puppet Servers that read what is deployed, as far as they can be asked. Safe for threads. */
final class PuppetServers implements AutoCloseable {
  /** None that is to be asked. */
  static final PuppetServers NONE = new PuppetServers(server -> Optional.empty(), "", Waiting.REAL);

  private final Function<HostPort, Optional<Sender>> senders;
  private final String certname;
  private final Waiting waiting;
  private final Switches gateways;
  private final Runnable whenClosed;
  private final Map<String, Lock> pools = new ConcurrentHashMap<>();

  /**
   * @param senders to a server's HTTP API; empty for one that is not to be asked
   * @param certname who asks
   */
  PuppetServers(Function<HostPort, Optional<Sender>> senders, String certname, Waiting waiting) {
    this(senders, certname, waiting, Switches.NONE, () -> {});
  }

  private PuppetServers(
      Function<HostPort, Optional<Sender>> senders,
      String certname,
      Waiting waiting,
      Switches gateways,
      Runnable whenClosed) {
    this.gateways = gateways;
    this.whenClosed = whenClosed;
    this.senders = senders;
    this.certname = certname;
    this.waiting = waiting;
  }

  /** A topology's, asked as its {@code identity}; none is asked where it names none. */
  static PuppetServers of(Topology topology, NameResolver names, Waiting waiting) {
    ServerTransport transport = new ServerTransport(topology, names);
    return new PuppetServers(
        transport::to,
        topology.identity().map(IdentityRef::certname).orElse(""),
        waiting,
        topology.identity().isEmpty()
            ? Switches.NONE
            : new GatewaySwitches(topology, transport::direct),
        transport::close);
  }

  /** The gateways before them, which hear of their switches. */
  Switches gateways() {
    return gateways;
  }

  /** How one is asked and told. Of one site's servers one at a time makes its JRubies anew. */
  ServerControl of(TargetServer server) {
    HostPort address = server.address();
    Optional<Sender> sender = address == null ? Optional.empty() : senders.apply(address);
    Lock lock = pools.computeIfAbsent(server.site(), site -> new ReentrantLock());
    return sender
        .<ServerControl>map(s -> new PuppetServer(new ServerApi(s), certname, waiting, lock))
        .orElse(ServerControl.NONE);
  }

  /** Closes what was opened to ask them; it is opened again when one is asked again. */
  @Override
  public void close() {
    whenClosed.run();
  }
}

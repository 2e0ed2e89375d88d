package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.AddressRace;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.http.PuppetPaths;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * Finds out whether a server answers. Called by several threads at once; a probe that is no longer
 * of interest is interrupted.
 */
@FunctionalInterface
public interface Probe {
  /** Takes every server for good without asking. */
  Probe NONE = (server, timeout) -> {};

  /**
   * Returns when the server is good.
   *
   * @param server whom to try
   * @param timeout how long at most
   * @throws Exception when it is not; the message says why
   */
  void probe(HostPort server, Duration timeout) throws Exception;

  /**
   * Takes a server for good that has the right certificate and says that it is running, which
   * Puppet Server says whatever else is wrong with it, but a gateway without servers does not.
   */
  static Probe status(HttpTransport transport) {
    return (server, timeout) -> {
      long end = System.nanoTime() + timeout.toNanos();
      transport.handshake(server, timeout);
      Duration left = Duration.ofNanos(Math.max(end - System.nanoTime(), 1_000_000));
      PuppetResponse answer =
          transport
              .within(server, left, false)
              .send(PuppetRequest.get(PuppetPaths.STATUS).header("accept", "text/plain"));
      if (!answer.ok()) {
        throw new IOException("its status is " + answer.status());
      }
    };
  }

  /** Takes a server for good that shakes hands by TLS under its own name. */
  static Probe tls(HttpTransport transport) {
    return transport::handshake;
  }

  /**
   * Takes a server for good that accepts a TCP connection at one of its addresses, which are tried
   * as RFC 8305 says.
   */
  static Probe connect(NameResolver resolver) {
    return (server, timeout) ->
        AddressRace.connect(resolver.resolve(server.host()), server.port(), timeout).close();
  }
}

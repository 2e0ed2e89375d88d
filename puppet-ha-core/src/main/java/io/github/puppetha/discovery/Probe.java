package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.http.PuppetResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
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

  /** Takes a server for good that has the right certificate and says that it is running. */
  static Probe status(HttpTransport transport) {
    return (server, timeout) -> {
      PuppetResponse answer = transport.status(server, timeout);
      if (!answer.ok()) {
        throw new IOException("its status is " + answer.status());
      }
    };
  }

  /** Takes a server for good that accepts a TCP connection at one of its addresses. */
  static Probe connect(NameResolver resolver) {
    return (server, timeout) -> {
      IOException last = null;
      for (InetAddress address : resolver.resolve(server.host())) {
        try (SocketChannel channel = SocketChannel.open()) {
          channel
              .socket()
              .connect(new InetSocketAddress(address, server.port()), (int) timeout.toMillis());
          return;
        } catch (IOException e) {
          last = e;
        }
      }
      throw last == null ? new IOException("no address for " + server.host()) : last;
    };
  }
}

package io.github.puppetha.http;

import io.github.puppetha.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A TLS handshake and nothing more, by sockets that end at once when the thread is interrupted. */
record Handshake(SSLContext context, NameResolver resolver) {
  static Handshake of(SSLContext context, NameResolver resolver) {
    return new Handshake(context, resolver);
  }

  /** The address that was reached. */
  InetAddress shake(HostPort server, Duration timeout) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    InetAddress reached;
    try (SocketChannel channel =
        AddressRace.connect(resolver.resolve(server.host()), server.port(), left(end))) {
      Socket plain = channel.socket();
      reached = plain.getInetAddress();
      plain.setSoTimeout((int) left(end).toMillis());
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, server.host(), server.port(), true);
      try (socket) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
      }
    } catch (SocketTimeoutException e) {
      throw new IOException("no answer in " + timeout.toMillis() + " ms", e);
    } catch (SSLException e) {
      throw new IOException("TLS failed (" + e.getMessage() + ")", e);
    }
    return reached;
  }

  private static Duration left(long end) throws SocketTimeoutException {
    long nanos = end - System.nanoTime();
    if (nanos < TimeUnit.MILLISECONDS.toNanos(1)) {
      throw new SocketTimeoutException("the time is over");
    }
    return Duration.ofNanos(nanos);
  }
}

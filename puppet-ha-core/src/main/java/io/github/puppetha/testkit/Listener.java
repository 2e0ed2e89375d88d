package io.github.puppetha.testkit;

import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The socket of a fake server on 127.0.0.1, with what can happen to it. Not thread-safe. */
final class Listener implements AutoCloseable {
  private static final String ADDRESS = "127.0.0.1";
  private static final int BACKLOG = 128;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Server server;
  private final ServerConnector connector;
  private final SslContextFactory.Server tls = new SslContextFactory.Server();
  private @Nullable SocketChannel reservation;
  private @Nullable Backlog backlog;

  Listener(String name, int port, SSLContext context, Handler handler) {
    QueuedThreadPool threads = new QueuedThreadPool(64, 2);
    threads.setName("fake-" + name);
    threads.setDaemon(true);
    server = new Server(threads);
    server.setHandler(handler);
    tls.setSslContext(context);
    tls.setWantClientAuth(true);
    tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    tls.setSniRequired(false);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(64 * 1024);
    http.setUriCompliance(UriCompliance.UNSAFE);
    // Without the customizer's own check, which writes to the TLS session; MasterHandler has it.
    http.addCustomizer(new SecureRequestCustomizer(false));
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    connector =
        new ServerConnector(
            server, null, null, null, 1, 1, new SslConnectionFactory(tls, "http/1.1"), plain);
    connector.setHost(ADDRESS);
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    server.addConnector(connector);
    server.setStopTimeout(0);
  }

  void start() {
    run("start", server::start);
    connector.setPort(connector.getLocalPort()); // the same after a restart
  }

  int port() {
    return connector.getPort();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(ADDRESS, port());
  }

  /** Cuts what is open and refuses connections; the port stays ours. */
  void refuse() {
    run("stop", connector::stop);
    run("hold the port of", this::reserve);
  }

  /**
   * Binds the port without listening. A thread that was accepting keeps the old listener alive
   * until it wakes up, and until then this fails.
   */
  private void reserve() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    SocketChannel socket = SocketChannel.open();
    reservation = socket;
    socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    while (socket.getLocalAddress() == null) {
      try {
        socket.bind(address());
      } catch (BindException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  void listenAgain() {
    unreserve();
    run("start again", connector::start);
  }

  private void unreserve() {
    try {
      if (reservation != null) {
        reservation.close();
        reservation = null;
      }
    } catch (IOException e) {
      throw new PuppetHaException("closing the socket that held " + address(), e);
    }
  }

  /** Accepts nothing more; open connections stay. */
  void ignore() {
    connector.setAccepting(false);
    backlog = new Backlog(address());
  }

  void acceptAgain() {
    if (backlog != null) {
      backlog.close();
      backlog = null;
    }
    connector.setAccepting(true);
  }

  /** For connections from now on. */
  void use(SSLContext context) {
    run("change the certificate", () -> tls.reload(factory -> factory.setSslContext(context)));
  }

  @Override
  public void close() {
    unreserve();
    if (backlog != null) {
      backlog.close();
    }
    run("stop", server::stop);
  }

  private interface Step {
    void run() throws Exception;
  }

  private void run(String what, Step step) {
    try {
      step.run();
    } catch (Exception e) {
      String where = ADDRESS + ":" + connector.getPort();
      throw new PuppetHaException("could not " + what + " a server on " + where + ": " + e, e);
    }
  }
}

package io.github.puppetha.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes connections on to a server, as an address of its own or from far away. */
final class Relay implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket();
  private final InetSocketAddress target;
  private final Duration delay;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Relay::daemon);

  private Relay(InetSocketAddress address, InetSocketAddress target, Duration delay)
      throws IOException {
    this.target = target;
    this.delay = delay;
    listener.bind(address);
    daemon(this::accept).start();
  }

  /**
   * Listens.
   *
   * @param delay by which every byte comes later, in each direction; the connection itself does not
   */
  static Relay open(InetSocketAddress address, InetSocketAddress target, Duration delay) {
    try {
      return new Relay(address, target, delay);
    } catch (IOException e) {
      throw new UncheckedIOException(address.toString(), e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How many connections it took so far. */
  int accepted() {
    return accepted.get();
  }

  /** How many of them are open. */
  int open() {
    return open.size() / 2;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        accepted.incrementAndGet();
        Socket server = new Socket(target.getAddress(), target.getPort());
        open.add(client);
        open.add(server);
        daemon(() -> pump(client, server)).start();
        daemon(() -> pump(server, client)).start();
      } catch (IOException e) {
        // Closed, or the server is gone: the loop's condition tells.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        byte[] bytes = Arrays.copyOf(buffer, n);
        if (delay.isZero()) {
          out.write(bytes);
        } else {
          later.schedule(() -> write(out, bytes), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (IOException | RejectedExecutionException e) {
      // One side is gone, and so is the other now.
    } finally {
      after(
          () -> {
            close(from);
            close(to);
          });
    }
  }

  /** An end comes as late as the bytes before it. */
  private void after(Runnable work) {
    try {
      later.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      work.run();
    }
  }

  private static void write(OutputStream out, byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      // The reader of the other direction finds out.
    }
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    later.shutdownNow();
    open.forEach(this::close);
  }
}

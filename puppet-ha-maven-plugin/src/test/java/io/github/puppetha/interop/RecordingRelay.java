package io.github.puppetha.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes bytes between agents and a gateway, unread, and remembers when which side spoke. */
final class RecordingRelay implements AutoCloseable {
  private static final int BACKLOG = 100;

  /** What closes a TLS connection is an alert, and never longer; no request is as short. */
  private static final int ALERT = 64;

  private enum Side {
    CLIENT,
    SERVER
  }

  /** Bytes, or the end, that came from one side. */
  private record Event(int connection, Side side, int bytes, long nanos) {
    boolean end() {
      return bytes == 0;
    }
  }

  /** A wait on one connection that began with the server's last byte. */
  record Gap(int connection, Duration length, boolean endedByServer) {}

  private final ServerSocket listener;
  private final InetAddress to;
  private final List<Event> events = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  private RecordingRelay(ServerSocket listener, InetAddress to) {
    this.listener = listener;
    this.to = to;
  }

  static RecordingRelay start(RealLab lab, String from, String to) throws IOException {
    ServerSocket listener =
        new ServerSocket(RealPuppetServer.PORT, BACKLOG, InetAddress.getByName(from));
    RecordingRelay relay = new RecordingRelay(listener, InetAddress.getByName(to));
    relay.thread("accept", relay::accept);
    lab.closeLater(relay);
    return relay;
  }

  private void thread(String name, Runnable work) {
    Thread thread = new Thread(work, "relay-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        int number = connections.incrementAndGet();
        Socket server = connect(client);
        if (server != null) {
          thread("up-" + number, () -> copy(number, Side.CLIENT, client, server));
          thread("down-" + number, () -> copy(number, Side.SERVER, server, client));
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private Socket connect(Socket client) throws IOException {
    try {
      return new Socket(to, RealPuppetServer.PORT);
    } catch (IOException e) {
      client.close();
      return null;
    }
  }

  private void copy(int connection, Side side, Socket from, Socket to) {
    byte[] buffer = new byte[64 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        record(connection, side, n);
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // the other side has gone
    }
    record(connection, side, 0);
  }

  private void record(int connection, Side side, int bytes) {
    synchronized (events) {
      events.add(new Event(connection, side, bytes, System.nanoTime()));
    }
  }

  /** Forgets what was recorded so far. */
  void clear() {
    synchronized (events) {
      events.clear();
    }
  }

  int connections() {
    return connections.get();
  }

  /**
   * The waits longer than the limit between an answer and what came next on that connection: the
   * next request, or the server's giving up on a client that waits for what never comes.
   */
  List<Gap> gapsOver(Duration limit) {
    List<Event> all;
    synchronized (events) {
      all = List.copyOf(events);
    }
    List<Gap> gaps = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Event answer = all.get(i);
      Event next = following(all, i);
      if (answer.side() != Side.SERVER || answer.end() || next == null) {
        continue;
      }
      Duration length = Duration.ofNanos(next.nanos() - answer.nanos());
      boolean request = next.side() == Side.CLIENT && next.bytes() > ALERT;
      boolean givenUp = next.side() == Side.SERVER && next.end() && clientWentOn(all, next);
      if (length.compareTo(limit) > 0 && (request || givenUp)) {
        gaps.add(new Gap(answer.connection(), length, givenUp));
      }
    }
    return gaps;
  }

  private static Event following(List<Event> all, int index) {
    int connection = all.get(index).connection();
    return all.subList(index + 1, all.size()).stream()
        .filter(event -> event.connection() == connection)
        .findFirst()
        .orElse(null);
  }

  /** Did a client speak again within a second, elsewhere, as one that had been waiting does? */
  private static boolean clientWentOn(List<Event> all, Event closed) {
    long until = closed.nanos() + Duration.ofSeconds(1).toNanos();
    return all.stream()
        .anyMatch(
            event ->
                event.side() == Side.CLIENT
                    && !event.end()
                    && event.connection() > closed.connection()
                    && event.nanos() >= closed.nanos()
                    && event.nanos() <= until);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}

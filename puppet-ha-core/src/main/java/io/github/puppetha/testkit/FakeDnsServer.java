package io.github.puppetha.testkit;

import io.github.puppetha.io.Threads;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The sockets of a {@link FakeDns}. */
final class FakeDnsServer implements AutoCloseable {
  private static final int ATTEMPTS_FOR_A_PORT = 20;

  private final FakeDnsZone zone;
  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final List<FakeDnsQuery> queries = new CopyOnWriteArrayList<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService readers =
      Executors.newCachedThreadPool(Threads.daemons("fake-dns"));
  private final ScheduledExecutorService late = Threads.timer("fake-dns");

  FakeDnsServer(FakeDnsZone zone) {
    this.zone = zone;
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      DatagramSocket datagrams = null;
      ServerSocket listener = null;
      for (int i = 0; listener == null; i++) {
        datagrams = new DatagramSocket(0, loopback);
        try {
          listener = new ServerSocket(datagrams.getLocalPort(), 50, loopback);
        } catch (IOException e) {
          datagrams.close();
          if (i == ATTEMPTS_FOR_A_PORT) {
            throw e;
          }
        }
      }
      udp = datagrams;
      tcp = listener;
    } catch (IOException e) {
      throw new UncheckedIOException("no port for both UDP and TCP on 127.0.0.1", e);
    }
    readers.execute(this::readDatagrams);
    readers.execute(this::acceptConnections);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) udp.getLocalSocketAddress();
  }

  List<FakeDnsQuery> queries() {
    return List.copyOf(queries);
  }

  void clearQueries() {
    queries.clear();
  }

  private void readDatagrams() {
    byte[] buffer = new byte[65535];
    while (!udp.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        Message query = new Message(Arrays.copyOf(buffer, packet.getLength()));
        respond(query, false, bytes -> send(bytes, packet));
      } catch (IOException e) {
        // Not a DNS message, or closed: the loop's condition tells.
      }
    }
  }

  private void send(byte[] bytes, DatagramPacket to) throws IOException {
    udp.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
  }

  private void acceptConnections() {
    while (!tcp.isClosed()) {
      try {
        Socket socket = tcp.accept();
        connections.add(socket);
        readers.execute(() -> readConnection(socket));
      } catch (IOException | RejectedExecutionException e) {
        // Closed: the loop's condition tells.
      }
    }
  }

  private void readConnection(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      while (true) {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        respond(new Message(bytes), true, answer -> send(answer, out));
      }
    } catch (EOFException e) {
      // The client is done.
    } catch (IOException e) {
      // Not a DNS message, or closed.
    } finally {
      connections.remove(socket);
    }
  }

  private static void send(byte[] bytes, DataOutputStream out) throws IOException {
    byte[] framed = new byte[bytes.length + 2];
    framed[0] = (byte) (bytes.length >> 8);
    framed[1] = (byte) bytes.length;
    System.arraycopy(bytes, 0, framed, 2, bytes.length);
    out.write(framed);
    out.flush();
  }

  private interface Reply {
    void send(byte[] bytes) throws IOException;
  }

  private void respond(Message query, boolean viaTcp, Reply reply) throws IOException {
    Record question = query.getQuestion();
    if (question == null || query.getHeader().getFlag(Flags.QR)) {
      return;
    }
    String name = question.getName().toString(true).toLowerCase(Locale.ROOT);
    queries.add(new FakeDnsQuery(name, Type.string(question.getType()), viaTcp));
    FakeDnsBehaviour behaviour = zone.behaviour(question.getName(), viaTcp);
    if (behaviour instanceof FakeDnsBehaviour.Drop
        || behaviour instanceof FakeDnsBehaviour.OnlyType only
            && Type.value(only.type()) != question.getType()) {
      return;
    }
    if (behaviour instanceof FakeDnsBehaviour.TruncateWithoutTcp && viaTcp) {
      throw new IOException("closes the connection");
    }
    byte[] bytes = FakeDnsWire.encode(query, zone.answer(query, behaviour), behaviour, viaTcp);
    if (behaviour instanceof FakeDnsBehaviour.Slow slow) {
      late.schedule(() -> sendLate(bytes, reply), slow.delay().toMillis(), TimeUnit.MILLISECONDS);
    } else {
      reply.send(bytes);
    }
  }

  private static @Nullable Void sendLate(byte[] bytes, Reply reply) throws IOException {
    reply.send(bytes);
    return null;
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
      for (Socket socket : connections) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("FakeDns could not be closed", e);
    } finally {
      readers.shutdownNow();
      late.shutdownNow();
    }
  }
}

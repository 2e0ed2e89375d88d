package io.github.puppetha.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several addresses of one server; those of 127.0.0.0/8 stand for hosts. */
class AddressRaceTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String SYN_SENT = "02";
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void familiesTakeTurnsBeginningWithTheResolversFirst() throws IOException {
    InetAddress six1 = InetAddress.getByName("2001:db8::1");
    InetAddress six2 = InetAddress.getByName("2001:db8::2");
    InetAddress six3 = InetAddress.getByName("2001:db8::3");
    InetAddress four = InetAddress.getByName("192.0.2.1");

    assertThat(AddressRace.inTurns(List.of(six1, six2, six3, four)))
        .containsExactly(six1, four, six2, six3);
    assertThat(AddressRace.inTurns(List.of(four, six1))).containsExactly(four, six1);
  }

  @Test
  void theFirstThatAnswersWinsAndTheSilentOnesSocketIsClosed() throws Exception {
    int port = listen("127.0.0.9", 50).getLocalPort();
    silent("127.0.0.8", port);

    long begun = System.nanoTime();
    try (SocketChannel channel = connect(port, "127.0.0.8", "127.0.0.9")) {
      assertThat(channel.socket().getInetAddress().getHostAddress()).isEqualTo("127.0.0.9");
      assertThat(channel.isBlocking()).isTrue();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("usually 51 ms").isLessThan(LONG);
    assertThat(connecting(port)).isZero();
  }

  @Test
  void aRefusedOneCostsNothing() throws Exception {
    int port = listen("127.0.0.9", 50).getLocalPort();

    try (SocketChannel channel = connect(port, "127.0.0.7", "127.0.0.9")) {
      assertThat(channel.socket().getInetAddress().getHostAddress()).isEqualTo("127.0.0.9");
    }
  }

  @Test
  void whenNoneConnectsTheMessageTellsOfEach() throws Exception {
    int port = listen("127.0.0.6", 1).getLocalPort();
    open.remove(0).close();

    assertThatThrownBy(() -> connect(port, "127.0.0.7"))
        .isInstanceOf(ConnectException.class)
        .hasMessage("Connection refused");
    assertThatThrownBy(() -> connect(port, "127.0.0.7", "127.0.0.8"))
        .hasMessage("Connection refused");
    silent("127.0.0.8", port);
    assertThatThrownBy(
            () ->
                AddressRace.connect(
                    List.of(InetAddress.getByName("127.0.0.7"), InetAddress.getByName("127.0.0.8")),
                    port,
                    Duration.ofMillis(200)))
        .hasMessage("127.0.0.7: Connection refused, 127.0.0.8: no answer");
  }

  @Test
  void anInterruptClosesAllSockets() throws Exception {
    int port = listen("127.0.0.9", 50).getLocalPort();
    open.remove(0).close();
    silent("127.0.0.8", port);
    AtomicReference<Exception> ended = new AtomicReference<>();
    Thread racing =
        new Thread(
            () -> {
              try {
                connect(port, "127.0.0.8").close();
              } catch (IOException e) {
                ended.set(e);
              }
            });
    racing.start();
    while (connecting(port) == 0) {
      Thread.onSpinWait();
    }
    racing.interrupt();
    racing.join();

    assertThat(ended.get()).isInstanceOf(InterruptedIOException.class);
    assertThat(connecting(port)).isZero();
  }

  private static SocketChannel connect(int port, String... addresses) throws IOException {
    List<InetAddress> all = new ArrayList<>();
    for (String address : addresses) {
      all.add(InetAddress.getByName(address));
    }
    return AddressRace.connect(all, port, LONG);
  }

  private ServerSocket listen(String address, int backlog) throws IOException {
    return listen(address, backlog, 0);
  }

  private ServerSocket listen(String address, int backlog, int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), port), backlog);
    open.add(socket);
    return socket;
  }

  /** Its queue is full, so that further connections get no answer at all (Linux). */
  private void silent(String address, int port) throws IOException {
    listen(address, 1, port);
    for (int i = 0; i < 2; i++) {
      Socket filler = new Socket(InetAddress.getByName(address), port);
      open.add(filler);
    }
  }

  /** How many sockets of this machine wait for a connection to that port. */
  private static long connecting(int port) throws IOException {
    String remote = ":%04X".formatted(port);
    long found = 0;
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.trim().split("\\s+");
        found += fields[2].endsWith(remote) && fields[3].equals(SYN_SENT) ? 1 : 0;
      }
    }
    return found;
  }
}

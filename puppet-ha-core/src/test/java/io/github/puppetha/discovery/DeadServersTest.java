package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.testkit.FakeDns;
import io.github.puppetha.testkit.FakeDnsBehaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that refuse, and servers that take a connection and then say nothing. */
class DeadServersTest {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(20);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final TestClock clock = new TestClock();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void theNextServerWinsSoonWhenTheFirstIsSilent() throws Exception {
    HostPort silent = silent();
    HostPort live = live();
    ServerSelector selector = selector(first(silent), second(live));

    long begun = System.nanoTime();
    assertThat(selector.select(Service.PUPPET)).isEqualTo(live);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("usually 160 ms")
        .isLessThan(PROBE_TIMEOUT.dividedBy(10));
  }

  @Test
  void threeOfFourSilentCostLittleMore() throws Exception {
    HostPort live = live();
    ServerSelector selector =
        selector(first(silent()), first(silent()), first(silent()), second(live));

    long begun = System.nanoTime();
    assertThat(selector.select(Service.PUPPET)).isEqualTo(live);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("usually 190 ms")
        .isLessThan(PROBE_TIMEOUT.dividedBy(10));
  }

  @Test
  void aRefusedConnectionCostsNothing() throws Exception {
    HostPort live = live();
    ServerSelector selector =
        builder(first(closed()), second(closed()), second(live))
            .stagger(Duration.ofMinutes(1))
            .build();
    open.add(selector);

    assertThat(selector.select(Service.PUPPET)).isEqualTo(live);
  }

  @Test
  void aSilentServerIsNotTriedAgainUntilItsTimeHasCome() throws Exception {
    HostPort silent = silent();
    HostPort live = live();
    AtomicInteger probes = new AtomicInteger();
    ServerSelector selector =
        builder(first(silent), second(live))
            .probe(
                (server, timeout) -> {
                  if (server.equals(silent)) {
                    probes.incrementAndGet();
                  }
                  aByte(server, timeout);
                })
            .build();
    open.add(selector);

    for (int i = 0; i < 100; i++) {
      assertThat(selector.select(Service.PUPPET)).isEqualTo(live);
    }
    assertThat(probes).hasValue(1);
    clock.advance(Duration.ofSeconds(2));
    assertThat(selector.select(Service.PUPPET)).isEqualTo(live);
    assertThat(probes).hasValue(2);
  }

  @Test
  void theLosersAreInterrupted() throws Exception {
    HostPort loser = new HostPort("loser.example.test", 8140);
    HostPort winner = new HostPort("winner.example.test", 8140);
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    ServerSelector selector =
        builder(first(loser), second(winner))
            .probe(
                (server, timeout) -> {
                  if (server.equals(loser)) {
                    try {
                      never.await();
                    } catch (InterruptedException e) {
                      interrupted.countDown();
                    }
                  }
                })
            .build();
    open.add(selector);

    assertThat(selector.select(Service.PUPPET)).isEqualTo(winner);
    assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whenNobodyAnswersTheErrorNamesEachServerAndWhy() throws Exception {
    HostPort closed = closed();
    HostPort silent = silent();
    try (FakeDns dns = FakeDns.start()) {
      ServerSelector selector =
          builder(first(silent))
              .srvDomain("example.test")
              .dns(DnsServers.of(dns.address()))
              .probeTimeout(Duration.ofMillis(200))
              .build();
      open.add(selector);
      dns.srv("_x-puppet._tcp.example.test", 0, 1, closed.port(), "localhost");

      assertThatThrownBy(() -> selector.select(Service.PUPPET))
          .isInstanceOfSatisfying(
              NoServerException.class,
              e ->
                  assertThat(e.attempts())
                      .extracting(NoServerException.Attempt::server)
                      .containsExactlyInAnyOrder(new HostPort("localhost", closed.port()), silent))
          .hasMessageContaining("localhost:" + closed.port() + ": Connection refused")
          .hasMessageContaining(silent + ": ")
          .hasMessageContaining("_x-puppet._tcp.example.test: 1 record")
          .hasMessageContaining("Check that one of these servers runs");
    }
  }

  @Test
  void aServerThatTakesConnectionsWithoutTlsIsPassedOverByTheTransportsProbe() throws Exception {
    HostPort silent = silent();
    try (HttpTransport transport =
        HttpTransport.builder().unverified().connectTimeout(Duration.ofSeconds(2)).build()) {
      ServerSelector selector =
          builder(first(silent)).transport(transport).probeTimeout(Duration.ofMillis(300)).build();
      open.add(selector);

      assertThatThrownBy(() -> selector.select(Service.PUPPET))
          .isInstanceOf(NoServerException.class)
          .hasMessageContaining(silent.toString());
    }
  }

  @Test
  void oneThreadProbesForAllThatWait() throws Exception {
    HostPort live = new HostPort("live.example.test", 8140);
    AtomicInteger probes = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ServerSelector selector =
        builder(first(live))
            .probe(
                (server, timeout) -> {
                  probes.incrementAndGet();
                  started.countDown();
                  go.await();
                })
            .build();
    open.add(selector);
    Set<HostPort> selected = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Thread thread = new Thread(() -> selected.add(selector.select(Service.PUPPET)));
      thread.start();
      threads.add(thread);
    }
    assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
    go.countDown();
    for (Thread thread : threads) {
      thread.join(5000);
    }

    assertThat(selected).containsExactly(live);
    assertThat(probes).hasValue(1);
  }

  @Test
  void whileOneThreadWaitsForDnsTheOthersUseWhatTheyKnow() throws Exception {
    HostPort known = new HostPort("known.example.test", 8140);
    String name = "_x-puppet._tcp.example.test";
    try (FakeDns dns = FakeDns.start()) {
      dns.srv(name, 0, 1, known.port(), known.host());
      ServerSelector selector =
          builder()
              .srvDomain("example.test")
              .dns(DnsServers.of(dns.address()).within(PROBE_TIMEOUT, PROBE_TIMEOUT))
              .probe(Probe.NONE)
              .trust(Duration.ofDays(1))
              .build();
      open.add(selector);
      selector.select(Service.PUPPET);

      dns.clearQueries().behave(name, new FakeDnsBehaviour.Drop());
      clock.advance(Duration.ofHours(1));
      CountDownLatch ended = new CountDownLatch(1);
      Thread waiting =
          new Thread(
              () -> {
                assertThatThrownBy(() -> selector.select(Service.PUPPET))
                    .hasMessageContaining("interrupted");
                ended.countDown();
              });
      waiting.start();
      while (dns.queries().isEmpty()) {
        Thread.onSpinWait();
      }

      assertThat(selector.select(Service.PUPPET)).isEqualTo(known);
      assertThat(waiting.isAlive()).isTrue();
      waiting.interrupt();
      assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aClosedSelectorSaysSo() {
    ServerSelector selector = selector(first(new HostPort("a.example.test", 8140)));
    selector.close();

    assertThatThrownBy(() -> selector.select(Service.PUPPET))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  private ServerSelectorBuilder builder(WeightedServer... servers) {
    return ServerSelector.builder()
        .fallback(List.of(servers))
        .clock(clock)
        .random(new Random(7))
        .probeTimeout(PROBE_TIMEOUT)
        .probe(DeadServersTest::aByte);
  }

  private ServerSelector selector(WeightedServer... servers) {
    ServerSelector selector = builder(servers).build();
    open.add(selector);
    return selector;
  }

  private static WeightedServer first(HostPort server) {
    return new WeightedServer(server, 0, 1);
  }

  private static WeightedServer second(HostPort server) {
    return new WeightedServer(server, 1, 1);
  }

  /** A server is good when it sends something. */
  private static void aByte(HostPort server, Duration timeout) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (SocketChannel channel = SocketChannel.open()) {
      Socket socket = channel.socket();
      socket.connect(new InetSocketAddress(loopback, server.port()), (int) timeout.toMillis());
      socket.setSoTimeout((int) timeout.toMillis());
      if (socket.getInputStream().read() < 0) {
        throw new IOException("closed");
      }
    }
  }

  private ServerSocket listen() throws IOException {
    ServerSocket socket =
        new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    open.add(socket);
    return socket;
  }

  private HostPort silent() throws IOException {
    return new HostPort("127.0.0.1", listen().getLocalPort());
  }

  private HostPort closed() throws IOException {
    try (ServerSocket socket = listen()) {
      return new HostPort("127.0.0.1", socket.getLocalPort());
    }
  }

  private HostPort live() throws IOException {
    ServerSocket socket = listen();
    Thread thread =
        new Thread(
            () -> {
              while (!socket.isClosed()) {
                try (Socket accepted = socket.accept()) {
                  accepted.getOutputStream().write('!');
                } catch (IOException e) {
                  // Gone, or closed: the loop's condition tells.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return new HostPort("127.0.0.1", socket.getLocalPort());
  }
}

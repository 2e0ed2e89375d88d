package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real BIND on a free port, the authority of {@code example.test}. */
final class LocalBind {
  private static final Path NAMED = Path.of("/usr/sbin/named");
  private static final String HEAD =
      """
      $TTL 60
      @ SOA ns hostmaster 1 3600 600 86400 30
      @ NS ns
      ns A 127.0.0.1
      """;

  private final Path directory;
  private final int port;
  private Process process;

  private LocalBind(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** Skips the test where this machine has none; {@code -Dinterop=required} insists on one. */
  static LocalBind start(Path directory, String records) throws Exception {
    String interop = System.getProperty("interop", "");
    assumeTrue(!interop.equals("off"), "-Dinterop=off");
    assumeTrue(Files.isExecutable(NAMED) || interop.equals("required"), "no BIND on this machine");
    int free;
    try (DatagramSocket socket = new DatagramSocket(0)) {
      free = socket.getLocalPort();
    }
    LocalBind bind = new LocalBind(directory, free);
    bind.begin(records);
    return bind;
  }

  /** Starts it again, on the same port, with these records. */
  void begin(String records) throws Exception {
    Files.writeString(directory.resolve("zone"), HEAD + records);
    Files.writeString(
        directory.resolve("named.conf"),
        """
        options {
          directory "%s"; pid-file none; session-keyfile none; recursion no; notify no;
          listen-on port %d { 127.0.0.1; }; listen-on-v6 { none; }; empty-zones-enable no;
        };
        controls { };
        zone "example.test" { type primary; file "zone"; };
        """
            .formatted(directory, port));
    Path log = directory.resolve("log");
    process =
        new ProcessBuilder(NAMED.toString(), "-g", "-n", "1", "-c", directory + "/named.conf")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!answers()) {
      assertThat(process.isAlive()).as(() -> read(log)).isTrue();
      assertThat(System.nanoTime()).as(() -> read(log)).isLessThan(deadline);
    }
  }

  private boolean answers() {
    DnsServers briefly =
        DnsServers.of(address()).within(Duration.ofMillis(100), Duration.ofMillis(100));
    SrvAnswer answer = SrvResolver.of(briefly, Clock.systemUTC()).lookup("example.test");
    return answer instanceof SrvAnswer.NoData;
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** It alone, with times in which it answers on a busy machine too. */
  DnsServers servers() {
    return DnsServers.of(address()).within(Duration.ofMillis(500), Duration.ofSeconds(5));
  }

  void stop() throws Exception {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}

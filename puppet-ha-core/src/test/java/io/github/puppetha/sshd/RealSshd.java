package io.github.puppetha.sshd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** OpenSSH's sshd on a loopback port, with keys of its own, and the configuration of a client. */
public final class RealSshd implements AutoCloseable {
  private final Path directory;
  private final int port;
  private final Process process;

  private RealSshd(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /** Skips the test where programs are missing, or fails it with {@code -Dinterop=required}. */
  public static void need(String... others) {
    Optional<String> why =
        "off".equals(System.getProperty("interop"))
            ? Optional.of("-Dinterop=off")
            : missing(others);
    if (why.isEmpty()) {
      return;
    }
    String message = "no test with the real sshd: " + why.get();
    if ("required".equals(System.getProperty("interop"))) {
      Assertions.fail(message);
    }
    System.out.println("Skipped, " + message);
    Assumptions.abort(message);
  }

  private static Optional<String> missing(String... others) {
    return Stream.concat(Stream.of("sshd", "ssh-keygen", "ssh", "flock"), Stream.of(others))
        .filter(name -> find(name).isEmpty())
        .map(name -> name + " is not installed")
        .findFirst();
  }

  private static Optional<Path> find(String program) {
    return Stream.of("/usr/sbin", "/usr/bin", "/bin", "/sbin", "/usr/local/bin")
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one in an empty directory; it knows the client's key. */
  public static RealSshd start(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.createDirectories(Path.of("/run/sshd"));
    key(directory.resolve("host_key"));
    key(directory.resolve("client_key"));
    Files.copy(directory.resolve("client_key.pub"), directory.resolve("authorized_keys"));
    int port = freePort();
    RealSshd server = new RealSshd(directory, port, launch(directory, port));
    server.await();
    Files.writeString(
        directory.resolve("known_hosts"),
        "[127.0.0.1]:" + port + " " + Files.readString(directory.resolve("host_key.pub")));
    server.clientConfig("client_key", "known_hosts");
    return server;
  }

  private static Process launch(Path directory, int port) throws IOException {
    Path config = directory.resolve("sshd_config");
    Files.writeString(
        config,
        String.join(
            "\n",
            "ListenAddress 127.0.0.1",
            "HostKey " + directory.resolve("host_key"),
            "AuthorizedKeysFile " + directory.resolve("authorized_keys"),
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PermitRootLogin yes",
            "MaxStartups 100",
            "SetEnv HOME=" + directory,
            ""));
    return new ProcessBuilder(
            find("sshd").orElseThrow().toString(),
            "-D",
            "-e",
            "-f",
            config.toString(),
            "-p",
            String.valueOf(port))
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("sshd.log").toFile())
        .start();
  }

  /** A new pair of keys, without a passphrase. */
  public static void key(Path file) throws IOException {
    List<String> command =
        List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
    Processes.Result made =
        Processes.run(command, file.getParent(), Map.of(), Duration.ofSeconds(20));
    assertThat(made.ok()).as(made.err()).isTrue();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress("127.0.0.1", 0));
      return socket.getLocalPort();
    }
  }

  private void await() throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
    throw new IOException("sshd did not start: " + Files.readString(log()));
  }

  /** Writes a client's configuration with other keys and known hosts, of this directory. */
  public Path clientConfig(String key, String knownHosts) throws IOException {
    String text =
        String.join(
            "\n",
            "Host *",
            "  IdentityFile " + directory.resolve(key),
            "  IdentitiesOnly yes",
            "  UserKnownHostsFile " + directory.resolve(knownHosts),
            "  GlobalKnownHostsFile /dev/null",
            "");
    return Files.writeString(config(), text);
  }

  /** The client's configuration. */
  public Path config() {
    return directory.resolve("ssh_config");
  }

  /** Where its keys and log are. */
  public Path directory() {
    return directory;
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The user that may log in. */
  public String user() {
    return System.getProperty("user.name");
  }

  private Path log() {
    return directory.resolve("sshd.log");
  }

  /** Kills, with SIGKILL, all that serves a connection; new ones are still taken. */
  public void cut() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}

package io.github.puppetha.interop;

import io.github.puppetha.pki.SslDirectory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real Puppet Server. Stopped and started again it keeps its certificates and its CA. */
final class RealPuppetServer implements AutoCloseable {
  static final int PORT = 8140;

  /**
   * What it is started with.
   *
   * @param address the loopback address it listens on
   * @param ca whether it runs the CA service
   * @param headerMode whether it takes identities from headers instead of from client certificates
   * @param code its code directory, which holds environments
   * @param caHost where its certificate comes from; itself for the CA
   * @param altNames further names in its certificate, comma between
   */
  record Settings(
      Release release,
      String name,
      String address,
      int port,
      boolean ca,
      boolean headerMode,
      Path code,
      String caHost,
      int caPort,
      String altNames) {}

  private final RealLab lab;
  private final Settings settings;
  private final Path directory;
  private @Nullable Process process;

  private RealPuppetServer(RealLab lab, Settings settings, Path directory) {
    this.lab = lab;
    this.settings = settings;
    this.directory = directory;
  }

  /** One with the CA, in header mode. */
  static RealPuppetServer withCa(RealLab lab, Release release, String host, int lastOctet)
      throws IOException {
    return create(lab, release, host, lastOctet, null);
  }

  /** One that gets its certificate from the CA at the host and has no CA itself, in header mode. */
  static RealPuppetServer withoutCa(
      RealLab lab, Release release, String host, int lastOctet, String caHost) throws IOException {
    return create(lab, release, host, lastOctet, caHost);
  }

  private static RealPuppetServer create(
      RealLab lab, Release release, String host, int lastOctet, @Nullable String caHost)
      throws IOException {
    Path directory = lab.directory(host);
    String name = host + "." + RealLab.DOMAIN;
    Settings settings =
        new Settings(
            release,
            name,
            lab.address(lastOctet),
            PORT,
            caHost == null,
            true,
            directory.resolve("code"),
            caHost == null ? name : caHost,
            PORT,
            "");
    new ServerFiles(settings, directory).write();
    return new RealPuppetServer(lab, settings, directory);
  }

  Settings settings() {
    return settings;
  }

  String name() {
    return settings.name();
  }

  /** The directory that deployments go to. */
  Path environments() {
    return settings.code().resolve("environments");
  }

  Path ssl() {
    return directory.resolve("ssl");
  }

  Path directory() {
    return directory;
  }

  /** What it logged since it was started. */
  String log() throws IOException {
    return Files.readString(directory.resolve("log/puppetserver.log"));
  }

  /** The requests it answered, a line each. */
  List<String> requests() throws IOException {
    Path log = directory.resolve("log/access.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  /** Has a certificate signed by the CA, if it has none; the CA needs none of that. */
  void getCertificate() throws IOException {
    Path log = directory.resolve("log/certificate.log");
    List<String> command =
        List.of("puppet", "ssl", "bootstrap", "--confdir", directory.toString(), "--color=false");
    if (RealLab.run(lab.inside(settings.release(), command), log, 90) != 0) {
      throw new IOException(name() + " got no certificate; see " + log);
    }
  }

  /**
   * Makes the CA while it is not running, and another machine's certificate, so that both can be
   * started at once. That certificate may also ask the CA for anything.
   */
  SslDirectory makeCaAndCertificate(String certname) throws IOException {
    String config = directory.resolve("puppet.conf").toString();
    ca("setup", "--config", config);
    ca("generate", "--ca-client", "--force", "--certname", certname, "--config", config);
    return SslDirectory.of(ssl(), certname);
  }

  private void ca(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("puppetserver", "ca"));
    command.addAll(List.of(arguments));
    Path log = directory.resolve("log/ca.log");
    if (RealLab.run(lab.inside(settings.release(), command), log, 90) != 0) {
      throw new IOException("no CA or certificate was made; see " + log);
    }
  }

  /** Starts it and returns at once. */
  RealPuppetServer launch() throws IOException {
    String java = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms128m -Xmx700m -Xss1m";
    String opens =
        "--add-opens java.base/sun.nio.ch=ALL-UNNAMED --add-opens java.base/java.io=ALL-UNNAMED";
    String jruby =
        "-Djruby.lib=/usr/share/jruby/lib"
            + " -Djruby.logger.class=com.puppetlabs.jruby_utils.jruby.Slf4jLogger";
    String main =
        "-cp /opt/puppetserver-classes:/usr/share/puppetserver/puppetserver.jar"
            + " puppetlabs.trapperkeeper.main --config %1$s/conf.d --bootstrap-config %1$s/bootstrap.cfg"
                .formatted(directory);
    process =
        lab.start(
            settings.release(),
            List.of(String.join(" ", "/usr/bin/java", java, opens, jruby, main).split(" ")),
            directory.resolve("log/java.log"));
    return this;
  }

  /** Waits until it answers on its port. */
  RealPuppetServer await() throws IOException {
    Process started = process;
    if (started == null) {
      throw new IllegalStateException(name() + " was not launched");
    }
    RealLab.await(name(), started, directory.resolve("log"), 300, this::isReady);
    return this;
  }

  private boolean isReady() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(settings.address(), settings.port()), 200);
      return Files.readString(directory.resolve("log/puppetserver.log"))
          .contains("has successfully started and is now ready");
    } catch (IOException e) {
      return false;
    }
  }

  /** Stops it; connections are refused from then on. */
  void stop() throws IOException {
    if (process != null) {
      RealLab.stop(process);
      process = null;
      Files.writeString(directory.resolve("log/puppetserver.log"), "");
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}

package io.github.puppetha.interop;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.Tree;
import io.github.puppetha.pki.SslDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A real PuppetDB 7.12 with a PostgreSQL of its own, over TLS alone, that lets in who is named to
 * it. It takes some 280 MB of memory and 10 s of a processor to start. Stopped and started again it
 * keeps what it knows.
 */
final class RealPuppetDb implements AutoCloseable {
  static final int PORT = 8081;

  /** In the installed tree. */
  private static final String PACKAGED = "etc/puppetdb";

  private final RealLab lab;
  private final String name;
  private final String address;
  private final Path directory;
  private final HttpTransport transport;
  private @Nullable Process process;

  private RealPuppetDb(RealLab lab, String host, int lastOctet, SslDirectory client) {
    this.lab = lab;
    name = host + "." + RealLab.DOMAIN;
    address = lab.address(lastOctet);
    directory = lab.directory(host);
    transport =
        HttpTransport.builder()
            .ssl(client.directory(), client.certname())
            .resolver(asked -> List.of(InetAddress.getByName(address)))
            .readTimeout(Duration.ofSeconds(20))
            .build();
  }

  /**
   * Makes one with an empty database; its name is known in the lab from then on.
   *
   * @param certificate its own, for the host's name in the lab's domain
   * @param client a certificate that may ask and tell it anything; ours for questions, too
   */
  static RealPuppetDb create(
      RealLab lab, String host, int lastOctet, SslDirectory certificate, SslDirectory client)
      throws IOException {
    RealPuppetDb made = new RealPuppetDb(lab, host, lastOctet, client);
    lab.closeLater(made);
    lab.host(made.name, made.address);
    RealPostgres.create(lab, lab.directory(host + "/postgres"));
    made.write(certificate, client.certname());
    RealPostgres.launch(lab, lab.directory(host + "/postgres"), made.address);
    return made;
  }

  private void write(SslDirectory certificate, String client) throws IOException {
    for (String part : List.of("conf.d", "var")) {
      Files.createDirectories(directory.resolve(part));
    }
    Path packaged = RealParts.tree(Release.PUPPET7).resolve(PACKAGED);
    Files.copy(packaged.resolve("bootstrap.cfg"), directory.resolve("bootstrap.cfg"));
    Files.copy(packaged.resolve("conf.d/auth.conf"), directory.resolve("conf.d/auth.conf"));
    Files.writeString(directory.resolve("allowed"), client + "\n");
    Files.writeString(
        directory.resolve("logback.xml"),
        """
        <configuration>
          <appender name="FILE" class="ch.qos.logback.core.FileAppender">
            <file>%s/puppetdb.log</file>
            <encoder><pattern>%%d{HH:mm:ss.SSS} %%-5p [%%c{2}] %%m%%n</pattern></encoder>
          </appender>
          <root level="info"><appender-ref ref="FILE"/></root>
        </configuration>
        """
            .formatted(directory));
    Files.writeString(directory.resolve("conf.d/puppetdb.ini"), settings(certificate));
  }

  private String settings(SslDirectory certificate) {
    return """
        [global]
        vardir = %1$s/var
        logging-config = %1$s/logback.xml
        [database]
        subname = //%2$s:%3$d/%4$s
        username = %4$s
        password = any
        maximum-pool-size = 5
        gc-interval = 0
        [command-processing]
        threads = 1
        concurrent-writes = 1
        [jetty]
        ssl-host = %2$s
        ssl-port = %5$d
        ssl-key = %6$s
        ssl-cert = %7$s
        ssl-ca-cert = %8$s
        ssl-crl-path = %9$s
        [puppetdb]
        certificate-allowlist = %1$s/allowed
        disable-update-checking = true
        """
        .formatted(
            directory,
            address,
            RealPostgres.PORT,
            RealPostgres.NAME,
            PORT,
            certificate.privateKeyFile(),
            certificate.certificateFile(),
            certificate.caBundleFile(),
            certificate.crlFile());
  }

  /** As {@code server_urls} has it. */
  String url() {
    return "https://" + name + ":" + PORT;
  }

  /** Starts it and returns at once. */
  RealPuppetDb launch() throws IOException {
    String java = "/usr/bin/java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx192m";
    String main =
        "-cp /opt/puppetdb-classes:/usr/share/puppetdb/puppetdb.jar clojure.main"
            + " -m puppetlabs.puppetdb.core services --config %1$s/conf.d --bootstrap-config %1$s/bootstrap.cfg"
                .formatted(directory);
    process =
        lab.start(
            Release.PUPPET7,
            List.of((java + " " + main).split(" ")),
            directory.resolve("java.log"));
    return this;
  }

  /** Waits until it takes commands and answers queries. */
  RealPuppetDb await() throws IOException {
    RealLab.await(name, running(), directory, 300, this::isReady);
    return this;
  }

  private boolean isReady() {
    try {
      return get("/status/v1/simple").text().equals("running");
    } catch (PuppetHaException e) {
      return false;
    }
  }

  private Process running() {
    Process started = process;
    if (started == null) {
      throw new IllegalStateException(name + " was not launched");
    }
    return started;
  }

  private PuppetResponse get(String target) {
    return transport.to(new HostPort(name, PORT)).send(PuppetRequest.get(target));
  }

  /**
   * What it knows: a row for each result, its columns as text.
   *
   * @param pql a query in PuppetDB's query language
   */
  List<Map<String, String>> query(String pql) {
    PuppetResponse response =
        get("/pdb/query/v4?query=" + URLEncoder.encode(pql, StandardCharsets.UTF_8));
    if (!response.ok()) {
      throw new AssertionError(pql + ": " + response.status() + " " + response.text());
    }
    Tree rows = JsonReader.read(name, response.text()).root().orElseThrow();
    return ((Tree.ListNode) rows).items().stream().map(row -> columns((Tree.MapNode) row)).toList();
  }

  private static Map<String, String> columns(Tree.MapNode row) {
    return row.entries().stream()
        .collect(
            Collectors.toMap(
                column -> column.key().text(),
                column ->
                    column.value() instanceof Tree.Scalar scalar
                        ? scalar.text()
                        : column.value().kind()));
  }

  /** The same when there is something; what it has accepted it stores a little later. */
  List<Map<String, String>> awaitRows(String pql) throws IOException {
    RealLab.await(pql, running(), directory, 30, () -> !query(pql).isEmpty());
    return query(pql);
  }

  /** Stops it; connections are refused from then on. */
  void stop() {
    if (process != null) {
      RealLab.stop(process);
      process = null;
    }
  }

  @Override
  public void close() {
    stop();
    transport.close();
  }
}

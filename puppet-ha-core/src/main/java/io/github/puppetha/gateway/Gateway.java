package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.Sender;
import io.github.puppetha.http.SwitchNotice;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.TlsContexts;
import io.github.puppetha.pki.TrustBundle;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * A site's one address for its agents. Checks each client's certificate against CA and CRL, tells
 * the server behind who the client is, and passes over servers that do not answer. Built and
 * started by one thread, served by its own threads; who builds it closes it. The transport is not
 * closed with it.
 */
public final class Gateway implements AutoCloseable {
  private static final int MAX_HEADERS = 64 * 1024;
  private static final int BACKLOG = 4096;

  private final Builder builder;
  private final InFlight inFlight = new InFlight();
  private final Server server;
  private final ServerConnector connector;
  private final RunKeeper keeper;

  private Gateway(Builder builder) {
    this.builder = builder;
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("puppet-ha-gateway");
    threads.setDaemon(true);
    server = new Server(threads);
    connector =
        new ServerConnector(
            server, new SslConnectionFactory(tls(), "http/1.1"), new HttpConnectionFactory(http()));
    connector.setHost(builder.listen.getHostString());
    connector.setPort(builder.listen.getPort());
    connector.setIdleTimeout(builder.idleTimeout.toMillis());
    connector.setAcceptQueueSize(BACKLOG);
    server.addConnector(connector);
    Postponed postponed = new Postponed(builder.clock, builder.postponeTime);
    ClientCheck clients = new ClientCheck(builder.trust(), builder.clock);
    Settings settings = builder.settings();
    keeper = new RunKeeper(settings, builder.identity(), builder.switchLease);
    server.setHandler(new GatewayHandler(settings, clients, postponed, keeper.pinning(), inFlight));
  }

  /** Begins; identity, trust, transport and routes must be given. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Any client certificate passes the handshake, so that a bad one gets an answer that says why; it
   * is checked for each request.
   */
  private SslContextFactory.Server tls() {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setSslContext(TlsContexts.serverForAnyClient(builder.identity(), builder.trust()));
    factory.setWantClientAuth(true);
    factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    factory.setRenegotiationAllowed(false);
    return factory;
  }

  /**
   * Paths are read by PuppetPaths alone, which is stricter. Host is not compared with SNI: Jetty
   * keeps what it compares in the TLS session, whereupon Java sends a session ticket behind the
   * answer, for which Puppet's agents wait 30 s; and it would say 400, which they misread.
   */
  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.addCustomizer(new SecureRequestCustomizer(false));
    http.setSendServerVersion(false);
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.setRequestHeaderSize(MAX_HEADERS);
    http.setResponseHeaderSize(MAX_HEADERS);
    return http;
  }

  /**
   * Opens the listener.
   *
   * @throws PuppetHaException when the address cannot be listened on
   */
  public Gateway start() {
    if (builder.pin != PinMode.NONE) {
      keeper.start(builder.lookEvery);
    }
    try {
      server.start();
      return this;
    } catch (Exception e) {
      throw new PuppetHaException(
          "gateway "
              + builder.identity().get().certname()
              + " cannot listen on "
              + builder.listen
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Hears of a switch from a deployer in this JVM; others tell it over the wire. New catalogs of
   * the environments, and runs that begin, wait for the switch's end, for as long as its lease at
   * most.
   */
  public void notice(SwitchNotice notice) {
    keeper.trees().notice(notice);
  }

  /**
   * Sends requests of the gateway's own to one of its servers, which is told that they are the
   * gateway's in the way that it is told who clients are.
   */
  public Sender self(HostPort server) {
    Sender sender = builder.settings().transport().to(server);
    if (builder.serverMode == IdentityMode.NONE) {
      return sender;
    }
    return request -> {
      Identity own = builder.identity().get();
      Map<String, List<String>> headers = new TreeMap<>(request.headers());
      IdentityHeaders.set(headers, new Client.Known(own.certname(), own.certificate()));
      return sender.send(
          new PuppetRequest(request.method(), request.target(), headers, request.body()));
    };
  }

  /** How many requests wait for a switch to end, now. */
  public int waiting() {
    return keeper.trees().waiting();
  }

  /** The port listened on, also when 0 was asked for. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Takes no more connections, lets requests under way end, then closes. */
  @Override
  public void close() {
    try {
      connector.close();
      inFlight.drain(builder.stopTime);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      server.stop();
    } catch (Exception e) {
      throw new PuppetHaException("closing the gateway: " + e.getMessage(), e);
    } finally {
      keeper.close();
    }
  }

  /** What a {@link Gateway} is made of. */
  public static final class Builder {
    private InetSocketAddress listen = new InetSocketAddress("0.0.0.0", HostPort.PUPPET_PORT);
    private @Nullable Supplier<Identity> identity;
    private @Nullable Supplier<TrustBundle> trust;
    private @Nullable HttpTransport transport;
    private @Nullable Routes routes;
    private Supplier<Set<String>> gateways = Set::of;
    private IdentityMode serverMode = IdentityMode.HEADERS;
    private IdentityMode caMode = IdentityMode.NONE;
    private Duration connectTimeout = Duration.ofSeconds(1);
    private Duration patientTimeout = Duration.ofSeconds(5);
    private Duration postponeTime = Duration.ofSeconds(5);
    private Duration retryAfter = Duration.ofSeconds(10);
    private Duration idleTimeout = Duration.ofSeconds(30);
    private Duration stopTime = Duration.ofSeconds(10);
    private long bodyLimit = 64L * 1024 * 1024;
    private Path temporaryDirectory = Path.of(System.getProperty("java.io.tmpdir"));
    private Set<String> deployers = Set.of();
    private PinMode pin = PinMode.NONE;
    private Duration switchLease = Duration.ofSeconds(5);
    private Duration lookEvery = Duration.ofSeconds(10);
    private GatewayListener listener = GatewayListener.NONE;
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /** Where to listen; port 0 takes a free one. Otherwise 0.0.0.0:8140. */
    public Builder listen(InetSocketAddress value) {
      listen = value;
      return this;
    }

    /** Where to listen. */
    public Builder listen(HostPort value) {
      return listen(new InetSocketAddress(value.host(), value.port()));
    }

    /** The listener's certificate; its certname is how other gateways know this one. */
    public Builder identity(Identity value) {
      return identity(() -> value);
    }

    /** The same, asked at each handshake, so that it may be renewed. */
    public Builder identity(Supplier<Identity> value) {
      identity = value;
      return this;
    }

    /** CA and CRLs for clients; asked for each request, so it must answer at once. */
    public Builder trust(Supplier<TrustBundle> value) {
      trust = value;
      return this;
    }

    /** By whom servers, CA and other gateways are asked; with the gateway's own identity. */
    public Builder transport(HttpTransport value) {
      transport = value;
      return this;
    }

    /** Where requests go. */
    public Builder routes(Routes value) {
      routes = value;
      return this;
    }

    /** Certnames of all gateways: only these may say who their client is. */
    public Builder gateways(Set<String> certnames) {
      Set<String> copy = Set.copyOf(certnames);
      return gateways(() -> copy);
    }

    /** The same, asked for each request. */
    public Builder gateways(Supplier<Set<String>> certnames) {
      gateways = certnames;
      return this;
    }

    /** Certnames that may announce switches, beside those of the gateways; nobody otherwise. */
    public Builder deployers(Set<String> certnames) {
      deployers = Set.copyOf(certnames);
      return this;
    }

    /** What of an agent's run is kept at one revision; nothing otherwise. */
    public Builder pin(PinMode value) {
      pin = value;
      return this;
    }

    /** How long a switch that was announced, or was said to go on, is waited for; 5 s otherwise. */
    public Builder switchLease(Duration value) {
      switchLease = value;
      return this;
    }

    /** How often servers are asked which revisions are live; every 10 s otherwise. */
    public Builder lookEvery(Duration value) {
      lookEvery = value;
      return this;
    }

    /** How servers are told who the client is; by headers otherwise. */
    public Builder serverMode(IdentityMode value) {
      serverMode = value;
      return this;
    }

    /** How the CA is told; not at all otherwise. */
    public Builder caMode(IdentityMode value) {
      caMode = value;
      return this;
    }

    /** For each server while others are left; 1 s otherwise. */
    public Builder connectTimeout(Duration value) {
      connectTimeout = value;
      return this;
    }

    /** For servers that were too slow to connect, when nobody else is left; 5 s otherwise. */
    public Builder patientTimeout(Duration value) {
      patientTimeout = value;
      return this;
    }

    /** How long a server that did not answer is tried last; 5 s otherwise. */
    public Builder postponeTime(Duration value) {
      postponeTime = value;
      return this;
    }

    /** After how long agents are to come again when nobody can serve; 10 s otherwise. */
    public Builder retryAfter(Duration value) {
      retryAfter = value;
      return this;
    }

    /** How long a connection may be silent; 30 s otherwise, as with Puppet Server. */
    public Builder idleTimeout(Duration value) {
      idleTimeout = value;
      return this;
    }

    /** How long closing waits for requests under way; 10 s otherwise. */
    public Builder stopTime(Duration value) {
      stopTime = value;
      return this;
    }

    /** The largest request body in bytes; 64 MiB otherwise. */
    public Builder bodyLimit(long bytes) {
      bodyLimit = bytes;
      return this;
    }

    /** Where bodies over 1 MiB wait; the system's directory otherwise. */
    public Builder temporaryDirectory(Path value) {
      temporaryDirectory = value;
      return this;
    }

    /** Who hears of what is served. */
    public Builder listener(GatewayListener value) {
      listener = value;
      return this;
    }

    /** Tells the time for certificates and for how long servers are postponed. */
    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /** Not yet listening. */
    public Gateway build() {
      return new Gateway(this);
    }

    private Supplier<Identity> identity() {
      return Objects.requireNonNull(identity, "a gateway needs an identity");
    }

    private Supplier<TrustBundle> trust() {
      return Objects.requireNonNull(trust, "a gateway needs a trust bundle");
    }

    private Settings settings() {
      return new Settings(
          identity().get().certname(),
          Objects.requireNonNull(routes, "a gateway needs routes"),
          Objects.requireNonNull(transport, "a gateway needs a transport"),
          gateways,
          deployers,
          pin,
          serverMode,
          caMode,
          connectTimeout,
          patientTimeout,
          Long.toString(Math.max(1, retryAfter.toSeconds())),
          bodyLimit,
          temporaryDirectory,
          listener,
          clock);
    }
  }
}

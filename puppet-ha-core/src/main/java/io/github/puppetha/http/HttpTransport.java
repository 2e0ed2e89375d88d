package io.github.puppetha.http;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.pki.TlsContexts;
import io.github.puppetha.pki.TrustBundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTPS client: mutual TLS, the server always asked and checked under its own name (SNI, Host
 * and certificate), whatever address the {@link NameResolver} gave for it. Redirects are not
 * followed, bodies not decoded. Safe for use by several threads; holds threads and connections, so
 * who builds it closes it.
 */
public final class HttpTransport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

  /** A resumed session is not checked against newer CRLs. */
  private static final int SESSION_SECONDS = 300;

  private static final int MAX_BODY = 256 * 1024 * 1024;

  private final HttpClient client;
  private final SSLContext tls;
  private final Supplier<Optional<Identity>> identity;
  private final NameResolver resolver;
  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final Connections connections = new Connections();
  private final Map<String, InetAddress> lastGood = new ConcurrentHashMap<>();

  private HttpTransport(Builder builder) {
    identity = builder.identity;
    resolver = builder.resolver;
    connectTimeout = builder.connectTimeout;
    readTimeout = builder.readTimeout;
    tls = builder.tls();
    client = JettyClients.start(tls, connectTimeout, builder.keepAlive, this::resolve);
  }

  /** Begins with the operating system's names, 10 s to connect and 10 minutes to be answered. */
  public static Builder builder() {
    return new Builder();
  }

  /** Sends complete requests to one server; waits for complete answers, up to 256 MiB each. */
  public Sender to(HostPort server) {
    return request -> send(server, request, connectTimeout);
  }

  /**
   * The same to a server that may take identities from headers: it is told by them who we are when
   * it forbids something to the connection's certificate.
   */
  public Sender identified(HostPort server) {
    Sender direct = to(server);
    return identity
        .get()
        .map(who -> ClientHeaders.sender(direct, who.certificate()))
        .orElse(direct);
  }

  /**
   * The same, waiting no longer for each whole answer than so long, connecting included.
   *
   * @param fresh over a new connection each time, because the question is whether the server still
   *     takes any
   */
  public Sender within(HostPort server, Duration deadline, boolean fresh) {
    return request -> {
      Collector collector = new Collector(server, MAX_BODY);
      return collector.await(
          exchange(server, streamed(request, deadline, fresh), collector), deadline);
    };
  }

  /**
   * The same as {@link #identified(HostPort)}, with a deadline for each whole answer.
   *
   * @param byHeaders whether this server is known to want headers; set when it is found to, so that
   *     it need not forbid something, and log that, each time it is asked
   */
  public Sender identified(HostPort server, Duration deadline, AtomicBoolean byHeaders) {
    Sender direct = within(server, deadline, false);
    return identity
        .get()
        .map(who -> ClientHeaders.sender(direct, who.certificate(), byHeaders))
        .orElse(direct);
  }

  /**
   * Begins a request and returns at once.
   *
   * @throws IllegalArgumentException when the target cannot be sent as it is
   */
  public Exchange exchange(HostPort server, StreamedRequest request, ResponseListener listener) {
    Duration timeout = request.connectTimeout() == null ? connectTimeout : request.connectTimeout();
    ClientExchange exchange =
        new ClientExchange(client, connections, server, request, timeout, listener);
    exchange.send(readTimeout, address -> lastGood.put(server.host(), address));
    return exchange;
  }

  /**
   * Is a Puppet Server alive there? Connects, checks its certificate and asks for its status.
   *
   * @param timeout until connected, and again until answered
   */
  public boolean probe(HostPort server, Duration timeout) {
    try {
      return status(server, timeout).ok();
    } catch (ServerUnreachableException e) {
      return false;
    }
  }

  /**
   * The same for callers that want to know why not: what the server answers when it is asked for
   * its status.
   *
   * @param timeout until connected, and again until answered
   * @throws ServerUnreachableException when no answer came
   */
  public PuppetResponse status(HostPort server, Duration timeout) {
    PuppetRequest request = PuppetRequest.get(PuppetPaths.STATUS).header("accept", "text/plain");
    Collector collector = new Collector(server, MAX_BODY);
    Exchange exchange = exchange(server, streamed(request, timeout, false), collector);
    return collector.await(exchange, timeout.multipliedBy(2));
  }

  /**
   * Would a server take a connection now? Connects to whichever of its addresses is first to answer
   * (RFC 8305), shakes hands under the server's own name, and closes. The address is preferred by
   * later requests. A thread that is interrupted closes its sockets at once.
   *
   * @param timeout for the look-up, TCP and TLS together
   * @throws IOException when not; the message says why
   */
  public void handshake(HostPort server, Duration timeout) throws IOException {
    InetAddress reached = Handshake.of(tls, resolver).shake(server, timeout);
    lastGood.put(server.host(), reached);
  }

  private PuppetResponse send(HostPort server, PuppetRequest request, Duration timeout) {
    Collector collector = new Collector(server, MAX_BODY);
    Exchange exchange = exchange(server, streamed(request, timeout, false), collector);
    return collector.await(exchange, null);
  }

  private static StreamedRequest streamed(PuppetRequest request, Duration timeout, boolean fresh) {
    boolean bare = request.body().length == 0 && !request.headers().containsKey("content-type");
    RequestBody body = bare ? RequestBody.NONE : new RequestBody.Bytes(request.body());
    return new StreamedRequest(
        request.method(), request.target(), request.headers(), body, timeout, fresh);
  }

  /** The address that worked last goes first; where none is known to, they race (RFC 8305). */
  private void resolve(
      String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> found) {
    client
        .getExecutor()
        .execute(
            () -> {
              try {
                List<InetSocketAddress> addresses = new ArrayList<>();
                List<InetAddress> all = resolver.resolve(host);
                InetAddress good = all.size() == 1 ? null : preferred(host, port, all);
                for (InetAddress address : all) {
                  InetAddress named = InetAddress.getByAddress(host, address.getAddress());
                  addresses.add(named.equals(good) ? 0 : addresses.size(), at(named, port));
                }
                found.succeeded(addresses);
              } catch (Exception e) {
                found.failed(e);
              }
            });
  }

  private @Nullable InetAddress preferred(String host, int port, List<InetAddress> all) {
    InetAddress good = lastGood.get(host);
    if (good != null && all.contains(good)) {
      return good;
    }
    try (SocketChannel channel = AddressRace.connect(all, port, connectTimeout.dividedBy(2))) {
      return channel.socket().getInetAddress();
    } catch (IOException e) {
      LOG.debug("no address of {} takes a connection at port {}", host, port, e);
      return null;
    }
  }

  private static InetSocketAddress at(InetAddress address, int port) {
    return new InetSocketAddress(address, port);
  }

  /**
   * Has every new connection checked in full, whomever it is to. To be called when trust changed: a
   * TLS session that is resumed is not checked anew, for up to five minutes.
   */
  public void forgetSessions() {
    SSLSessionContext sessions = tls.getClientSessionContext();
    for (byte[] id : Collections.list(sessions.getIds())) {
      SSLSession session = sessions.getSession(id);
      if (session != null) {
        session.invalidate();
      }
    }
  }

  /** Closes all connections; requests under way fail. */
  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      throw new PuppetHaException("closing the HTTP client: " + e.getMessage(), e);
    }
  }

  /** What an {@link HttpTransport} is made of. */
  public static final class Builder {
    private Supplier<Optional<Identity>> identity = Optional::empty;
    private @Nullable Supplier<TrustBundle> trust;
    private NameResolver resolver = NameResolver.system();
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration readTimeout = Duration.ofMinutes(10);
    private Duration keepAlive = Duration.ofSeconds(10);
    private boolean unverified;

    private Builder() {}

    /** Who we are; without it no client certificate is sent. */
    public Builder identity(Identity value) {
      return identity(() -> value);
    }

    /** The same, asked at each new connection, so that it may be renewed. */
    public Builder identity(Supplier<Identity> value) {
      identity = () -> Optional.of(value.get());
      return this;
    }

    /** Whom to trust; asked at each new connection. */
    public Builder trust(Supplier<TrustBundle> value) {
      trust = value;
      return this;
    }

    /** Whom to trust. */
    public Builder trust(TrustBundle value) {
      return trust(() -> value);
    }

    /**
     * Trusts whoever answers, which is right for one request only: the first one for the CA
     * certificate, whose fingerprint is compared afterwards.
     */
    public Builder unverified() {
      unverified = true;
      return this;
    }

    /**
     * Who we are and whom to trust, by the files of an agent's ssldir; read now.
     *
     * @throws PuppetHaException when one is missing
     */
    public Builder ssl(Path ssldir, String certname) {
      SslDirectory files = SslDirectory.of(ssldir, certname);
      return identity(files.identity()).trust(files.trustBundle());
    }

    /** Looks names up; the operating system does it otherwise. */
    public Builder resolver(NameResolver value) {
      resolver = value;
      return this;
    }

    /** For the look-up, TCP and TLS together; one address gets half of it at most. */
    public Builder connectTimeout(Duration value) {
      connectTimeout = value;
      return this;
    }

    /** How long a server may be silent. */
    public Builder readTimeout(Duration value) {
      readTimeout = value;
      return this;
    }

    /** How long an unused connection is kept; shorter than the server's own time (30 s). */
    public Builder keepAlive(Duration value) {
      keepAlive = value;
      return this;
    }

    /**
     * Starts it.
     *
     * @throws IllegalStateException when it isn't said whom to trust
     */
    public HttpTransport build() {
      if ((trust == null) != unverified) {
        throw new IllegalStateException("say whom to trust: either trust(...) or unverified()");
      }
      return new HttpTransport(this);
    }

    private SSLContext tls() {
      if (trust == null) {
        return TlsContexts.unverifiedClient();
      }
      SSLContext context = TlsContexts.client(identity, trust, Clock.systemUTC());
      context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
      return context;
    }
  }
}

package io.github.puppetha.testkit;

import io.github.puppetha.HostPort;
import io.github.puppetha.ca.CaEngine;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.TrustBundle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Puppet server in this JVM, on a port of 127.0.0.1, that agents and tools cannot tell from a
 * real one by its answers: a CA that signs, environments on disk, file metadata and content,
 * catalogs (with the {@code notify} resources of the manifests), reports, status; TLS 1.2 and 1.3
 * with client certificates; Puppet Server's default authorization. Catalogs have the name of the
 * environment's resolved directory as their version, so a test sees which revision was compiled.
 *
 * <pre>{@code
 * try (FakeMaster ca = FakeMaster.builder().name("puppet1.example.test").start();
 *     FakeMaster compiler = FakeMaster.builder().name("puppet2.example.test").caOf(ca).start()) {
 *   …
 *   compiler.fault(new Fault.Refuse());
 * }
 * }</pre>
 *
 * <p>All methods may be called by any thread, faults and answers changed while requests run.
 */
public final class FakeMaster implements AutoCloseable {
  private final MasterParts parts;
  private final MasterHandler handler;
  private final Listener listener;
  private boolean started;
  private @Nullable Fault fault;

  FakeMaster(MasterParts parts, int port) {
    this.parts = parts;
    handler = new MasterHandler(parts.service());
    listener =
        new Listener(parts.name(), port, Tls.context(parts.identity(), parts.trust()), handler);
  }

  /** One named {@code localhost} with a CA of its own, unless more is said. */
  public static FakeMasterBuilder builder() {
    return new FakeMasterBuilder();
  }

  /** Leads every name to 127.0.0.1, where all fake servers are. */
  public static NameResolver loopback() {
    return host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
  }

  /**
   * Listens. Does nothing when it was started before.
   *
   * @throws io.github.puppetha.PuppetHaException when it cannot, as when a fixed port is taken
   */
  public synchronized FakeMaster start() {
    if (!started) {
      started = true;
      listener.start();
    }
    return this;
  }

  /** Its name, which is that of its certificate. */
  public String name() {
    return parts.name();
  }

  /** Its name and port, as agents know it; the name leads to {@link #socketAddress()}. */
  public HostPort address() {
    return new HostPort(name(), port());
  }

  /** The port that it listens on, also while a fault keeps it from listening. */
  public int port() {
    if (listener.port() <= 0) {
      throw new IllegalStateException(name() + " has no port before it is started");
    }
    return listener.port();
  }

  /** Where it listens. */
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(listener.address().getAddress(), port());
  }

  /** {@code https://name:port}. */
  public URI uri() {
    return URI.create("https://" + address());
  }

  /** The CA bundle and the CRLs as they are now: whom it trusts and who trusts it. */
  public TrustBundle trust() {
    return parts.trust().get();
  }

  /** Its own certificate and key. */
  public Identity identity() {
    return parts.identity();
  }

  /**
   * Makes a key and has the CA issue a certificate for it, past all policy.
   *
   * @param dnsAltNames names beside the certname
   * @throws IllegalStateException when this server was built without a CA to issue by
   */
  public Identity issue(String certname, String... dnsAltNames) {
    return issue(certname, Set.of(dnsAltNames), Map.of());
  }

  /**
   * The same with extensions in the certificate: {@code pp_cli_auth} to {@code true} makes an
   * administrator of the CA.
   *
   * @param extensions short name or OID to value
   * @throws IllegalStateException when this server was built without a CA to issue by
   */
  public Identity issue(String certname, Set<String> dnsAltNames, Map<String, String> extensions) {
    Duration life = Duration.ofDays(365);
    return parts.ca().issue(certname, dnsAltNames, extensions, Instant.now(), life);
  }

  /**
   * The CA that issued its certificate, to sign and revoke past the wire; not to be closed.
   *
   * @throws IllegalStateException when this server was built without a CA
   */
  public CaEngine ca() {
    return parts.ca().engine();
  }

  /** The directory of its environments; it may be changed at any time. */
  public Path environments() {
    return parts.environments();
  }

  /** From now on something is wrong, instead of what was wrong before. */
  public synchronized void fault(Fault next) {
    clearFault();
    fault = next;
    handler.fault(next);
    if (next instanceof Fault.Refuse) {
      listener.refuse();
    } else if (next instanceof Fault.Drop) {
      listener.ignore();
    } else if (next instanceof Fault.ExpiredCertificate) {
      listener.use(Tls.context(parts.expired(), parts.trust()));
    }
  }

  /** Nothing is wrong any more; a server that refused listens on the same port again. */
  public synchronized void clearFault() {
    Fault last = fault;
    fault = null;
    handler.fault(null);
    if (last instanceof Fault.Refuse) {
      listener.listenAgain();
    } else if (last instanceof Fault.Drop) {
      listener.acceptAgain();
    } else if (last instanceof Fault.ExpiredCertificate) {
      listener.use(Tls.context(parts.identity(), parts.trust()));
    }
  }

  /** What is wrong now. */
  public synchronized Optional<Fault> fault() {
    return Optional.ofNullable(fault);
  }

  /**
   * Answers requests otherwise, before authorization; what it returns empty for goes the usual way.
   * Of several the last one given is asked first.
   *
   * @param dispatcher called by several threads at once
   */
  public void dispatch(Function<RecordedRequest, Optional<PuppetResponse>> dispatcher) {
    parts.service().override(dispatcher);
  }

  /** Answers one method and raw path (without query) always so. */
  public void answer(String method, String path, PuppetResponse answer) {
    dispatch(
        request ->
            request.method().equals(method) && request.path().equals(path)
                ? Optional.of(answer)
                : Optional.empty());
  }

  /** Takes back all that {@link #dispatch} and {@link #answer} changed. */
  public void clearAnswers() {
    parts.service().forgetOverrides();
  }

  /** The requests that came since the start or {@link #clearRequests()}, dropped ones not. */
  public List<RecordedRequest> requests() {
    return parts.service().requests();
  }

  /** Forgets the requests so far. */
  public void clearRequests() {
    parts.service().forgetRequests();
  }

  /** The reports that agents sent here, in order of arrival. */
  public List<ReceivedReport> reports() {
    return parts.received().reports();
  }

  /** The facts that a node sent last, with its catalog request or apart, as JSON. */
  public Optional<String> factsOf(String certname) {
    return parts.received().factsOf(certname);
  }

  /** The environments whose cache was flushed over the admin API; an empty name means all. */
  public List<String> flushes() {
    return parts.received().flushes();
  }

  /** How often its JRuby pool was flushed over the admin API. */
  public int poolFlushes() {
    return parts.received().poolFlushes();
  }

  /**
   * Lets its status say that a request waits for a JRuby, until what is returned is closed.
   *
   * @param uri the request's path
   */
  public AutoCloseable waiting(String uri) {
    return parts.jrubies().queue(uri);
  }

  /**
   * Lets its status say that one of its four JRubies is at work on a request, until what is
   * returned is closed, which counts as a JRuby that came back.
   *
   * @param uri the request's path, for example {@code /puppet/v3/catalog/node1.example.test}
   */
  public AutoCloseable busy(String uri) {
    return parts.jrubies().borrow(uri);
  }

  /** Stops listening and removes the temporary directories; a server is not started again. */
  @Override
  public synchronized void close() {
    handler.fault(null);
    listener.close();
    parts.close();
  }

  MasterParts parts() {
    return parts;
  }
}

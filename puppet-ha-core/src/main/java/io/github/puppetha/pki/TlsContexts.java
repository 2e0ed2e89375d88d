package io.github.puppetha.pki;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS contexts out of an identity and a bundle, by the JDK's own TLS; nothing is registered for the
 * whole JVM. Identity and bundle may come from suppliers: these are asked at each handshake, from
 * any thread, and a changed CRL counts from the next handshake on.
 *
 * <p>A resumed TLS session is not checked again: a server that must turn a revoked client away at
 * once checks the certificate per request too, by {@link CertificateVerifier}.
 */
public final class TlsContexts {
  private TlsContexts() {}

  /** A server's context. */
  public static SSLContext server(Identity identity, TrustBundle trust) {
    return server(() -> identity, () -> trust, Clock.systemUTC());
  }

  /**
   * A server's context. A client certificate that is presented must be good, else the handshake
   * fails. Whether one is asked for is a matter of the socket or engine: {@code
   * setWantClientAuth(true)} for everything that Puppet agents talk to.
   */
  public static SSLContext server(
      Supplier<Identity> identity, Supplier<TrustBundle> trust, Clock clock) {
    return context(
        new IdentityKeyManager(() -> Optional.of(identity.get())),
        new BundleTrustManager(trust, clock));
  }

  /**
   * A server's context whose handshakes take any client certificate, so that a client with a bad
   * one can be told why. Who uses it must check the certificate for each request, by {@link
   * CertificateVerifier}.
   */
  public static SSLContext serverForAnyClient(
      Supplier<Identity> identity, Supplier<TrustBundle> trust) {
    return context(
        new IdentityKeyManager(() -> Optional.of(identity.get())),
        new AnyClientTrustManager(trust));
  }

  /**
   * A client's context.
   *
   * @param identity who the client is, or null to present no certificate
   */
  public static SSLContext client(@Nullable Identity identity, TrustBundle trust) {
    return client(() -> Optional.ofNullable(identity), () -> trust, Clock.systemUTC());
  }

  /**
   * A client's context. The server's certificate must be good and cover the host that the socket or
   * engine was created for, whether or not endpoint identification is switched on there.
   */
  public static SSLContext client(
      Supplier<Optional<Identity>> identity, Supplier<TrustBundle> trust, Clock clock) {
    return context(new IdentityKeyManager(identity), new BundleTrustManager(trust, clock));
  }

  /**
   * A client's context that believes every server. For one thing only: the first download of the CA
   * bundle, whose fingerprint is then compared, or which is trusted on first use as Puppet's agent
   * does.
   */
  public static SSLContext unverifiedClient() {
    return context(new IdentityKeyManager(Optional::empty), new CredulousTrustManager());
  }

  private static SSLContext context(KeyManager keys, TrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }
}

package io.github.puppetha.pki;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts what the bundle of the moment trusts; servers must also bear the name they were asked by.
 */
final class BundleTrustManager extends X509ExtendedTrustManager {
  private record Current(TrustBundle bundle, CertificateVerifier verifier) {}

  private final Supplier<TrustBundle> trust;
  private final Clock clock;
  private volatile @Nullable Current current;

  BundleTrustManager(Supplier<TrustBundle> trust, Clock clock) {
    this.trust = trust;
    this.clock = clock;
  }

  private CertificateVerifier verifier() {
    TrustBundle bundle = trust.get();
    Current known = current;
    if (known == null || !known.bundle().equals(bundle)) {
      known = new Current(bundle, CertificateVerifier.of(bundle, clock));
      current = known;
    }
    return known.verifier();
  }

  private void check(X509Certificate[] chain, CertificateVerifier.Usage usage)
      throws CertificateException {
    Verdict verdict = verifier().verify(chain.length == 0 ? null : chain[0], usage);
    if (!verdict.trusted()) {
      throw new CertificateException(verdict.message());
    }
  }

  private void checkServer(X509Certificate[] chain, @Nullable SSLSession session)
      throws CertificateException {
    check(chain, CertificateVerifier.Usage.SERVER);
    String host = session == null ? null : session.getPeerHost();
    if (host == null || host.isEmpty()) {
      throw new CertificateException("the host name is not known, so it cannot be compared");
    }
    if (!HostNames.covers(chain[0], host)) {
      throw new CertificateException(
          "the server's certificate is for " + HostNames.of(chain[0]) + ", not for " + host);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, CertificateVerifier.Usage.CLIENT);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    check(chain, CertificateVerifier.Usage.CLIENT);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    check(chain, CertificateVerifier.Usage.CLIENT);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    checkServer(chain, null);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    checkServer(chain, socket instanceof SSLSocket ssl ? ssl.getHandshakeSession() : null);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    checkServer(chain, engine == null ? null : engine.getHandshakeSession());
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.get().authorities().toArray(X509Certificate[]::new);
  }
}

package io.github.puppetha.pki;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Takes every client, who is then checked for each request, and no server. */
final class AnyClientTrustManager extends X509ExtendedTrustManager {
  private final Supplier<TrustBundle> trust;

  AnyClientTrustManager(Supplier<TrustBundle> trust) {
    this.trust = trust;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {
    // Taken: each request is checked.
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {
    // Taken: each request is checked.
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {
    // Taken: each request is checked.
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("for servers only");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  /** The CAs that clients are asked for. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.get().authorities().toArray(X509Certificate[]::new);
  }
}

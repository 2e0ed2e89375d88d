package io.github.puppetha.http;

import io.github.puppetha.pki.TrustBundle;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Checks servers against the bundle of the moment: path, validity, CRLs and name. */
final class CheckedTrust extends X509ExtendedTrustManager {
  private record Loaded(TrustBundle bundle, X509ExtendedTrustManager manager) {}

  private final Supplier<TrustBundle> bundles;
  private volatile @Nullable Loaded loaded;
  private volatile @Nullable SSLSessionContext sessions;

  CheckedTrust(Supplier<TrustBundle> bundles) {
    this.bundles = bundles;
  }

  void forgetSessionsOf(SSLSessionContext context) {
    sessions = context;
  }

  private X509ExtendedTrustManager current() throws CertificateException {
    TrustBundle bundle = bundles.get();
    Loaded before = loaded;
    if (before != null && before.bundle() == bundle) {
      return before.manager();
    }
    try {
      Loaded now = new Loaded(bundle, load(bundle));
      loaded = now;
      forgetSessions();
      return now.manager();
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new CertificateException("the trust bundle cannot be used: " + e.getMessage(), e);
    }
  }

  /** A resumed session would pass by a check against newer CRLs. */
  private void forgetSessions() {
    SSLSessionContext context = sessions;
    if (context == null) {
      return;
    }
    for (byte[] id : Collections.list(context.getIds())) {
      var session = context.getSession(id);
      if (session != null) {
        session.invalidate();
      }
    }
  }

  private static X509ExtendedTrustManager load(TrustBundle bundle)
      throws GeneralSecurityException, java.io.IOException {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    int number = 0;
    for (X509Certificate authority : bundle.authorities()) {
      anchors.setCertificateEntry("ca" + number++, authority);
    }
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
    parameters.setRevocationEnabled(!bundle.crls().isEmpty());
    if (!bundle.crls().isEmpty()) {
      PKIXRevocationChecker checker =
          (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
      checker.setOptions(
          EnumSet.of(
              PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
      parameters.addCertPathChecker(checker);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(bundle.crls())));
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(new CertPathTrustManagerParameters(parameters));
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    current().checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    current().checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    current().checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    current().checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    current().checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    current().checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return List.copyOf(bundles.get().authorities()).toArray(X509Certificate[]::new);
  }
}

package io.github.puppetha.site;

import io.github.puppetha.pki.CertificateIssuer;
import io.github.puppetha.pki.TrustBundle;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The CA bundle and CRLs that the gateway checks clients against, kept while the CA is down. A CRL
 * is replaced by a later one of the same issuer only, so that no revocation is forgotten.
 */
final class TrustCopy implements Supplier<TrustBundle> {
  private final AtomicReference<TrustBundle> bundle;

  TrustCopy(TrustBundle first) {
    bundle = new AtomicReference<>(first);
  }

  @Override
  public TrustBundle get() {
    return bundle.get();
  }

  /** Takes over what the CA hands out now; true when that changed anything. */
  boolean accept(List<X509Certificate> authorities, List<X509CRL> crls) {
    TrustBundle before = bundle.get();
    List<X509CRL> kept = new ArrayList<>();
    for (X509CRL crl : crls) {
      X509CRL old = sameIssuer(before.crls(), crl);
      kept.add(old != null && newer(old, crl) ? old : crl);
    }
    before.crls().stream().filter(old -> sameIssuer(kept, old) == null).forEach(kept::add);
    return !bundle.getAndSet(new TrustBundle(authorities, kept)).equals(bundle.get());
  }

  private static boolean newer(X509CRL old, X509CRL crl) {
    return CertificateIssuer.crlNumber(old).compareTo(CertificateIssuer.crlNumber(crl)) > 0;
  }

  private static @Nullable X509CRL sameIssuer(List<X509CRL> crls, X509CRL wanted) {
    return crls.stream()
        .filter(crl -> crl.getIssuerX500Principal().equals(wanted.getIssuerX500Principal()))
        .findFirst()
        .orElse(null);
  }
}

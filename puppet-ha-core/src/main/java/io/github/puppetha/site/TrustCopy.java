package io.github.puppetha.site;

import io.github.puppetha.pki.TrustBundle;
import java.math.BigInteger;
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
  private static final int CRL_NUMBER_VALUE = 2; // the tag and length of the OCTET STRING around it

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
      kept.add(old != null && number(old).compareTo(number(crl)) > 0 ? old : crl);
    }
    before.crls().stream().filter(old -> sameIssuer(kept, old) == null).forEach(kept::add);
    return !bundle.getAndSet(new TrustBundle(authorities, kept)).equals(bundle.get());
  }

  private static @Nullable X509CRL sameIssuer(List<X509CRL> crls, X509CRL wanted) {
    return crls.stream()
        .filter(crl -> crl.getIssuerX500Principal().equals(wanted.getIssuerX500Principal()))
        .findFirst()
        .orElse(null);
  }

  /** The CRL number (RFC 5280, 5.2.3), or -1 where there is none. */
  private static BigInteger number(X509CRL crl) {
    byte[] der = crl.getExtensionValue("2.5.29.20");
    if (der == null || der.length <= 2 * CRL_NUMBER_VALUE) {
      return BigInteger.ONE.negate();
    }
    return new BigInteger(der, 2 * CRL_NUMBER_VALUE, der.length - 2 * CRL_NUMBER_VALUE);
  }
}

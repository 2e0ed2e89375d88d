package io.github.puppetha.pki;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Whom to trust: the CA bundle and the CRLs of its chain, as Puppet hands them out.
 *
 * @param authorities signing CA first, root last; never empty
 * @param crls the signing CA's own CRL first; empty means that revocation is not checked
 */
public record TrustBundle(List<X509Certificate> authorities, List<X509CRL> crls) {
  /** Copies both lists and checks that there is a CA. */
  public TrustBundle {
    authorities = List.copyOf(authorities);
    crls = List.copyOf(crls);
    if (authorities.isEmpty()) {
      throw new IllegalArgumentException("a trust bundle needs a CA certificate");
    }
  }
}

package io.github.puppetha.gateway;

import io.github.puppetha.pki.CertificateIssuer;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Keys;
import io.github.puppetha.pki.TrustBundle;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.util.List;

/** A CA in memory. */
final class TestCa {
  private static final KeyPair KEYS = Keys.ec("prime256v1");
  private static final KeyPair CA_KEYS = Keys.rsa(2048);

  private final CertificateIssuer issuer;
  private volatile X509CRL crl;
  private volatile TrustBundle trust;

  TestCa() {
    this(CA_KEYS);
  }

  TestCa(KeyPair keys) {
    issuer = CertificateIssuer.selfSignedCa("Puppet CA: test", keys, Clock.systemUTC());
    crl = issuer.emptyCrl();
    trust = bundle();
  }

  private TrustBundle bundle() {
    return new TrustBundle(issuer.chain(), List.of(crl));
  }

  Identity issue(String certname) {
    return issuer.issue(certname, KEYS, List.of(certname));
  }

  void revoke(Identity identity) {
    crl = issuer.revoke(crl, List.of(identity.certificate().getSerialNumber()));
    trust = bundle();
  }

  TrustBundle trust() {
    return trust;
  }
}

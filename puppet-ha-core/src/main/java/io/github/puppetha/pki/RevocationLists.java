package io.github.puppetha.pki;

import io.github.puppetha.pki.Verdict.Reason;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The CRLs of a bundle, their signatures checked once and their serials in sets. */
final class RevocationLists {
  /** How far in the future a CRL may be dated, as Puppet's agent allows. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final boolean checked;
  private final Map<X509Certificate, Revoked> byIssuer = new HashMap<>();

  private record Revoked(X509CRL crl, Set<BigInteger> serials) {}

  RevocationLists(TrustBundle trust) {
    this.checked = !trust.crls().isEmpty();
    for (X509Certificate ca : trust.authorities()) {
      for (X509CRL crl : trust.crls()) {
        if (crl.getIssuerX500Principal().equals(ca.getSubjectX500Principal()) && signed(crl, ca)) {
          byIssuer.merge(ca, new Revoked(crl, serials(crl)), RevocationLists::newer);
        }
      }
    }
  }

  private static Revoked newer(Revoked one, Revoked other) {
    return CrlForms.number(other.crl()).compareTo(CrlForms.number(one.crl())) > 0 ? other : one;
  }

  private static boolean signed(X509CRL crl, X509Certificate ca) {
    try {
      crl.verify(ca.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Set<BigInteger> serials(X509CRL crl) {
    Set<BigInteger> serials = new HashSet<>();
    Set<? extends X509CRLEntry> entries = crl.getRevokedCertificates();
    if (entries != null) {
      entries.forEach(entry -> serials.add(entry.getSerialNumber()));
    }
    return serials;
  }

  Verdict check(X509Certificate certificate, X509Certificate issuer, Instant now) {
    if (!checked) {
      return CertificateVerifier.trusted();
    }
    Revoked revoked = byIssuer.get(issuer);
    if (revoked == null) {
      return CertificateVerifier.verdict(
          Reason.CRL_MISSING,
          certificate,
          "cannot be checked: no CRL of '" + issuer.getSubjectX500Principal() + "' is there");
    }
    if (revoked.serials().contains(certificate.getSerialNumber())) {
      return CertificateVerifier.verdict(Reason.REVOKED, certificate, "is revoked");
    }
    return inDate(revoked.crl(), certificate, now);
  }

  private static Verdict inDate(X509CRL crl, X509Certificate certificate, Instant now) {
    if (crl.getNextUpdate() != null && now.isAfter(crl.getNextUpdate().toInstant())) {
      return CertificateVerifier.verdict(
          Reason.CRL_EXPIRED,
          certificate,
          "cannot be checked: the CRL of its issuer expired at " + crl.getNextUpdate().toInstant());
    }
    if (crl.getThisUpdate().toInstant().isAfter(now.plus(SKEW))) {
      return CertificateVerifier.verdict(
          Reason.NOT_YET_VALID,
          certificate,
          "cannot be checked: the CRL of its issuer is valid from "
              + crl.getThisUpdate().toInstant()
              + " on; is the clock right?");
    }
    return CertificateVerifier.trusted();
  }
}

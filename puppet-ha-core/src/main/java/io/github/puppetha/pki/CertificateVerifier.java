package io.github.puppetha.pki;

import io.github.puppetha.pki.Verdict.Reason;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a certificate is good, as Puppet decides it: a chain through the CA bundle to its
 * root, all in date, and no one in it revoked. Intermediate certificates that the other side sends
 * are not used; Puppet's bundle has all that count. Safe for use by several threads; the CRLs are
 * read once, so a check costs little more than one signature.
 */
public final class CertificateVerifier {
  private static final int MAX_DEPTH = 10;

  private final TrustBundle trust;
  private final Clock clock;
  private final RevocationLists revocations;

  /** What a certificate is to be used for. */
  public enum Usage {
    /** A client that shows who it is. */
    CLIENT("1.3.6.1.5.5.7.3.2"),
    /** A server that shows who it is. */
    SERVER("1.3.6.1.5.5.7.3.1"),
    /** Whatever it allows. */
    ANY("2.5.29.37.0");

    private final String purpose;

    Usage(String purpose) {
      this.purpose = purpose;
    }
  }

  private CertificateVerifier(TrustBundle trust, Clock clock) {
    this.trust = trust;
    this.clock = clock;
    this.revocations = new RevocationLists(trust);
  }

  /** A verifier that holds this bundle for good; make a new one when the CA or a CRL changes. */
  public static CertificateVerifier of(TrustBundle trust, Clock clock) {
    return new CertificateVerifier(trust, clock);
  }

  /** Checks a certificate. */
  public Verdict verify(@Nullable X509Certificate certificate, Usage usage) {
    if (certificate == null) {
      return new Verdict(Reason.NO_CERTIFICATE, "no certificate was presented");
    }
    Instant now = clock.instant();
    List<X509Certificate> path = new ArrayList<>(List.of(certificate));
    Verdict verdict = climb(path, now);
    if (!verdict.trusted()) {
      return verdict;
    }
    for (int i = 0; i < path.size(); i++) {
      verdict = dates(path.get(i), now);
      if (verdict.trusted() && i + 1 < path.size()) {
        verdict = revocations.check(path.get(i), path.get(i + 1), now);
      }
      if (!verdict.trusted()) {
        return verdict;
      }
    }
    verdict = usage(certificate, usage);
    return verdict.trusted() ? rules(path, now) : verdict;
  }

  /** Adds the issuers up to a root of the bundle. */
  private Verdict climb(List<X509Certificate> path, Instant now) {
    while (path.size() <= MAX_DEPTH) {
      X509Certificate last = path.get(path.size() - 1);
      if (trust.authorities().contains(last) && isTop(last)) {
        return trusted();
      }
      List<X509Certificate> named =
          trust.authorities().stream()
              .filter(ca -> ca.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
              .toList();
      if (named.isEmpty()) {
        return verdict(
            Reason.UNKNOWN_ISSUER,
            last,
            "was issued by '"
                + last.getIssuerX500Principal()
                + "', which is none of the known CAs");
      }
      Optional<X509Certificate> issuer = issuer(last, named, now);
      if (issuer.isEmpty()) {
        return verdict(Reason.BAD_SIGNATURE, last, "was not signed by the CA that it names");
      }
      path.add(issuer.get());
    }
    return verdict(Reason.INVALID, path.get(0), "has too long a chain");
  }

  /** A root, or the topmost CA of a bundle that came without its root. */
  private boolean isTop(X509Certificate ca) {
    return selfIssued(ca)
        || trust.authorities().stream()
            .noneMatch(a -> a.getSubjectX500Principal().equals(ca.getIssuerX500Principal()));
  }

  private static boolean selfIssued(X509Certificate ca) {
    return ca.getSubjectX500Principal().equals(ca.getIssuerX500Principal());
  }

  /** Of several CAs with one name, as after a renewal, one that is in date goes first. */
  private static Optional<X509Certificate> issuer(
      X509Certificate certificate, List<X509Certificate> named, Instant now) {
    List<X509Certificate> signers = named.stream().filter(ca -> signed(certificate, ca)).toList();
    return signers.stream()
        .filter(ca -> dates(ca, now).trusted())
        .findFirst()
        .or(() -> signers.stream().findFirst());
  }

  private static boolean signed(X509Certificate certificate, X509Certificate ca) {
    try {
      certificate.verify(ca.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Verdict dates(X509Certificate certificate, Instant now) {
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      return verdict(
          Reason.NOT_YET_VALID,
          certificate,
          "is valid from " + certificate.getNotBefore().toInstant() + " on; is the clock right?");
    }
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      return verdict(
          Reason.EXPIRED, certificate, "expired at " + certificate.getNotAfter().toInstant());
    }
    return trusted();
  }

  private static Verdict usage(X509Certificate certificate, Usage usage) {
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      if (usage == Usage.ANY
          || purposes == null
          || purposes.contains(usage.purpose)
          || purposes.contains(Usage.ANY.purpose)) {
        return trusted();
      }
    } catch (CertificateParsingException e) {
      return verdict(Reason.INVALID, certificate, "cannot be read: " + e.getMessage());
    }
    return verdict(Reason.WRONG_USAGE, certificate, "may not be used as a TLS " + usage);
  }

  /** All other rules of RFC 5280, by the JDK: CA flags, path lengths, critical extensions. */
  private static Verdict rules(List<X509Certificate> path, Instant now) {
    X509Certificate anchor = path.get(path.size() - 1);
    List<X509Certificate> below = path.size() == 1 ? path : path.subList(0, path.size() - 1);
    try {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
    } catch (CertPathValidatorException e) {
      return verdict(Reason.INVALID, path.get(0), "breaks a rule: " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PKIX", e);
    }
    return basicConstraints(anchor, path);
  }

  private static Verdict basicConstraints(X509Certificate anchor, List<X509Certificate> path) {
    return path.size() > 1 && anchor.getBasicConstraints() < 0
        ? verdict(Reason.INVALID, anchor, "is no CA")
        : trusted();
  }

  static Verdict trusted() {
    return new Verdict(Reason.TRUSTED, "trusted");
  }

  static Verdict verdict(Reason reason, X509Certificate certificate, String message) {
    return new Verdict(
        reason,
        "the certificate '"
            + certificate.getSubjectX500Principal()
            + "' (serial "
            + certificate.getSerialNumber()
            + ") "
            + message);
  }
}

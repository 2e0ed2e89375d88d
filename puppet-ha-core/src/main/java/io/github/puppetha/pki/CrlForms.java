package io.github.puppetha.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** CRLs as Puppet Server makes them. */
final class CrlForms {
  private static final Duration LIFE = Duration.ofDays(5 * 365);

  private CrlForms() {}

  static X509CRL create(
      CertificateIssuer issuer, BigInteger number, Map<BigInteger, Instant> revoked, Instant now) {
    try {
      X509v2CRLBuilder builder =
          new X509v2CRLBuilder(
              CertificateForms.subject(issuer.certificate()), Date.from(now.minusSeconds(1)));
      builder.setNextUpdate(Date.from(now.plus(LIFE)));
      revoked.forEach(
          (serial, date) -> builder.addCRLEntry(serial, Date.from(date), CRLReason.keyCompromise));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils()
              .createAuthorityKeyIdentifier(issuer.certificate().getPublicKey()));
      builder.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
      JcaContentSignerBuilder signer =
          new JcaContentSignerBuilder(Keys.signatureAlgorithm(issuer.key()));
      return Pem.crl(builder.build(signer.build(issuer.key())).getEncoded());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new PemException("the CRL was not made: " + e.getMessage(), e);
    }
  }

  static X509CRL next(
      CertificateIssuer issuer, X509CRL current, Collection<BigInteger> serials, Instant now) {
    if (!current.getIssuerX500Principal().equals(issuer.certificate().getSubjectX500Principal())) {
      throw new PemException(
          "the CRL is of " + current.getIssuerX500Principal() + ", not of this CA");
    }
    Map<BigInteger, Instant> revoked = new TreeMap<>();
    if (current.getRevokedCertificates() != null) {
      for (X509CRLEntry entry : current.getRevokedCertificates()) {
        revoked.put(entry.getSerialNumber(), entry.getRevocationDate().toInstant());
      }
    }
    serials.forEach(serial -> revoked.putIfAbsent(serial, now));
    return create(issuer, number(current).add(BigInteger.ONE), revoked, now);
  }

  static BigInteger number(X509CRL crl) {
    byte[] wrapped = crl.getExtensionValue(Extension.cRLNumber.getId());
    if (wrapped == null) {
      return BigInteger.ZERO;
    }
    byte[] inner = ASN1OctetString.getInstance(wrapped).getOctets();
    return ASN1Integer.getInstance(inner).getPositiveValue();
  }
}

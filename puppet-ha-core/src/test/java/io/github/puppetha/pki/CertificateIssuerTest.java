package io.github.puppetha.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.junit.jupiter.api.Test;

class CertificateIssuerTest {
  private final CertificateIssuer ca = TestKeys.ca();

  @Test
  void theCaCertificateIsPuppets() {
    X509Certificate certificate = ca.certificate();
    assertThat(certificate.getSubjectX500Principal().getName())
        .isEqualTo("CN=Puppet CA: puppet.example.com");
    assertThat(certificate.getSerialNumber()).isEqualTo(1);
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withRSA");
    assertThat(certificate.getNotBefore())
        .isEqualTo(Date.from(Instant.parse("2026-02-28T12:00:00Z")));
    assertThat(certificate.getNotAfter())
        .isEqualTo(Date.from(Instant.parse("2031-02-28T12:00:00Z")));
    assertThat(certificate.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
    assertThat(certificate.getNonCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.16.840.1.113730.1.13", "2.5.29.35", "2.5.29.14");
    assertThat(certificate.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(certificate.getKeyUsage())
        .containsExactly(false, false, false, false, false, true, true, false, false);
  }

  @Test
  void aNodesCertificateIsPuppets() throws Exception {
    CertificateRequest request =
        CertificateRequest.create(
            "a.example.com", TestKeys.NODE, List.of(), Map.of("pp_role", "web"));
    X509Certificate leaf = ca.leaf(request).serial(BigInteger.TEN).sign();

    assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=a.example.com");
    assertThat(leaf.getSerialNumber()).isEqualTo(10);
    assertThat(leaf.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15", "2.5.29.37");
    assertThat(leaf.getNonCriticalExtensionOIDs())
        .containsExactlyInAnyOrder(
            "2.16.840.1.113730.1.13",
            "2.5.29.35",
            "2.5.29.14",
            "2.5.29.17",
            "1.3.6.1.4.1.34380.1.1.13");
    assertThat(leaf.getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(leaf.getKeyUsage()).startsWith(true, false, true, false);
    assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(2, "a.example.com"));
    assertThat(PuppetExtensions.of(leaf))
        .containsExactly(Map.entry(PuppetOids.oid("pp_role"), "web"));
    AuthorityKeyIdentifier aki =
        AuthorityKeyIdentifier.getInstance(
            ASN1OctetString.getInstance(leaf.getExtensionValue("2.5.29.35")).getOctets());
    assertThat(aki.getAuthorityCertSerialNumber()).isEqualTo(BigInteger.ONE);
    assertThat(aki.getAuthorityCertIssuer().getNames()[0].getName())
        .hasToString("CN=Puppet CA: puppet.example.com");
    byte[] ski =
        ASN1OctetString.getInstance(ca.certificate().getExtensionValue("2.5.29.14")).getOctets();
    assertThat(HexFormat.of().formatHex(ski))
        .endsWith(HexFormat.of().formatHex(aki.getKeyIdentifierOctets()));
  }

  @Test
  void theJdkAcceptsAChainAndRefusesItWhenRevoked() throws Exception {
    CertificateIssuer middle = ca.intermediateCa("Puppet CA", TestKeys.EC, BigInteger.TWO);
    X509Certificate leaf = middle.leaf("a.example.com", TestKeys.NODE.getPublic()).sign();
    List<X509Certificate> path = List.of(leaf, middle.certificate());
    X509CRL empty = middle.emptyCrl();

    validate(path, List.of(empty, ca.emptyCrl()));

    X509CRL revoked = middle.revoke(empty, List.of(leaf.getSerialNumber()));
    assertThatThrownBy(() -> validate(path, List.of(revoked, ca.emptyCrl())))
        .isInstanceOf(CertPathValidatorException.class)
        .hasMessageContaining("revoked");
  }

  private void validate(List<X509Certificate> path, List<X509CRL> crls) throws Exception {
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
    checker.setOptions(
        EnumSet.of(
            PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(ca.certificate(), null)));
    parameters.setDate(Date.from(TestKeys.NOW.plusSeconds(1)));
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(crls)));
    parameters.addCertPathChecker(checker);
    validator.validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
  }

  @Test
  void aCrlCountsUpAndForgetsNothing() {
    X509CRL crl = ca.emptyCrl();
    assertThat(CertificateIssuer.crlNumber(crl)).isZero();
    assertThat(crl.getVersion()).isEqualTo(2);
    assertThat(crl.getThisUpdate()).isEqualTo(Date.from(TestKeys.NOW.minusSeconds(1)));
    assertThat(crl.getNextUpdate()).isEqualTo(Date.from(Instant.parse("2031-02-28T12:00:00Z")));

    X509CRL one = ca.revoke(crl, List.of(BigInteger.valueOf(5)));
    X509CRL two = ca.revoke(one, List.of(BigInteger.valueOf(6), BigInteger.valueOf(5)));

    assertThat(CertificateIssuer.crlNumber(two)).isEqualTo(2);
    assertThat(two.getRevokedCertificates())
        .extracting(entry -> entry.getSerialNumber().intValue())
        .containsExactlyInAnyOrder(5, 6);
    assertThat(two.getRevokedCertificates())
        .allSatisfy(entry -> assertThat(entry.getRevocationReason()).hasToString("KEY_COMPROMISE"));
    assertThat(Pem.crls(Pem.encodeCrls(List.of(two, crl)))).containsExactly(two, crl);
  }

  @Test
  void aCrlOfAnotherCaIsNotContinued() {
    CertificateIssuer other =
        CertificateIssuer.selfSignedCa("Other", TestKeys.NODE, TestKeys.CLOCK);
    assertThatThrownBy(() -> ca.revoke(other.emptyCrl(), List.of()))
        .hasMessageContaining("not of this CA");
  }

  @Test
  void aCaNeedsItsOwnKey() {
    assertThatThrownBy(
            () -> CertificateIssuer.of(ca.chain(), TestKeys.NODE.getPrivate(), TestKeys.CLOCK))
        .hasMessageContaining("does not belong to CN=Puppet CA: puppet.example.com");
  }
}

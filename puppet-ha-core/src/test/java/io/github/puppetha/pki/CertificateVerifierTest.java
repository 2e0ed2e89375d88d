package io.github.puppetha.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.pki.CertificateVerifier.Usage;
import io.github.puppetha.pki.Verdict.Reason;
import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertificateVerifierTest {
  private final CertificateIssuer ca = TestKeys.ca();
  private final X509Certificate good = ca.leaf("a.example.com", TestKeys.NODE.getPublic()).sign();

  private static Verdict verify(
      @Nullable X509Certificate leaf, CertificateIssuer issuer, X509CRL... crls) {
    TrustBundle bundle = new TrustBundle(issuer.chain(), List.of(crls));
    return CertificateVerifier.of(bundle, TestKeys.CLOCK).verify(leaf, Usage.CLIENT);
  }

  @Test
  void goodOnesAreTrustedWithAndWithoutCrl() {
    assertThat(verify(good, ca).reason()).isEqualTo(Reason.TRUSTED);
    assertThat(verify(good, ca, ca.emptyCrl()).trusted()).isTrue();
  }

  @Test
  void revokedOnesAreNot() {
    Verdict verdict = verify(good, ca, ca.revoke(ca.emptyCrl(), List.of(good.getSerialNumber())));
    assertThat(verdict.reason()).isEqualTo(Reason.REVOKED);
    assertThat(verdict.message()).contains("CN=a.example.com").contains("revoked");
  }

  @Test
  void datesCount() {
    X509Certificate old =
        ca.leaf("a", TestKeys.NODE.getPublic())
            .validity(TestKeys.NOW.minusSeconds(99), TestKeys.NOW.minusSeconds(9))
            .sign();
    X509Certificate young =
        ca.leaf("a", TestKeys.NODE.getPublic())
            .validity(TestKeys.NOW.plusSeconds(9), TestKeys.NOW.plusSeconds(99))
            .sign();
    assertThat(verify(old, ca).reason()).isEqualTo(Reason.EXPIRED);
    assertThat(verify(young, ca).reason()).isEqualTo(Reason.NOT_YET_VALID);
  }

  @Test
  void strangersAndForgersAreToldApart() {
    CertificateIssuer stranger =
        CertificateIssuer.selfSignedCa("Stranger", TestKeys.NODE, TestKeys.CLOCK);
    CertificateIssuer forger =
        CertificateIssuer.selfSignedCa(
            "Puppet CA: puppet.example.com", TestKeys.NODE, TestKeys.CLOCK);
    X509Certificate strange = stranger.leaf("a", TestKeys.NODE.getPublic()).sign();
    X509Certificate forged = forger.leaf("a", TestKeys.NODE.getPublic()).sign();
    assertThat(verify(strange, ca).reason()).isEqualTo(Reason.UNKNOWN_ISSUER);
    assertThat(verify(forged, ca).reason()).isEqualTo(Reason.BAD_SIGNATURE);
    assertThat(verify(stranger.certificate(), ca).trusted()).isFalse();
    assertThat(verify(null, ca).reason()).isEqualTo(Reason.NO_CERTIFICATE);
  }

  @Test
  void aNodeCannotActAsACa() {
    CertificateIssuer node =
        CertificateIssuer.of(List.of(good), TestKeys.NODE.getPrivate(), TestKeys.CLOCK);
    X509Certificate made = node.leaf("b", TestKeys.EC.getPublic()).sign();
    TrustBundle bundle = new TrustBundle(List.of(ca.certificate(), good), List.of());
    Verdict verdict = CertificateVerifier.of(bundle, TestKeys.CLOCK).verify(made, Usage.CLIENT);
    assertThat(verdict.reason()).isEqualTo(Reason.INVALID);
    assertThat(verify(made, ca).reason()).isEqualTo(Reason.UNKNOWN_ISSUER);
  }

  @Test
  void theWholeChainIsChecked() {
    CertificateIssuer middle = ca.intermediateCa("Middle", TestKeys.EC, BigInteger.TWO);
    X509Certificate leaf = middle.leaf("a", TestKeys.NODE.getPublic()).sign();
    assertThat(verify(leaf, middle).trusted()).isTrue();
    assertThat(verify(leaf, middle, middle.emptyCrl(), ca.emptyCrl()).trusted()).isTrue();
    assertThat(verify(leaf, middle, middle.emptyCrl()).reason()).isEqualTo(Reason.CRL_MISSING);
    X509CRL noMiddle = ca.revoke(ca.emptyCrl(), List.of(BigInteger.TWO));
    assertThat(verify(leaf, middle, middle.emptyCrl(), noMiddle).reason())
        .isEqualTo(Reason.REVOKED);
  }

  @Test
  void anExpiredCrlStopsEveryone() {
    X509Certificate longLived =
        ca.leaf("a", TestKeys.NODE.getPublic()).ttl(Duration.ofDays(4000)).sign();
    Clock later = Clock.fixed(TestKeys.NOW.plus(Duration.ofDays(3000)), ZoneOffset.UTC);
    CertificateIssuer longCa =
        CertificateIssuer.selfSignedCa(
            "Puppet CA: puppet.example.com", TestKeys.CA, TestKeys.CLOCK, Duration.ofDays(5000));
    TrustBundle bundle = new TrustBundle(longCa.chain(), List.of(ca.emptyCrl()));
    assertThat(CertificateVerifier.of(bundle, later).verify(longLived, Usage.CLIENT).reason())
        .isEqualTo(Reason.CRL_EXPIRED);
  }

  @Test
  void aCrlThatSomeoneElseSignedIsNone() {
    CertificateIssuer forger =
        CertificateIssuer.selfSignedCa(
            "Puppet CA: puppet.example.com", TestKeys.NODE, TestKeys.CLOCK);
    assertThat(verify(good, ca, forger.emptyCrl()).reason()).isEqualTo(Reason.CRL_MISSING);
  }

  @Test
  void ofTwoCrlsTheNewerCounts() {
    X509CRL old = ca.emptyCrl();
    X509CRL young = ca.revoke(old, List.of(good.getSerialNumber()));
    assertThat(verify(good, ca, old, young).reason()).isEqualTo(Reason.REVOKED);
    assertThat(verify(good, ca, young, old).reason()).isEqualTo(Reason.REVOKED);
  }
}

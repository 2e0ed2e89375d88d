package io.github.puppetha.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.pki.CertificateIssuer;
import io.github.puppetha.pki.CertificateVerifier;
import io.github.puppetha.pki.CertificateVerifier.Usage;
import io.github.puppetha.pki.Pem;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CA below a root, as {@code puppetserver ca setup} makes it. */
class UpstreamCrlTest {
  @TempDir private Path cadir;
  private final CertificateIssuer root =
      CertificateIssuer.selfSignedCa("Puppet Root CA: 1f", TestCa.NODE, TestCa.CLOCK);
  private final CertificateIssuer middle =
      root.intermediateCa("Puppet CA: puppet", TestCa.CA, BigInteger.TWO);

  private CaEngine setUp(X509CRL... crls) throws Exception {
    Files.writeString(cadir.resolve("ca_crt.pem"), Pem.encodeCertificates(middle.chain()));
    Files.writeString(cadir.resolve("ca_key.pem"), Pem.encode(TestCa.CA.getPrivate()));
    Files.writeString(cadir.resolve("ca_crl.pem"), Pem.encodeCrls(List.of(crls)));
    Files.writeString(cadir.resolve("inventory.txt"), "");
    Files.writeString(cadir.resolve("serial"), "001");
    Files.createDirectories(cadir.resolve("signed"));
    Files.createDirectories(cadir.resolve("requests"));
    return TestCa.builder(cadir).open();
  }

  @Test
  void theWholeChainIsServedAndRevocationTouchesTheOwnCrlOnly() throws Exception {
    try (CaEngine ca = setUp(middle.emptyCrl(), root.emptyCrl())) {
      ca.submit(TestCa.request("a"));
      var certificate = ca.sign("a", null);
      assertThat(certificate.getSerialNumber()).isEqualTo(1);
      CertificateVerifier before = CertificateVerifier.of(ca.trust(), TestCa.CLOCK);
      assertThat(before.verify(certificate, Usage.CLIENT).trusted()).isTrue();
      ca.revoke("a");
      assertThat(numbers(ca)).containsExactly(1, 0);
      CertificateVerifier after = CertificateVerifier.of(ca.trust(), TestCa.CLOCK);
      assertThat(after.verify(certificate, Usage.CLIENT).trusted()).isFalse();
    }
  }

  @Test
  void newerCrlsOfTheRootAreTakenOlderAndOwnOnesNot() throws Exception {
    X509CRL newer = root.revoke(root.emptyCrl(), List.of(BigInteger.TEN));
    X509CRL own = middle.revoke(middle.emptyCrl(), List.of(BigInteger.TEN));
    try (CaEngine ca = setUp(middle.emptyCrl(), root.emptyCrl())) {
      ca.updateUpstreamCrls(Pem.encodeCrls(List.of(newer, own)));
      assertThat(numbers(ca)).containsExactly(0, 1);
      ca.updateUpstreamCrls(Pem.encode(root.emptyCrl()));
      assertThat(numbers(ca)).containsExactly(0, 1);
    }
  }

  @Test
  void crlsOfStrangersAndNoCrlsAreRefused() throws Exception {
    X509CRL foreign = CertificateIssuer.selfSignedCa("Other", TestCa.NODE, TestCa.CLOCK).emptyCrl();
    try (CaEngine ca = setUp(middle.emptyCrl(), root.emptyCrl())) {
      assertThatThrownBy(() -> ca.updateUpstreamCrls(Pem.encode(foreign)))
          .isInstanceOf(CaRefusedException.class)
          .hasMessageContaining("CN=Other");
      assertThatThrownBy(() -> ca.updateUpstreamCrls("")).isInstanceOf(CaRefusedException.class);
    }
  }

  @Test
  void theOwnCrlMustStandFirst() {
    assertThatThrownBy(() -> setUp(root.emptyCrl(), middle.emptyCrl()))
        .hasMessageContaining("Put the CA's own CRL first");
  }

  private static List<Integer> numbers(CaEngine ca) {
    return ca.trust().crls().stream()
        .map(crl -> CertificateIssuer.crlNumber(crl).intValue())
        .toList();
  }
}

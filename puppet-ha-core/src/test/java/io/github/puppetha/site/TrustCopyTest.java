package io.github.puppetha.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.pki.CertificateIssuer;
import io.github.puppetha.pki.Keys;
import io.github.puppetha.pki.TrustBundle;
import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustCopyTest {
  private final CertificateIssuer ca =
      CertificateIssuer.selfSignedCa("Puppet CA: test", Keys.rsa(2048), Clock.systemUTC());
  private final X509CRL first = ca.emptyCrl();
  private final X509CRL second = ca.revoke(first, List.of(BigInteger.TEN));
  private final TrustCopy copy = new TrustCopy(new TrustBundle(ca.chain(), List.of(first)));

  @Test
  void takesALaterCrl() {
    assertThat(copy.accept(ca.chain(), List.of(second))).isTrue();
    assertThat(copy.get().crls()).containsExactly(second);
  }

  @Test
  void neverGoesBackToAnEarlierCrl() {
    copy.accept(ca.chain(), List.of(second));

    assertThat(copy.accept(ca.chain(), List.of(first))).isFalse();
    assertThat(copy.get().crls()).containsExactly(second);
  }

  @Test
  void keepsACrlThatIsNoLongerHandedOut() {
    copy.accept(ca.chain(), List.of());

    assertThat(copy.get().crls()).containsExactly(first);
  }
}

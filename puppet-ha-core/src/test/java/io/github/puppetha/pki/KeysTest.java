package io.github.puppetha.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  @Test
  void rsaKeysAreWrittenAsPuppetWritesThemAndReadBack() {
    String pem = Pem.encode(TestKeys.NODE.getPrivate());
    assertThat(pem).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
    assertThat(Pem.privateKey(pem)).isEqualTo(TestKeys.NODE.getPrivate());
    assertThat(Pem.publicKey(Pem.encode(TestKeys.NODE.getPublic())))
        .isEqualTo(TestKeys.NODE.getPublic());
  }

  @ParameterizedTest
  @ValueSource(strings = {"prime256v1", "secp384r1", "secp521r1"})
  void ecKeysAreWrittenAsPuppetWritesThemAndReadBack(String curve) {
    KeyPair keys = Keys.ec(curve);
    String pem = Pem.encode(keys.getPrivate());
    assertThat(pem).startsWith("-----BEGIN EC PRIVATE KEY-----\n");
    assertThat(Pem.privateKey(pem)).isEqualTo(keys.getPrivate());
    assertThat(Keys.pair(Pem.privateKey(pem)).getPublic()).isEqualTo(keys.getPublic());
  }

  @Test
  void otherKeysAreWrittenAsPkcs8() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String pem = Pem.encode(keys.getPrivate());
    assertThat(pem).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(Pem.privateKey(pem)).isEqualTo(keys.getPrivate());
  }

  @Test
  void thePublicHalfIsComputed() {
    assertThat(Keys.pair(TestKeys.NODE.getPrivate()).getPublic())
        .isEqualTo(TestKeys.NODE.getPublic());
  }

  @Test
  void halvesThatDoNotBelongTogetherAreFound() {
    assertThat(Keys.match(TestKeys.NODE.getPrivate(), TestKeys.NODE.getPublic())).isTrue();
    assertThat(Keys.match(TestKeys.NODE.getPrivate(), TestKeys.CA.getPublic())).isFalse();
    assertThat(Keys.match(TestKeys.NODE.getPrivate(), TestKeys.EC.getPublic())).isFalse();
  }

  @Test
  void aKeyWithAPasswordIsRefusedWithAdvice() {
    String pem = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----";
    assertThatThrownBy(() -> Pem.privateKey(pem))
        .isInstanceOf(PemException.class)
        .hasMessageContaining("without one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing here",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----",
        "-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----",
        "-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----"
      })
  void whatIsNoPemGivesOneKindOfError(String text) {
    assertThatThrownBy(() -> Pem.certificates(text)).isInstanceOf(PemException.class);
    assertThatThrownBy(() -> Pem.privateKey(text)).isInstanceOf(PemException.class);
    assertThatThrownBy(() -> CertificateRequest.parse(text)).isInstanceOf(PemException.class);
  }
}

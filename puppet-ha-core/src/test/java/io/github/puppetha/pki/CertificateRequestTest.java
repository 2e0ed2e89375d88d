package io.github.puppetha.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CertificateRequestTest {
  @Test
  void everythingThatWentInCanBeReadBack() {
    CertificateRequest made =
        CertificateRequest.builder("a.example.com", TestKeys.NODE)
            .altNames(List.of("www.example.com", "DNS:b.example.com", "IP:192.0.2.7"))
            .extension("pp_role", "web w\u00e4b")
            .extension("1.3.6.1.4.1.34380.1.2.1", "private")
            .attribute("challengePassword", "secret")
            .build();

    CertificateRequest read = CertificateRequest.parse(made.pem());

    assertThat(read).isEqualTo(made);
    assertThat(read.certname()).isEqualTo("a.example.com");
    assertThat(read.subject()).isEqualTo("CN=a.example.com");
    assertThat(read.publicKey()).isEqualTo(TestKeys.NODE.getPublic());
    assertThat(read.signatureValid()).isTrue();
    assertThat(read.subjectAltNames())
        .containsExactly(
            "DNS:www.example.com", "DNS:b.example.com", "IP:192.0.2.7", "DNS:a.example.com");
    assertThat(read.extensions())
        .containsExactly(
            Map.entry("1.3.6.1.4.1.34380.1.1.13", "web w\u00e4b"),
            Map.entry("1.3.6.1.4.1.34380.1.2.1", "private"));
    assertThat(read.extensionOids()).contains("2.5.29.17");
    assertThat(read.attributes()).containsExactly(Map.entry("1.2.840.113549.1.9.7", "secret"));
  }

  @Test
  void withoutNamesThereIsNoExtensionAtAll() {
    CertificateRequest request =
        CertificateRequest.create("a.example.com", TestKeys.EC, List.of(), Map.of());
    assertThat(request.signatureValid()).isTrue();
    assertThat(request.extensionOids()).isEmpty();
    assertThat(request.subjectAltNames()).isEmpty();
  }

  @Test
  void aSignatureByAnotherKeyIsFoundWhenReading() {
    byte[] der =
        CertificateRequest.create("a.example.com", TestKeys.NODE, List.of(), Map.of()).der();
    der[der.length - 1] ^= 1;
    CertificateRequest request = CertificateRequest.parse(Pem.block("CERTIFICATE REQUEST", der));
    assertThat(request.signatureValid()).isFalse();
    assertThat(request.certname()).isEqualTo("a.example.com");
  }

  @Test
  void unknownNamesAndMisplacedExtensionsAreRefused() {
    RequestBuilder builder = CertificateRequest.builder("a", TestKeys.EC);
    assertThatThrownBy(() -> builder.extension("pp_rolle", "x")).hasMessageContaining("pp_rolle");
    assertThatThrownBy(() -> builder.extension("2.5.29.17", "x")).hasMessageContaining("altNames");
    assertThatThrownBy(() -> builder.attribute("1.2.840.113549.1.9.14", "x"))
        .hasMessageContaining("extension");
  }

  @Test
  void arcsAreComparedNumberByNumber() {
    assertThat(PuppetOids.oid("pp_uuid")).isEqualTo("1.3.6.1.4.1.34380.1.1.1");
    assertThat(PuppetOids.oid("pp_owner")).isEqualTo("1.3.6.1.4.1.34380.1.1.26");
    assertThat(PuppetOids.name("1.3.6.1.4.1.34380.1.3.39")).contains("pp_cli_auth");
    assertThat(PuppetOids.under(PuppetOids.REGISTERED, "1.3.6.1.4.1.34380.1.10.1")).isFalse();
    assertThat(PuppetOids.under(PuppetOids.REGISTERED, "1.3.6.1.4.1.34380.1.1")).isFalse();
  }
}

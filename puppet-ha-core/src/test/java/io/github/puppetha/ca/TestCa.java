package io.github.puppetha.ca;

import io.github.puppetha.pki.CertificateRequest;
import io.github.puppetha.pki.Keys;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Key pairs made once, a clock that stands, a CA. */
final class TestCa {
  static final KeyPair CA = Keys.rsa(2048);
  static final KeyPair NODE = Keys.rsa(2048);
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private TestCa() {}

  static CaBuilder builder(Path cadir) {
    return CaEngine.builder(cadir).clock(CLOCK);
  }

  static CaEngine create(Path cadir) {
    return builder(cadir).create("Puppet CA: puppet.example.com", CA);
  }

  static CertificateRequest request(String certname) {
    return CertificateRequest.create(certname, NODE, List.of(), Map.of());
  }

  static CertificateRequest request(String certname, String extension, String value) {
    return CertificateRequest.create(certname, NODE, List.of(), Map.of(extension, value));
  }

  /** A request whose last byte, which is of the signature, is another one. */
  static CertificateRequest forged(String certname) {
    byte[] der = request(certname).der();
    der[der.length - 1] ^= 1;
    String base64 = Base64.getEncoder().encodeToString(der);
    return CertificateRequest.parse(
        "-----BEGIN CERTIFICATE REQUEST-----\n" + base64 + "\n-----END CERTIFICATE REQUEST-----\n");
  }
}

package io.github.puppetha.pki;

import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Key pairs made once, and a clock that stands. */
final class TestKeys {
  static final KeyPair CA = Keys.rsa(2048);
  static final KeyPair NODE = Keys.rsa(2048);
  static final KeyPair EC = Keys.ec(Keys.PUPPET_CURVE);
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private TestKeys() {}

  static CertificateIssuer ca() {
    return CertificateIssuer.selfSignedCa("Puppet CA: puppet.example.com", CA, CLOCK);
  }
}

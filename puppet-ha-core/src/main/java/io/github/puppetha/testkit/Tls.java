package io.github.puppetha.testkit;

import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.TlsContexts;
import io.github.puppetha.pki.TrustBundle;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** The TLS of a fake server: one identity, and client certificates checked against CA and CRLs. */
final class Tls {
  private Tls() {}

  static SSLContext context(Identity identity, Supplier<TrustBundle> trust) {
    SSLContext context = TlsContexts.server(() -> identity, trust, Clock.systemUTC());
    // Longer than TLS 1.3 allows a ticket to live, so that none is sent: a ticket that follows an
    // answer makes Ruby's client wait, and a resumed session would hide a change of certificate.
    context.getServerSessionContext().setSessionTimeout((int) Duration.ofDays(8).toSeconds());
    return context;
  }
}

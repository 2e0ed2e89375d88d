package io.github.puppetha.gateway;

import io.github.puppetha.pki.CertificateVerifier;
import io.github.puppetha.pki.TrustBundle;
import io.github.puppetha.pki.Verdict;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Checks client certificates against the CA and its CRLs of the moment, for each request: TLS
 * sessions live longer than CRLs. Verdicts are kept for a minute, and no longer than the bundle.
 */
final class ClientCheck {
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int MAX_KEPT = 20_000;

  private record Kept(Client client, Instant until) {}

  private record Generation(
      TrustBundle bundle, CertificateVerifier verifier, Map<X509Certificate, Kept> verdicts) {
    Generation(TrustBundle bundle, Clock clock) {
      this(bundle, CertificateVerifier.of(bundle, clock), new ConcurrentHashMap<>());
    }
  }

  private final Supplier<TrustBundle> bundles;
  private final Clock clock;
  private volatile Generation generation;

  ClientCheck(Supplier<TrustBundle> bundles, Clock clock) {
    this.bundles = bundles;
    this.clock = clock;
    this.generation = new Generation(bundles.get(), clock);
  }

  /** Who shows this? */
  Client check(X509Certificate certificate) {
    TrustBundle bundle = bundles.get();
    Generation current = generation;
    if (current.bundle() != bundle || current.verdicts().size() > MAX_KEPT) {
      current = new Generation(bundle, clock);
      generation = current;
    }
    Instant now = clock.instant();
    Kept kept = current.verdicts().get(certificate);
    if (kept != null && now.isBefore(kept.until())) {
      return kept.client();
    }
    Client client = judge(certificate, current.verifier());
    current.verdicts().put(certificate, new Kept(client, now.plus(KEPT)));
    return client;
  }

  private static Client judge(X509Certificate certificate, CertificateVerifier verifier) {
    Verdict verdict = verifier.verify(certificate, CertificateVerifier.Usage.CLIENT);
    if (!verdict.trusted()) {
      return new Client.Rejected(verdict.message());
    }
    try {
      return new Client.Known(onlyName(certificate), certificate);
    } catch (GeneralSecurityException | InvalidNameException e) {
      return new Client.Rejected("your certificate cannot be used: " + e.getMessage());
    }
  }

  /** Servers differ in which of two CNs counts, and in what a CN beside other parts means. */
  private static String onlyName(X509Certificate certificate)
      throws InvalidNameException, GeneralSecurityException {
    String name = null;
    for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
      if (rdn.size() > 1 || (rdn.getType().equalsIgnoreCase("CN") && name != null)) {
        throw new GeneralSecurityException("its subject can be read in more than one way");
      }
      if (rdn.getType().equalsIgnoreCase("CN")) {
        name = rdn.getValue().toString();
      }
    }
    if (name == null) {
      throw new GeneralSecurityException("its subject has no CN");
    }
    return name;
  }
}

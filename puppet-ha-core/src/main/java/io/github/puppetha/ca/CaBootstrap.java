package io.github.puppetha.ca;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.ca.CaRefusedException.Reason;
import io.github.puppetha.pki.CertificateRequest;
import io.github.puppetha.pki.CertificateVerifier;
import io.github.puppetha.pki.CertificateVerifier.Usage;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Keys;
import io.github.puppetha.pki.RequestBuilder;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.pki.Verdict;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way of an agent to its identity: CA bundle, CRL, key, request, certificate. What is in the
 * directory already is used, so that after an interruption the same call goes on where it stopped,
 * and does nothing at all when everything is there. Not for use by several threads.
 *
 * <p>The senders of the {@link CaClient} should take their trust from the directory at each
 * connection, as the bundle comes first and counts from then on.
 */
public final class CaBootstrap {
  private final CaClient client;
  private final SslDirectory directory;
  private final Clock clock;
  private final Map<String, String> extensions = new LinkedHashMap<>();
  private int keyBits = Keys.PUPPET_BITS;
  private List<String> dnsAltNames = List.of();
  private Duration timeout = Duration.ofMinutes(10);
  private Duration poll = Duration.ofSeconds(5);

  CaBootstrap(CaClient client, SslDirectory directory, Clock clock) {
    this.client = client;
    this.directory = directory;
    this.clock = clock;
  }

  /** The length of the RSA key, when one has to be made; 4096 unless said. */
  public CaBootstrap keyBits(int bits) {
    this.keyBits = bits;
    return this;
  }

  /** Names wanted beside the certname, when a request has to be made. */
  public CaBootstrap dnsAltNames(List<String> names) {
    this.dnsAltNames = List.copyOf(names);
    return this;
  }

  /** An extension wanted, by short name or OID, when a request has to be made. */
  public CaBootstrap extension(String nameOrOid, String value) {
    extensions.put(nameOrOid, value);
    return this;
  }

  /** How long to wait for the signature, and how long between two questions. */
  public CaBootstrap waiting(Duration atMost, Duration between) {
    this.timeout = atMost;
    this.poll = between;
    return this;
  }

  /**
   * Goes the whole way.
   *
   * @return the identity, which is saved in the directory
   * @throws CertificatePendingException when nobody signed the request in time; run it again
   * @throws CaRefusedException when the CA refused the request
   * @throws PuppetHaException when the CA's certificate does not fit the key or the CA
   */
  public Identity run() {
    if (directory.caBundle().isEmpty()) {
      directory.saveCaBundle(client.firstCaBundle());
    }
    if (directory.crls().isEmpty()) {
      directory.saveCrls(client.crl());
    }
    KeyPair keys = keys();
    if (directory.certificate().isEmpty()) {
      X509Certificate certificate = obtain(keys);
      check(certificate, keys);
      directory.saveCertificate(certificate);
    }
    directory.deleteRequest();
    return directory.identity();
  }

  private KeyPair keys() {
    Optional<KeyPair> kept = directory.keyPair();
    if (kept.isPresent()) {
      return kept.get();
    }
    if (directory.certificate().isPresent()) {
      throw new PuppetHaException(
          "There is a certificate of '"
              + directory.certname()
              + "' in "
              + directory.certificateFile()
              + " but no private key. Restore "
              + directory.privateKeyFile()
              + ", or clean the name on the CA and delete the certificate.");
    }
    KeyPair made = Keys.rsa(keyBits);
    directory.saveKeys(made);
    return made;
  }

  private X509Certificate obtain(KeyPair keys) {
    CertificateRequest request =
        directory
            .request()
            .filter(r -> r.publicKey().equals(keys.getPublic()))
            .orElseGet(() -> request(keys));
    directory.saveRequest(request);
    try {
      client.submit(request);
    } catch (CaRefusedException e) {
      // As the agent does: it may be our own request of an earlier run, which the key will show.
      if (e.reason() != Reason.DUPLICATE) {
        throw e;
      }
    }
    return client.awaitCertificate(directory.certname(), timeout, poll);
  }

  private CertificateRequest request(KeyPair keys) {
    RequestBuilder builder =
        CertificateRequest.builder(directory.certname(), keys).altNames(dnsAltNames);
    extensions.forEach(builder::extension);
    return builder.build();
  }

  private void check(X509Certificate certificate, KeyPair keys) {
    String certname = directory.certname();
    if (!certificate.getPublicKey().equals(keys.getPublic())) {
      throw new CaRefusedException(
          Reason.DUPLICATE,
          "The certificate of '"
              + certname
              + "' at "
              + client.server()
              + " does not match its private key "
              + directory.privateKeyFile()
              + ": another machine has this name, or an old certificate is left. Clean '"
              + certname
              + "' on the CA (puppetserver ca clean --certname "
              + certname
              + ") and run this again.");
    }
    Verdict verdict =
        CertificateVerifier.of(directory.trustBundle(), clock).verify(certificate, Usage.CLIENT);
    if (!verdict.trusted()) {
      throw new PuppetHaException(
          "The certificate that "
              + client.server()
              + " sent for '"
              + certname
              + "' cannot be used: "
              + verdict.message()
              + ". It was not saved. When it is revoked, clean the name on the CA; when the CA is"
              + " another one than before, delete "
              + directory.caBundleFile()
              + " and "
              + directory.crlFile()
              + ".");
    }
  }
}

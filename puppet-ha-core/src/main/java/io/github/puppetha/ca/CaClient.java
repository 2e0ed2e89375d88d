package io.github.puppetha.ca;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.ca.CaRefusedException.Reason;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.pki.CertificateRequest;
import io.github.puppetha.pki.Certname;
import io.github.puppetha.pki.Fingerprints;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.PemException;
import io.github.puppetha.pki.SslDirectory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client of a Puppet CA: what agents do to get a certificate, and what administrators do to sign
 * and revoke one. Safe for use by several threads.
 *
 * <p>All methods throw {@link io.github.puppetha.http.ServerUnreachableException} when the CA
 * cannot be reached, {@link CaRefusedException} when it refuses, and a {@link PuppetHaException}
 * when it answers something else than a CA does.
 */
public final class CaClient {
  /** RFC 1123 with two digits for the day, as HTTP wants it. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Sender sender;
  private final Sender unverified;
  private final String server;
  private final @Nullable String fingerprint;
  private final Clock clock;
  private final Sleeper sleeper;

  /** Waits. */
  @FunctionalInterface
  public interface Sleeper {
    /** Returns after that time. */
    void sleep(Duration duration) throws InterruptedException;
  }

  CaClient(CaClientBuilder builder) {
    this.sender = builder.sender();
    this.unverified = builder.firstContact();
    this.server = builder.server();
    this.fingerprint = builder.fingerprint();
    this.clock = builder.clock();
    this.sleeper = builder.sleeper();
  }

  /**
   * Begins a client.
   *
   * @param sender to the CA; with a client certificate that has {@code pp_cli_auth} for {@link
   *     #sign} and {@link #revoke}
   */
  public static CaClientBuilder builder(Sender sender) {
    return new CaClientBuilder(sender);
  }

  /** The CA bundle, byte for byte; its fingerprint is compared when one was given. */
  public byte[] caBundle() {
    return caBundle(sender);
  }

  byte[] firstCaBundle() {
    return caBundle(unverified);
  }

  private byte[] caBundle(Sender by) {
    PuppetResponse response = by.send(get("certificate/ca"));
    if (response.status() == 404) {
      throw new PuppetHaException(
          server
              + " has no CA certificate: no CA runs there. Check the name of the CA server, and that"
              + " no SRV record leads CA requests to a server without CA.");
    }
    need(response, "fetching the CA bundle");
    String actual = Fingerprints.of("SHA-256", response.body());
    if (fingerprint != null && !plain(fingerprint).equals(plain(actual))) {
      throw new CaRefusedException(
          Reason.BAD_INPUT,
          "The CA bundle of "
              + server
              + " has the fingerprint "
              + actual
              + ", not "
              + fingerprint
              + ". Either the fingerprint is of another CA, or someone stands in between; nothing"
              + " was saved.");
    }
    read(response, "CA bundle", Pem::certificates);
    return response.body();
  }

  private static String plain(String fingerprint) {
    return fingerprint.replace(":", "").strip().toUpperCase(Locale.ROOT);
  }

  /** The CRLs of the CA's chain, byte for byte. */
  public byte[] crl() {
    return crl(null).orElseThrow(() -> unexpected("fetching the CRL", 304, ""));
  }

  /**
   * The CRLs of the CA's chain, byte for byte, if they changed.
   *
   * @param since when they were fetched last; null to fetch them anyway
   * @return empty when they did not change
   */
  public Optional<byte[]> crl(@Nullable Instant since) {
    PuppetRequest request = get("certificate_revocation_list/ca");
    if (since != null) {
      request = request.header("If-Modified-Since", HTTP_DATE.format(since));
    }
    PuppetResponse response = sender.send(request);
    if (response.status() == 304 && since != null) {
      return Optional.empty();
    }
    need(response, "fetching the CRL");
    read(response, "CRL", Pem::crls);
    return Optional.of(response.body());
  }

  /**
   * Brings a request to the CA.
   *
   * @throws CaRefusedException when the CA refuses it, with its own words: most often because a
   *     request or certificate of that name is there already, {@link Reason#DUPLICATE}
   */
  public void submit(CertificateRequest request) {
    String certname = Certname.check(request.certname());
    PuppetResponse response =
        sender.send(
            PuppetRequest.put(
                CaApi.PREFIX + "certificate_request/" + certname, "text/plain", request.pem()));
    if (response.status() == 400) {
      String why = response.text().strip();
      boolean duplicate = why.contains("already has a");
      throw new CaRefusedException(
          duplicate ? Reason.DUPLICATE : Reason.POLICY,
          server
              + " did not take the certificate request of '"
              + certname
              + "': "
              + why
              + (duplicate
                  ? ". If it is this node's own, wait for it; if not, clean the name on the CA."
                  : ". It may wait there nevertheless; clean it on the CA before another try."));
    }
    need(response, "submitting the certificate request of '" + certname + "'");
  }

  /** The certificate of a name; empty as long as there is none. */
  public Optional<X509Certificate> certificate(String certname) {
    PuppetResponse response = sender.send(get("certificate/" + Certname.check(certname)));
    if (response.status() == 404) {
      return Optional.empty();
    }
    need(response, "fetching the certificate of '" + certname + "'");
    X509Certificate certificate = read(response, "certificate", Pem::certificate);
    if (!certname.equals(Identity.certname(certificate))) {
      throw new PuppetHaException(
          server
              + " was asked for the certificate of '"
              + certname
              + "' and sent that of '"
              + Identity.certname(certificate)
              + "'; it was not used.");
    }
    return Optional.of(certificate);
  }

  /**
   * Asks for a certificate until it is there.
   *
   * @param timeout how long to ask at most; at least one question is asked
   * @param poll how long to wait between two questions
   * @throws CertificatePendingException when it is not there in time
   */
  public X509Certificate awaitCertificate(String certname, Duration timeout, Duration poll) {
    Instant start = clock.instant();
    while (true) {
      Optional<X509Certificate> certificate = certificate(certname);
      if (certificate.isPresent()) {
        return certificate.get();
      }
      Duration waited = Duration.between(start, clock.instant());
      if (waited.plus(poll).compareTo(timeout) > 0) {
        throw new CertificatePendingException(
            certname,
            waited,
            "The certificate of '"
                + certname
                + "' is not signed at "
                + server
                + " after "
                + waited.toSeconds()
                + " s. Sign it there (puppetserver ca sign --certname "
                + certname
                + ") and run this again.");
      }
      sleep(certname, poll);
    }
  }

  private void sleep(String certname, Duration poll) {
    try {
      sleeper.sleep(poll);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PuppetHaException(
          "Interrupted while waiting for the certificate of '"
              + certname
              + "' from "
              + server
              + "; run this again to go on.",
          e);
    }
  }

  /** Does all that an agent does to get its identity; see {@link CaBootstrap}. */
  public CaBootstrap bootstrap(SslDirectory directory) {
    return new CaBootstrap(this, directory, clock);
  }

  /**
   * The same in one call: bundle, CRL, key, request, wait for up to ten minutes, certificate.
   *
   * @param keyBits length of the RSA key, when one has to be made
   * @param dnsAltNames wanted beside the certname; most CAs refuse any
   */
  public Identity bootstrap(SslDirectory directory, int keyBits, List<String> dnsAltNames) {
    return bootstrap(directory).keyBits(keyBits).dnsAltNames(dnsAltNames).run();
  }

  /**
   * Signs the request that waits under a name.
   *
   * @throws CaRefusedException when there is none, or policy does not allow what it asks
   */
  public void sign(String certname) {
    sign(certname, null);
  }

  /** The same for a limited time, in whole seconds; null for the CA's setting. */
  public void sign(String certname, @Nullable Duration ttl) {
    Map<String, Object> body =
        ttl == null
            ? Map.of("desired_state", "signed")
            : Map.of("desired_state", "signed", "cert_ttl", ttl.toSeconds());
    change(certname, body, "sign");
  }

  /**
   * Revokes the certificates of a name.
   *
   * @throws CaRefusedException when there is none
   */
  public void revoke(String certname) {
    change(certname, Map.of("desired_state", "revoked"), "revoke");
  }

  private void change(String certname, Map<String, Object> body, String doing) {
    PuppetResponse response =
        sender.send(
            PuppetRequest.put(
                CaApi.PREFIX + "certificate_status/" + Certname.check(certname),
                "application/json",
                JsonWriter.compact(body)));
    String failed = server + " did not " + doing + " '" + certname + "': ";
    switch (response.status()) {
      case 404 ->
          throw new CaRefusedException(
              Reason.UNKNOWN, failed + "it has neither request nor certificate of that name.");
      case 409 ->
          throw new CaRefusedException(
              doing.equals("sign") ? Reason.POLICY : Reason.NO_CERTIFICATE,
              failed + response.text().strip());
      case 403 ->
          throw new CaRefusedException(
              Reason.POLICY,
              failed
                  + "this client may not administer the CA. Use a certificate with the extension"
                  + " pp_cli_auth=true, such as the CA server's own, or allow this one in auth.conf.");
      default -> need(response, doing + "ing '" + certname + "'");
    }
  }

  private static PuppetRequest get(String path) {
    return PuppetRequest.get(CaApi.PREFIX + path).header("Accept", "text/plain");
  }

  private void need(PuppetResponse response, String doing) {
    if (!response.ok()) {
      throw unexpected(doing, response.status(), response.text());
    }
  }

  private PuppetHaException unexpected(String doing, int status, String text) {
    String said = text.lines().findFirst().orElse("").strip();
    return new PuppetHaException(
        "Failed at "
            + doing
            + ": "
            + server
            + " answered "
            + status
            + (said.isEmpty() ? "" : " '" + said.substring(0, Math.min(300, said.length())) + "'")
            + (status >= 500 ? ". Look into its log, and try again." : "."));
  }

  private <T> T read(PuppetResponse response, String what, Function<String, T> parser) {
    try {
      return parser.apply(response.text());
    } catch (PemException e) {
      throw new PemException(
          "What " + server + " sent as " + what + " cannot be used: " + e.getMessage(), e);
    }
  }

  String server() {
    return server;
  }
}

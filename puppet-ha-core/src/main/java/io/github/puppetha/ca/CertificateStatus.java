package io.github.puppetha.ca;

import io.github.puppetha.pki.CertificateRequest;
import io.github.puppetha.pki.Fingerprints;
import io.github.puppetha.pki.HostNames;
import io.github.puppetha.pki.PuppetExtensions;
import io.github.puppetha.pki.PuppetOids;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a CA knows of a name.
 *
 * @param name the certname
 * @param state whether it waits, is signed, or revoked
 * @param subjectAltNames with their kind: {@code DNS:a.example.com}
 * @param authorizationExtensions short name or OID to value
 * @param fingerprints digest name ({@code SHA1}, {@code SHA256}, {@code SHA512}) to fingerprint
 * @param validity serial and dates; null for a request
 */
public record CertificateStatus(
    String name,
    State state,
    List<String> subjectAltNames,
    Map<String, String> authorizationExtensions,
    Map<String, String> fingerprints,
    @Nullable Validity validity) {

  /** Where a name stands. */
  public enum State {
    /** A request waits. */
    REQUESTED,
    /** There is a certificate. */
    SIGNED,
    /** There is a certificate, and it is in the CRL. */
    REVOKED;

    /** As the API writes it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What only certificates have. */
  public record Validity(BigInteger serial, Instant notBefore, Instant notAfter) {}

  static CertificateStatus of(CertificateRequest request) {
    return new CertificateStatus(
        request.certname(),
        State.REQUESTED,
        request.subjectAltNames(),
        authorization(request.extensions()),
        fingerprints(request.der()),
        null);
  }

  static CertificateStatus of(String name, X509Certificate certificate, boolean revoked) {
    try {
      return new CertificateStatus(
          name,
          revoked ? State.REVOKED : State.SIGNED,
          HostNames.altNames(certificate),
          authorization(PuppetExtensions.of(certificate)),
          fingerprints(certificate.getEncoded()),
          new Validity(
              certificate.getSerialNumber(),
              certificate.getNotBefore().toInstant(),
              certificate.getNotAfter().toInstant()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  private static Map<String, String> authorization(Map<String, String> extensions) {
    Map<String, String> named = new LinkedHashMap<>();
    extensions.forEach(
        (oid, value) -> {
          if (PuppetOids.under(PuppetOids.AUTHORIZATION, oid)) {
            named.put(PuppetOids.name(oid).orElse(oid), value);
          }
        });
    return named;
  }

  private static Map<String, String> fingerprints(byte[] der) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("SHA1", Fingerprints.of("SHA-1", der));
    all.put("SHA256", Fingerprints.of("SHA-256", der));
    all.put("SHA512", Fingerprints.of("SHA-512", der));
    return all;
  }

  /** As plain values, in the form of Puppet's API. */
  public Map<String, Object> toJson() {
    Map<String, String> prints = new LinkedHashMap<>(fingerprints);
    String main = String.valueOf(fingerprints.get("SHA256"));
    prints.put("default", main);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("state", state.text());
    json.put("dns_alt_names", subjectAltNames.stream().filter(n -> n.startsWith("DNS:")).toList());
    json.put("subject_alt_names", subjectAltNames);
    json.put("authorization_extensions", authorizationExtensions);
    json.put("fingerprint", main);
    json.put("fingerprints", prints);
    if (validity != null) {
      json.put("serial_number", validity.serial());
      json.put("not_before", Inventory.DATE.format(validity.notBefore()));
      json.put("not_after", Inventory.DATE.format(validity.notAfter()));
    }
    return json;
  }
}

package io.github.puppetha.testkit;

import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.pki.CertificateIssuer;
import io.github.puppetha.pki.CertificateRequest;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Keys;
import io.github.puppetha.pki.LeafBuilder;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.TrustBundle;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A CA in memory that signs whatever comes. */
final class IssuerCa implements MasterCa {
  private static final int BITS = 2048;
  private static final String PREFIX = "/puppet-ca/v1/";

  private final CertificateIssuer issuer;
  private final X509CRL crl;
  private final Map<String, X509Certificate> signed = new ConcurrentHashMap<>();

  IssuerCa(String name) {
    issuer =
        CertificateIssuer.selfSignedCa("Puppet CA: " + name, Keys.rsa(BITS), Clock.systemUTC());
    crl = issuer.emptyCrl();
  }

  @Override
  public TrustBundle trust() {
    return new TrustBundle(issuer.chain(), List.of(crl));
  }

  @Override
  public Identity issue(
      String certname,
      Set<String> dnsNames,
      Map<String, String> extensions,
      Instant from,
      Duration life) {
    KeyPair keys = Keys.ec(Keys.PUPPET_CURVE);
    LeafBuilder leaf =
        issuer
            .leaf(certname, keys.getPublic())
            .altNames(List.copyOf(dnsNames))
            .validity(from.minus(Duration.ofDays(1)), from.plus(life));
    extensions.forEach(leaf::extension);
    return new Identity(keys.getPrivate(), List.of(leaf.sign()));
  }

  @Override
  public Optional<PuppetResponse> answer(Call call) {
    if (call.path().equals(PREFIX + "certificate_revocation_list/ca")) {
      return Optional.of(Answers.text(200, Pem.encode(crl)));
    }
    Optional<String> name = call.after(PREFIX + "certificate/");
    return name.map(this::certificate)
        .or(() -> call.after(PREFIX + "certificate_request/").map(host -> sign(host, call)));
  }

  private PuppetResponse certificate(String name) {
    if (name.equals("ca")) {
      return Answers.text(200, Pem.encodeCertificates(issuer.chain()));
    }
    X509Certificate certificate = signed.get(name);
    return certificate == null
        ? Answers.text(404, "Could not find certificate " + name)
        : Answers.text(200, Pem.encode(certificate));
  }

  private PuppetResponse sign(String name, Call call) {
    CertificateRequest request = CertificateRequest.parse(call.request().text());
    if (!request.certname().equals(name)) {
      return Answers.text(
          400,
          "Instance name \""
              + request.certname()
              + "\" does not match requested key \""
              + name
              + "\"");
    }
    signed.computeIfAbsent(name, n -> issuer.issue(request));
    return Answers.text(200, "");
  }

  @Override
  public void close() {}
}

package io.github.puppetha.testkit;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.pki.CertificateRequest;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Keys;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.TrustBundle;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** How an agent gets its certificate: CA bundle, CRL, request, and asking until it is signed. */
final class AgentBootstrap {
  private static final String CA = "/puppet-ca/v1/";
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final String certname;
  private final HostPort server;
  private final Supplier<HttpTransport.Builder> transports;

  /** What it ends with. */
  record Result(Identity identity, TrustBundle trust) {}

  /**
   * @param transports builders without identity and trust
   */
  AgentBootstrap(String certname, HostPort server, Supplier<HttpTransport.Builder> transports) {
    this.certname = certname;
    this.server = server;
    this.transports = transports;
  }

  Result run(Duration timeout) {
    List<X509Certificate> authorities;
    try (HttpTransport unverified = transports.get().unverified().build()) {
      String bundle = get(unverified.to(server), CA + "certificate/ca").text();
      authorities = Pem.certificates(bundle);
    }
    TrustBundle unrevoked = new TrustBundle(authorities, List.of());
    try (HttpTransport verified = transports.get().trust(unrevoked).build()) {
      Sender sender = verified.to(server);
      String crls = get(sender, CA + "certificate_revocation_list/ca").text();
      KeyPair keys = Keys.ec(Keys.PUPPET_CURVE);
      submit(sender, keys);
      X509Certificate certificate = await(sender, System.nanoTime() + timeout.toNanos());
      if (!certificate.getPublicKey().equals(keys.getPublic())) {
        throw new PuppetHaException(
            server + " has a certificate of " + certname + " for another key; clean it there");
      }
      Identity identity = new Identity(keys.getPrivate(), List.of(certificate));
      return new Result(identity, new TrustBundle(authorities, Pem.crls(crls)));
    }
  }

  private void submit(Sender sender, KeyPair keys) {
    String pem = CertificateRequest.create(certname, keys, List.of(), Map.of()).pem();
    String target = CA + "certificate_request/" + certname;
    PuppetResponse answer = sender.send(PuppetRequest.put(target, "text/plain", pem));
    // A real agent takes any 400 as "there is a request already", and goes on to ask.
    if (!answer.ok() && answer.status() != 400) {
      throw unexpected("PUT " + target, answer);
    }
  }

  private X509Certificate await(Sender sender, long end) {
    String target = CA + "certificate/" + certname;
    while (true) {
      PuppetResponse answer = sender.send(PuppetRequest.get(target));
      if (answer.ok()) {
        return Pem.certificate(answer.text());
      }
      if (answer.status() != 404) {
        throw unexpected("GET " + target, answer);
      }
      if (System.nanoTime() > end) {
        throw new PuppetHaException("the request of " + certname + " was not signed at " + server);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private PuppetResponse get(Sender sender, String target) {
    PuppetResponse answer = sender.send(PuppetRequest.get(target).header("Accept", "text/plain"));
    if (!answer.ok()) {
      throw unexpected("GET " + target, answer);
    }
    return answer;
  }

  private PuppetHaException unexpected(String what, PuppetResponse answer) {
    return new PuppetHaException(
        what + " at " + server + ": " + answer.status() + " " + answer.text().strip());
  }
}

package io.github.puppetha.testkit;

import io.github.puppetha.ca.CaApi;
import io.github.puppetha.ca.CaEngine;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Keys;
import io.github.puppetha.pki.LeafBuilder;
import io.github.puppetha.pki.TrustBundle;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The CA behind one or several fake servers. */
record MasterCa(CaEngine engine, CaApi api) {
  static MasterCa of(CaEngine engine) {
    return new MasterCa(engine, CaApi.of(engine));
  }

  /** The bundle and the CRLs as they are now. */
  TrustBundle trust() {
    return engine.trust();
  }

  /** A new key and a certificate for it, without a request, valid from then for so long. */
  Identity issue(
      String certname,
      Set<String> dnsNames,
      Map<String, String> extensions,
      Instant from,
      Duration life) {
    KeyPair keys = Keys.ec(Keys.PUPPET_CURVE);
    X509Certificate certificate =
        engine.generate(
            issuer -> {
              LeafBuilder leaf =
                  issuer
                      .leaf(certname, keys.getPublic())
                      .altNames(List.copyOf(dnsNames))
                      .validity(from.minus(Duration.ofDays(1)), from.plus(life));
              extensions.forEach(leaf::extension);
              return leaf;
            },
            certname);
    return new Identity(keys.getPrivate(), List.of(certificate));
  }

  /** What the CA answers; empty for a path that is none of its. */
  Optional<PuppetResponse> answer(Call call) {
    if (!call.path().startsWith(CaApi.PREFIX)) {
      return Optional.empty();
    }
    RecordedRequest request = call.request();
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    String target = encoded(call.path()) + query;
    PuppetRequest read =
        new PuppetRequest(request.method(), target, request.headers(), request.body());
    return Optional.of(api.handle(read, call.caller().certificate()));
  }

  private static String encoded(String path) {
    try {
      return new URI(null, null, path, null).getRawPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path that began with a slash: " + path, e);
    }
  }
}

package io.github.puppetha.ca;

import io.github.puppetha.ca.CaRefusedException.Reason;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.pki.CertificateRequest;
import io.github.puppetha.pki.Certname;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.PemException;
import java.security.cert.X509Certificate;

/** What agents do: send a request, look at it, renew. */
final class CaRequests {
  private final CaEngine engine;

  CaRequests(CaEngine engine) {
    this.engine = engine;
  }

  PuppetResponse request(CaCall call) {
    String name = call.name();
    if (name == null) {
      return CaApi.notFound();
    }
    return switch (call.method()) {
      case "GET" -> find(name);
      case "PUT" -> submit(name, call.text());
      default -> CaApi.notFound();
    };
  }

  private PuppetResponse find(String name) {
    if (Certname.problem(name).isEmpty()) {
      var found = engine.request(name);
      if (found.isPresent()) {
        return PuppetResponse.of(200, "text/plain", found.get().pem());
      }
    }
    return PuppetResponse.text(404, "Could not find certificate_request " + name);
  }

  private PuppetResponse submit(String name, String pem) {
    CertificateRequest request;
    try {
      request = CertificateRequest.parse(pem);
    } catch (PemException e) {
      return PuppetResponse.text(500, "Internal Server Error: " + e.getMessage());
    }
    engine.submit(name, request);
    return PuppetResponse.of(200, "text/plain", "");
  }

  PuppetResponse renew(CaCall call) {
    X509Certificate client = call.client();
    if (!engine.settings().allowAutoRenewal()) {
      return CaApi.notFound();
    }
    if (client == null) {
      return PuppetResponse.text(400, "No certificate found in renewal request");
    }
    try {
      return PuppetResponse.of(200, "text/plain", Pem.encode(engine.renew(client)));
    } catch (CaRefusedException e) {
      return PuppetResponse.text(
          e.reason() == Reason.POLICY ? 403 : 400, String.valueOf(e.getMessage()));
    }
  }
}

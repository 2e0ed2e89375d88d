package io.github.puppetha.ca;

import io.github.puppetha.ca.CaRefusedException.Reason;
import io.github.puppetha.ca.CertificateStatus.State;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.pki.Certname;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What administrators do: list, sign, revoke, clean. */
final class CaAdministration {
  private final CaEngine engine;

  CaAdministration(CaEngine engine) {
    this.engine = engine;
  }

  PuppetResponse status(CaCall call) {
    String name = call.name();
    if (name == null) {
      return CaApi.notFound();
    }
    boolean usable = Certname.problem(name).isEmpty();
    return switch (call.method()) {
      case "GET" -> usable ? show(name) : invalid();
      case "PUT" -> change(name, usable, call);
      case "DELETE" -> usable && engine.delete(name) ? CaApi.nothing() : invalid();
      default -> PuppetResponse.text(405, "Method Not Allowed");
    };
  }

  private PuppetResponse show(String name) {
    return engine.status(name).map(s -> json(200, s.toJson())).orElseGet(CaAdministration::invalid);
  }

  PuppetResponse statuses(CaCall call) {
    if (!call.method().equals("GET")) {
      return PuppetResponse.text(405, "Method Not Allowed");
    }
    if (call.name() == null) {
      return PuppetResponse.text(400, "Missing URL Segment");
    }
    Optional<String> state = call.parameter("state");
    return json(
        200,
        engine.statuses().stream()
            .filter(s -> state.isEmpty() || s.state().text().equals(state.get()))
            .map(CertificateStatus::toJson)
            .toList());
  }

  private PuppetResponse change(String name, boolean usable, CaCall call) {
    String type = call.header("content-type").orElse("").split(";")[0].strip();
    if (!type.equals("application/json") && !type.equals("text/pson")) {
      return PuppetResponse.text(415, "Unsupported Media Type: send application/json");
    }
    CaBody body = CaBody.read(call.text());
    String wanted = body.string("desired_state").orElse("");
    if (!body.valid() || !(wanted.equals("signed") || wanted.equals("revoked"))) {
      return PuppetResponse.text(
          400, "The body must be JSON with desired_state \"signed\" or \"revoked\".");
    }
    Optional<Long> seconds = body.seconds("cert_ttl");
    if (body.has("cert_ttl") && seconds.isEmpty()) {
      return PuppetResponse.text(400, "cert_ttl must be a number of seconds above 0.");
    }
    if (!usable) {
      return invalid();
    }
    return apply(name, wanted, seconds.map(Duration::ofSeconds).orElse(null));
  }

  private PuppetResponse apply(String name, String wanted, @Nullable Duration ttl) {
    try {
      if (wanted.equals("signed")) {
        engine.sign(name, ttl);
      } else {
        engine.revoke(name);
      }
      return CaApi.nothing();
    } catch (CaRefusedException e) {
      return e.reason() == Reason.UNKNOWN
          ? invalid()
          : PuppetResponse.text(409, String.valueOf(e.getMessage()));
    }
  }

  PuppetResponse clean(CaCall call) {
    CaBody body = CaBody.read(call.text());
    Optional<List<String>> names = body.strings("certnames");
    if (!body.valid() || names.isEmpty()) {
      return PuppetResponse.text(400, "The body must be JSON with a list certnames.");
    }
    List<String> unknown = new ArrayList<>();
    for (String name : names.get()) {
      if (Certname.problem(name).isPresent() || !engine.clean(name)) {
        unknown.add(name);
      }
    }
    return PuppetResponse.text(
        200,
        unknown.isEmpty()
            ? "Successfully cleaned all certs."
            : "The following certs do not exist and cannot be revoked: " + unknown);
  }

  PuppetResponse sign(CaCall call) {
    if ("all".equals(call.name())) {
      return sign(
          engine.statuses().stream()
              .filter(s -> s.state() == State.REQUESTED)
              .map(CertificateStatus::name)
              .toList());
    }
    if (call.name() != null) {
      return CaApi.notFound();
    }
    CaBody body = CaBody.read(call.text());
    Optional<List<String>> names = body.strings("certnames");
    if (!body.valid() || names.isEmpty()) {
      return json(
          422,
          Map.of(
              "kind", "schema-violation", "msg", "The body must be JSON with a list certnames."));
    }
    return sign(names.get());
  }

  private PuppetResponse sign(List<String> names) {
    Map<String, List<String>> result = new LinkedHashMap<>();
    result.put("signed", new ArrayList<>());
    result.put("no-csr", new ArrayList<>());
    result.put("signing-errors", new ArrayList<>());
    for (String name : names) {
      result.computeIfAbsent(signOne(name), key -> new ArrayList<>()).add(name);
    }
    return json(200, result);
  }

  private String signOne(String name) {
    if (Certname.problem(name).isPresent()) {
      return "no-csr";
    }
    try {
      engine.sign(name, null);
      return "signed";
    } catch (CaRefusedException e) {
      return e.reason() == Reason.NO_REQUEST ? "no-csr" : "signing-errors";
    }
  }

  PuppetResponse updateCrls(CaCall call) {
    engine.updateUpstreamCrls(call.text());
    return PuppetResponse.text(200, "Successfully updated CRLs.");
  }

  PuppetResponse expirations() {
    Map<String, String> authorities = new LinkedHashMap<>();
    for (X509Certificate ca : engine.trust().authorities()) {
      authorities.put(
          cn(ca.getSubjectX500Principal().getName()),
          Inventory.DATE.format(ca.getNotAfter().toInstant()));
    }
    Map<String, String> crls = new LinkedHashMap<>();
    for (X509CRL crl : engine.trust().crls()) {
      crls.put(
          cn(crl.getIssuerX500Principal().getName()),
          Inventory.DATE.format(crl.getNextUpdate().toInstant()));
    }
    return json(200, Map.of("ca-certs", authorities, "crls", crls));
  }

  private static String cn(String subject) {
    return subject.startsWith("CN=") ? subject.substring(3) : subject;
  }

  private static PuppetResponse invalid() {
    return PuppetResponse.text(404, "Invalid certificate subject.");
  }

  private static PuppetResponse json(int status, Object value) {
    return PuppetResponse.of(status, "application/json", JsonWriter.compact(value));
  }
}

package io.github.puppetha.gateway;

import io.github.puppetha.http.PuppetPath;
import io.github.puppetha.http.PuppetPaths.Kind;
import io.github.puppetha.pki.Certname;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway itself refuses, whatever a server behind would say: names that are not the
 * client's own, certnames that no CA should sign, and everything that a server would allow to the
 * gateway's certificate but not to the client.
 */
final class Access {
  private static final Set<Kind> OWN = Set.of(Kind.CATALOG, Kind.NODE, Kind.FACTS, Kind.REPORT);
  private static final Set<String> OPEN_TO_ALL =
      Set.of("certificate", "certificate_revocation_list", "status");

  /**
   * A refusal.
   *
   * @param status 403, or 404 where agents take that for "not offered"
   */
  record Denial(int status, String reason) {}

  private Access() {}

  /** Why this may not be passed on, or null when it may. */
  static @Nullable Denial check(
      String method, PuppetPath.Accepted path, Client client, IdentityMode mode) {
    String name = path.name();
    if (OWN.contains(path.kind()) && (name == null || !name.equals(client.name()))) {
      String who = client.name() == null ? "a client without certificate" : client.name();
      return new Denial(403, "Forbidden request: " + path.kind() + " of " + name + " by " + who);
    }
    if (path.kind() == Kind.CA) {
      return ca(method, path, client, mode);
    }
    if (mode == IdentityMode.NONE && path.kind() != Kind.FILE && !OWN.contains(path.kind())) {
      boolean open =
          path.resource().startsWith("/status/") || path.resource().equals("environments");
      return open ? null : new Denial(403, "Forbidden request: not through this gateway");
    }
    if (mode == IdentityMode.NONE && client.name() == null) {
      return new Denial(403, "Forbidden request: a certificate is needed");
    }
    return null;
  }

  private static @Nullable Denial ca(
      String method, PuppetPath.Accepted path, Client client, IdentityMode mode) {
    String name = path.name() == null ? "" : path.name();
    boolean request = path.resource().equals("certificate_request");
    if (request && method.equals("PUT") && Certname.problem(name).isPresent()) {
      return new Denial(403, "Forbidden certname: " + Certname.problem(name).orElseThrow());
    }
    if (mode == IdentityMode.HEADERS) {
      return null;
    }
    boolean reading = method.equals("GET") || method.equals("HEAD");
    if (reading && (request || OPEN_TO_ALL.contains(path.resource()))
        || request && method.equals("PUT")
        || reading && path.resource().equals("expirations") && client.name() != null) {
      return null;
    }
    return path.resource().equals("certificate_renewal")
        ? new Denial(404, "Not Found: certificates are not renewed through this gateway")
        : new Denial(403, "Forbidden request: not through this gateway; ask the CA itself");
  }
}

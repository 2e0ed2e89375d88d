package io.github.puppetha.ca;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.pki.PuppetExtensions;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puppet's CA over HTTP ({@code /puppet-ca/v1}): a request in, an answer out, by the rules of
 * Puppet Server's own {@code auth.conf}. Knows no server, so any can serve it. Safe for use by
 * several threads.
 */
public final class CaApi {
  /** What all paths begin with. */
  public static final String PREFIX = "/puppet-ca/v1/";

  private static final Logger LOG = LoggerFactory.getLogger(CaApi.class);
  private static final List<Rule> RULES =
      List.of(
          new Rule("certificate/", List.of("GET"), Access.NONE),
          new Rule("certificate_revocation_list/ca", List.of("GET"), Access.NONE),
          new Rule("certificate_request", List.of("GET", "PUT"), Access.NONE),
          new Rule("certificate_status", List.of("GET", "PUT", "DELETE"), Access.CLI),
          new Rule("certificate_revocation_list", List.of("PUT"), Access.CLI),
          new Rule("expirations", List.of("GET"), Access.ANY),
          new Rule("clean", List.of("PUT"), Access.CLI),
          new Rule("sign", List.of("POST"), Access.CLI),
          new Rule("certificate_renewal", List.of("POST"), Access.ANY));

  private final CaFiles served;
  private final CaRequests requests;
  private final CaAdministration administration;

  /** Who may. */
  private enum Access {
    NONE,
    ANY,
    CLI
  }

  /** A rule; as in {@code auth.conf}, it holds for all paths that begin so. */
  private record Rule(String prefix, List<String> methods, Access access) {}

  private CaApi(CaEngine engine) {
    this.served = new CaFiles(engine);
    this.requests = new CaRequests(engine);
    this.administration = new CaAdministration(engine);
  }

  /** The API of an engine, which the caller closes. */
  public static CaApi of(CaEngine engine) {
    return new CaApi(engine);
  }

  /**
   * Answers.
   *
   * @param request its target below {@link #PREFIX}
   * @param client the client's certificate, chain and revocation checked by the caller; null for
   *     none
   */
  public PuppetResponse handle(PuppetRequest request, @Nullable X509Certificate client) {
    URI uri;
    try {
      uri = new URI(request.target());
    } catch (URISyntaxException e) {
      return PuppetResponse.text(400, "Bad Request");
    }
    String path = uri.getPath();
    if (path == null || !path.startsWith(PREFIX)) {
      return notFound();
    }
    String rest = path.substring(PREFIX.length());
    if (List.of(rest.split("/", -1)).stream().anyMatch(s -> s.equals(".") || s.equals(".."))) {
      return PuppetResponse.text(400, "Bad Request");
    }
    if (!allowed(request.method(), rest, client)) {
      return PuppetResponse.text(
          403,
          "Forbidden request: "
              + path
              + " (method :"
              + request.method().toLowerCase(Locale.ROOT)
              + "). Please see the server logs for details.");
    }
    try {
      return route(new CaCall(request, rest, uri.getQuery(), client));
    } catch (CaRefusedException e) {
      return PuppetResponse.text(400, String.valueOf(e.getMessage()));
    } catch (PuppetHaException e) {
      LOG.error("{} {} failed", request.method(), path, e);
      return PuppetResponse.text(500, "Internal Server Error: the CA's log says more.");
    }
  }

  private static boolean allowed(String method, String rest, @Nullable X509Certificate client) {
    for (Rule rule : RULES) {
      if (rest.startsWith(rule.prefix()) && rule.methods().contains(method)) {
        return switch (rule.access()) {
          case NONE -> true;
          case ANY -> client != null;
          case CLI -> client != null && PuppetExtensions.mayAdministerCa(client);
        };
      }
    }
    return false;
  }

  private PuppetResponse route(CaCall call) {
    return switch (call.resource()) {
      case "certificate" -> served.certificate(call);
      case "certificate_revocation_list" ->
          call.method().equals("PUT") && call.name() == null
              ? administration.updateCrls(call)
              : served.crl(call);
      case "expirations" -> call.name() == null ? administration.expirations() : notFound();
      case "certificate_request" -> requests.request(call);
      case "certificate_renewal" -> call.name() == null ? requests.renew(call) : notFound();
      case "certificate_status" -> administration.status(call);
      case "certificate_statuses" -> administration.statuses(call);
      case "clean" -> call.name() == null ? administration.clean(call) : notFound();
      case "sign" -> administration.sign(call);
      default -> notFound();
    };
  }

  static PuppetResponse notFound() {
    return PuppetResponse.text(404, "Not Found");
  }

  static PuppetResponse nothing() {
    return new PuppetResponse(204, Map.of(), new byte[0]);
  }
}

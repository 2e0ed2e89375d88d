package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetPath;
import io.github.puppetha.http.PuppetPaths;
import io.github.puppetha.http.PuppetPaths.Kind;
import io.github.puppetha.http.RequestBody;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request's path and its client, refuses or routes it. */
final class GatewayHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

  private final Settings settings;
  private final ClientCheck clients;
  private final InFlight inFlight;
  private final Postponed postponed;
  private final Health health;
  private final Liveness liveness;
  private final Pinning pinning;
  private final SwitchEndpoint switches;
  private final AtomicReference<@Nullable CompletableFuture<Boolean>> asking =
      new AtomicReference<>();

  GatewayHandler(
      Settings settings,
      ClientCheck clients,
      Postponed postponed,
      Pinning pinning,
      InFlight inFlight) {
    super(InvocationType.NON_BLOCKING);
    this.settings = settings;
    this.clients = clients;
    this.inFlight = inFlight;
    this.postponed = postponed;
    this.health = new Health(settings, postponed);
    this.liveness = new Liveness(settings);
    this.pinning = pinning;
    this.switches = new SwitchEndpoint(settings, pinning.trees());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    inFlight.begin();
    Call call = new Call(request, response, callback, settings.listener()::served, inFlight::end);
    if (inFlight.isClosing()) {
      call.closeAfterwards();
    }
    try {
      route(call);
    } catch (RuntimeException e) {
      LOG.error("{} {}: {}", request.getMethod(), request.getHttpURI().getPathQuery(), e, e);
      call.answer(500, "The gateway failed; its log says why.");
    }
    return true;
  }

  private void route(Call call) {
    Request request = call.request();
    HttpURI uri = request.getHttpURI();
    PuppetPath path = PuppetPaths.classify(uri.getPathQuery() == null ? "" : uri.getPathQuery());
    if (path instanceof PuppetPath.Accepted accepted) {
      call.kind(accepted.kind());
    }
    Map<String, List<String>> headers = HopByHop.map(request.getHeaders());
    boolean fromGateway = identify(call, headers);
    if (call.client() instanceof Client.Rejected rejected) {
      call.answer(403, "Forbidden request: " + rejected.reason());
    } else if (path instanceof PuppetPath.Refused refused) {
      call.answer(refused.status(), "Refused: " + refused.reason());
    } else if (!METHODS.contains(request.getMethod()) || uri.getFragment() != null) {
      call.answer(405, "Refused: the method " + request.getMethod() + " is not used by Puppet");
    } else if (SwitchEndpoint.takes((PuppetPath.Accepted) path)) {
      switches.answer(call, (PuppetPath.Accepted) path, fromGateway);
    } else {
      pass(call, (PuppetPath.Accepted) path, headers, fromGateway);
    }
  }

  /** Sets the call's client; true when another gateway passes on what its own client wants. */
  private boolean identify(Call call, Map<String, List<String>> headers) {
    X509Certificate shown = certificate(call.request());
    Client peer = shown == null ? new Client.Anonymous() : clients.check(shown);
    boolean gateway =
        headers.containsKey(IdentityHeaders.GATEWAY)
            && peer instanceof Client.Known known
            && settings.gateways().get().contains(known.certname());
    if (gateway) {
      peer = passedOn(headers);
    }
    call.client(peer);
    return gateway;
  }

  private Client passedOn(Map<String, List<String>> headers) {
    try {
      X509Certificate certificate = IdentityHeaders.passedOn(headers);
      return certificate == null ? new Client.Anonymous() : clients.check(certificate);
    } catch (GeneralSecurityException e) {
      return new Client.Rejected("the other gateway's X-Client-Cert: " + e.getMessage());
    }
  }

  private static @Nullable X509Certificate certificate(Request request) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    EndPoint.SslSessionData session = endPoint.getSslSessionData();
    X509Certificate[] chain = session == null ? null : session.peerCertificates();
    return chain == null || chain.length == 0 ? null : chain[0];
  }

  private void pass(
      Call call, PuppetPath.Accepted path, Map<String, List<String>> headers, boolean fromGateway) {
    if (path.kind() == Kind.STATUS) {
      status(call, path, fromGateway);
      return;
    }
    String method = call.request().getMethod();
    IdentityMode mode = path.kind() == Kind.CA ? settings.caMode() : settings.serverMode();
    Access.Denial denial = Access.check(method, path, call.client(), mode);
    if (denial != null) {
      call.answer(denial.status(), denial.reason());
      return;
    }
    new Reading(call, path, headers, fromGateway).begin();
  }

  /** Our own health. No Retry-After: an agent is to go on to the next entry of its list. */
  private void status(Call call, PuppetPath.Accepted path, boolean fromGateway) {
    call.patientWithClient();
    CompletableFuture<Boolean> answer =
        fromGateway ? health.anyOf(servers(true)) : shared(servers(false));
    answer.thenAccept(
        alive -> {
          if (alive && path.legacy()) {
            call.answer(200, "application/json", "{\"is_alive\":true}", null);
          } else if (alive) {
            call.answer(200, "running");
          } else {
            call.answer(503, "no server can be reached");
          }
        });
  }

  /** However many ask, the servers are asked once at a time. */
  private CompletableFuture<Boolean> shared(List<Target> targets) {
    CompletableFuture<Boolean> current = asking.get();
    if (current != null && !current.isDone()) {
      return current;
    }
    CompletableFuture<Boolean> mine = health.anyOf(targets);
    asking.set(mine);
    return mine;
  }

  private List<Target> targets(Kind kind, boolean fromGateway) {
    if (kind != Kind.CA) {
      return servers(fromGateway);
    }
    return targets(settings.routes().ca(), settings.caMode(), fromGateway);
  }

  private List<Target> servers(boolean fromGateway) {
    List<HostPort> best = new ArrayList<>(settings.routes().servers());
    best.addAll(settings.routes().gateways());
    List<Target> all = new ArrayList<>(targets(best, settings.serverMode(), fromGateway));
    all.addAll(targets(settings.routes().behind(), settings.serverMode(), fromGateway));
    return all;
  }

  /** What came from a gateway is never sent to another: no request goes round in circles. */
  private List<Target> targets(List<HostPort> addresses, IdentityMode mode, boolean fromGateway) {
    List<HostPort> gateways = settings.routes().gateways();
    return postponed.order(addresses).stream()
        .map(address -> new Target(address, gateways.contains(address), mode))
        .filter(target -> !fromGateway || !target.gateway())
        .toList();
  }

  /** Takes the body in, then passes the request on. */
  private final class Reading implements BodyBuffer.Reader {
    private final Call call;
    private final PuppetPath.Accepted path;
    private final Map<String, List<String>> headers;
    private final boolean fromGateway;
    private final BodyBuffer buffer;

    Reading(
        Call call,
        PuppetPath.Accepted path,
        Map<String, List<String>> headers,
        boolean fromGateway) {
      this.call = call;
      this.path = path;
      this.headers = headers;
      this.fromGateway = fromGateway;
      this.buffer =
          new BodyBuffer(call.request(), settings.bodyLimit(), settings.temporaryDirectory(), this);
    }

    void begin() {
      Request.addCompletionListener(call.request(), failure -> close());
      buffer.read();
    }

    private void close() {
      try {
        buffer.close();
      } catch (IOException e) {
        LOG.warn("removing a buffered body: {}", e.toString());
      }
    }

    @Override
    public void complete(RequestBody body) {
      String method = call.request().getMethod();
      Outgoing outgoing = new Outgoing(method, path, headers, call.client(), body, settings.name());
      String certname = call.client().name();
      List<Target> targets = pinning.order(certname, path, targets(path.kind(), fromGateway));
      Part part = pinning.part(call, path, headers, fromGateway, body, outgoing, targets);
      new Forwarding(settings, postponed, liveness, call, outgoing, part, targets).start();
    }

    @Override
    public void tooLarge() {
      call.closeAfterwards();
      call.answer(413, "Refused: more than " + settings.bodyLimit() + " bytes");
    }

    @Override
    public void failed(Throwable failure) {
      call.closeAfterwards();
      call.comeAgain("The gateway could not take the request in.", settings.retryAfter());
      LOG.warn("taking a request in: {}", failure.toString());
    }
  }
}

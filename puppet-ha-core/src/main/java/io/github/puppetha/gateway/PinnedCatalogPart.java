package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A catalog that is compiled under its revision's name, which is put back in the answer. Where the
 * server makes another environment of it, as an ENC does, it is asked for again as it came. Where
 * Ruby code changed since the agent's plugins were, it is as without pinned catalogs.
 */
final class PinnedCatalogPart implements Part {
  private final Pinning pinning;
  private final String certname;
  private final String environment;
  private final @Nullable String plugins;
  private final CatalogRequest request;
  private final Outgoing outgoing;
  private final boolean fromGateway;
  private final Part plain;
  private @Nullable String asked;
  private boolean refused;

  PinnedCatalogPart(
      Pinning pinning,
      String certname,
      String environment,
      @Nullable String plugins,
      CatalogRequest request,
      Outgoing outgoing,
      boolean fromGateway,
      Part plain) {
    this.pinning = pinning;
    this.certname = certname;
    this.environment = environment;
    this.plugins = plugins;
    this.request = request;
    this.outgoing = outgoing;
    this.fromGateway = fromGateway;
    this.plain = plain;
  }

  @Override
  public void ask(Target target, Consumer<Outgoing> send) {
    if (target.gateway() || refused) {
      asked = null;
      plain.ask(target, send);
    } else {
      HostPort server = target.address();
      pinning.trees().whenRubyIsFree(server, environment, () -> askNow(target, send));
    }
  }

  private void askNow(Target target, Consumer<Outgoing> send) {
    asked = name(target.address());
    if (asked == null) {
      plain.ask(target, send);
      return;
    }
    if (plugins != null && !plugins.equals(asked)) {
      pinning.tell(PinEvent.MIXED, certname, plugins + " plugins, " + asked + " catalog");
    }
    Outgoing json = outgoing.header("accept", "application/vnd.puppet.rich+json, application/json");
    send.accept(request.in(asked, json.header("accept-encoding", "identity")));
  }

  /**
   * The revision of the plugins where the server has it, else the one that is live there; null
   * where that would leave older Ruby code in JRubies that all revisions share.
   */
  private @Nullable String name(HostPort server) {
    ServerTrees trees = pinning.trees().of(server);
    if (plugins != null && trees.has(plugins)) {
      return trees.mayCompile(environment, plugins) ? plugins : null;
    }
    String live = trees.mark(environment).tree();
    return live != null && trees.has(live) ? live : null;
  }

  @Override
  public Verdict head(Target target, int status, Map<String, List<String>> headers) {
    if (asked == null) {
      return plain.head(target, status, headers);
    }
    if (status == 200) {
      pinning.runs().compiled(certname, environment, asked, target.address());
    }
    return Verdict.PASS;
  }

  @Override
  public @Nullable EnvironmentBack change() {
    return asked == null ? plain.change() : new EnvironmentBack(asked, environment);
  }

  @Override
  public Verdict whole(int status, Map<String, List<String>> headers, byte[] body) {
    return asked == null ? plain.whole(status, headers, body) : Verdict.PASS;
  }

  @Override
  public void otherEnvironment() {
    refused = true;
    pinning.tell(
        PinEvent.UNPINNED, certname, "its catalog is of another environment than " + asked);
  }

  @Override
  public Map<String, String> answerHeaders() {
    if (asked == null) {
      return plain.answerHeaders();
    }
    return fromGateway ? Map.of(IdentityHeaders.PIN, asked) : Map.of();
  }
}

package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetPath;
import io.github.puppetha.http.PuppetPaths.Kind;
import io.github.puppetha.http.RequestBody;
import io.github.puppetha.http.TreeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each run of an agent at one revision: files are asked for under the never-moving name of
 * the revision of the run's catalog, plugins under that of the revision which is live when the run
 * begins. Runs are known by the client's certname; whoever has none is not pinned.
 */
final class Pinning {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final Set<String> FILES =
      Set.of("file_metadata", "file_metadatas", "file_content");
  private static final Set<String> PLUGINS = Set.of("plugins", "pluginfacts", "locales");

  private final PinMode mode;
  private final LiveTrees trees;
  private final Runs runs;
  private final GatewayListener listener;
  private final Consumer<HostPort> look;
  private volatile String puppetVersion = "";

  Pinning(
      PinMode mode, LiveTrees trees, Runs runs, GatewayListener listener, Consumer<HostPort> look) {
    this.mode = mode;
    this.trees = trees;
    this.runs = runs;
    this.listener = listener;
    this.look = look;
  }

  LiveTrees trees() {
    return trees;
  }

  Runs runs() {
    return runs;
  }

  /** Asks the server soon what is live there. */
  void look(HostPort server) {
    look.accept(server);
  }

  void tell(PinEvent event, String certname, String detail) {
    if (event == PinEvent.UNPINNED || event == PinEvent.MIXED) {
      LOG.warn("the run of {} is not kept at one revision: {}", certname, detail);
    } else {
      LOG.info("the run of {}: {}", certname, detail);
    }
    listener.pinning(event, certname, detail);
  }

  /** Nothing is known of the server's environment: told where others know it, or nobody deploys. */
  void unknown(String certname, String environment, HostPort server) {
    if (trees.anyKnows(environment) && runs.firstUnknown(certname, environment)) {
      tell(
          PinEvent.UNPINNED, certname, "what " + server + " has of " + environment + " is unknown");
    }
  }

  /** Agents look at the version of whoever answers. */
  void heard(Map<String, List<String>> headers) {
    List<String> version = headers.get("x-puppet-version");
    if (version != null && !version.get(0).equals(puppetVersion)) {
      puppetVersion = version.get(0);
    }
  }

  /** Answers with an environment in place of a catalog. */
  void sendTo(Call call, String certname, String environment) {
    if (!puppetVersion.isEmpty()) {
      call.response().getHeaders().put("X-Puppet-Version", puppetVersion);
    }
    call.answer(200, EmptyCatalog.TYPE, EmptyCatalog.of(certname, environment), null);
  }

  /** The revision that another gateway names, if it is one of the environment. */
  @Nullable String named(Map<String, List<String>> headers, String environment) {
    List<String> pin = headers.getOrDefault(IdentityHeaders.PIN, List.of());
    return pin.size() == 1 && TreeNames.isOf(environment, pin.get(0)) ? pin.get(0) : null;
  }

  /**
   * The part that a request has in its client's run.
   *
   * @param headers as they came, names in lower case
   * @param targets who is asked, the best first
   */
  Part part(
      Call call,
      PuppetPath.Accepted path,
      Map<String, List<String>> headers,
      boolean fromGateway,
      RequestBody body,
      Outgoing outgoing,
      List<Target> targets) {
    String certname = call.client().name();
    if (mode == PinMode.NONE || certname == null) {
      return Part.none(outgoing);
    }
    if (path.kind() == Kind.CATALOG && certname.equals(path.name())) {
      return catalog(call, certname, headers, fromGateway, body, path, outgoing);
    }
    String environment = environment(path.target());
    String own = environment == null ? null : TreeNames.ofAgain(environment).orElse(environment);
    Outgoing known = own == null || own.equals(environment) ? outgoing : outgoing.in(own);
    if (path.kind() == Kind.FILE && FILES.contains(path.resource()) && own != null) {
      return file(certname, own, path, known, targets);
    }
    if (path.kind() == Kind.REPORT) {
      runs.ended(certname);
    }
    return Part.none(known);
  }

  private Part file(
      String certname,
      String environment,
      PuppetPath.Accepted path,
      Outgoing outgoing,
      List<Target> targets) {
    if (isRevision(environment) || path.name() == null) {
      return Part.none(outgoing);
    }
    String mount = path.name().split("/", 2)[0];
    boolean listing = path.resource().equals("file_metadatas") && PLUGINS.contains(mount);
    if (!listing) {
      return file(certname, environment, runs.pinned(certname, environment), outgoing, targets);
    }
    boolean facts = mount.equals("pluginfacts");
    Target first = targets.isEmpty() ? null : targets.get(0);
    boolean here = first != null && !first.gateway();
    if (!here || !runs.begins(certname, environment, facts)) {
      String tree = runs.plugins(certname, environment, facts, null);
      return file(certname, environment, tree, outgoing, targets);
    }
    return new StartPart(
        this,
        first.address(),
        environment,
        () -> {
          String live = trees.of(first.address()).mark(environment).tree();
          String tree = runs.plugins(certname, environment, facts, live);
          return file(certname, environment, tree, outgoing, targets);
        });
  }

  private Part file(
      String certname,
      String environment,
      @Nullable String tree,
      Outgoing outgoing,
      List<Target> targets) {
    if (tree != null) {
      return new FilePart(this, certname, tree, outgoing, outgoing.in(tree));
    }
    if (!targets.isEmpty() && !targets.get(0).gateway()) {
      unknown(certname, environment, targets.get(0).address());
    }
    return Part.none(outgoing);
  }

  private Part catalog(
      Call call,
      String certname,
      Map<String, List<String>> headers,
      boolean fromGateway,
      RequestBody body,
      PuppetPath.Accepted path,
      Outgoing outgoing) {
    CatalogRequest request = CatalogRequest.read(path.target(), body);
    String environment = request.environment();
    if (environment == null) {
      return Part.none(outgoing);
    }
    Optional<String> again = TreeNames.ofAgain(environment);
    if (again.isPresent()) {
      runs.sentBack(certname, request.transaction());
      return (target, send) -> sendTo(call, certname, again.get());
    }
    if (isRevision(environment)) {
      return Part.none(outgoing);
    }
    Runs.Round round = runs.catalog(certname, environment, request.transaction());
    if (fromGateway && named(headers, environment) != null) {
      round = new Runs.Round(named(headers, environment), round.round());
    }
    Part own = new CatalogPart(this, call, certname, environment, round, fromGateway, outgoing);
    return mode == PinMode.FILES
        ? own
        : new PinnedCatalogPart(
            this, certname, environment, round.plugins(), request, outgoing, fromGateway, own);
  }

  /** Is it a revision's name of an environment that is deployed to some server? */
  private boolean isRevision(String environment) {
    return TreeNames.environmentOf(environment).filter(trees::anyKnows).isPresent();
  }

  private static @Nullable String environment(String target) {
    int mark = target.indexOf('?');
    String value = mark < 0 ? null : Parameters.only(target.substring(mark + 1), "environment");
    return value != null && value.matches("\\w+") ? value : null;
  }

  /**
   * The same targets, those first that have what the run needs: for files its revision, for a
   * catalog that revision live. Gateways, and what comes behind them, stay where they are.
   */
  List<Target> order(@Nullable String certname, PuppetPath.Accepted path, List<Target> targets) {
    boolean catalog = path.kind() == Kind.CATALOG;
    String environment = environment(path.target());
    if (mode == PinMode.NONE || certname == null || environment == null || targets.size() < 2) {
      return targets;
    }
    if (!catalog && !FILES.contains(path.resource())) {
      return targets;
    }
    String tree = runs.pinned(certname, environment);
    int servers = 0;
    while (servers < targets.size() && !targets.get(servers).gateway()) {
      servers++;
    }
    if (tree == null || servers < 2) {
      return targets;
    }
    List<Target> first = new ArrayList<>();
    List<Target> then = new ArrayList<>();
    for (Target target : targets.subList(0, servers)) {
      ServerTrees there = trees.of(target.address());
      boolean fits = catalog ? tree.equals(there.mark(environment).tree()) : there.has(tree);
      (fits ? first : then).add(target);
    }
    first.addAll(then);
    first.addAll(targets.subList(servers, targets.size()));
    return first;
  }
}

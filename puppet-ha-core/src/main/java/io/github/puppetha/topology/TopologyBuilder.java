package io.github.puppetha.topology;

import io.github.puppetha.HostPort;
import io.github.puppetha.io.Tree;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the records out of a document in which no mistake was found. */
final class TopologyBuilder {
  private final Path directory;
  private final Tree root;

  private TopologyBuilder(Path directory, Tree root) {
    this.directory = directory;
    this.root = root;
  }

  static Topology build(Path file, Tree root) {
    Path absolute = file.toAbsolutePath().normalize();
    Path directory = Optional.ofNullable(absolute.getParent()).orElse(absolute);
    return new TopologyBuilder(directory, root).topology(absolute);
  }

  /** The port that a gateway listens on, in a document that may have mistakes. */
  static int listenPort(Tree gateway) {
    return Nodes.text(gateway, "listen")
        .filter(listen -> listen.matches(".+:[0-9]{1,5}"))
        .map(listen -> Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1)))
        .filter(port -> port >= 1 && port <= 65535)
        .orElse(HostPort.PUPPET_PORT);
  }

  /** The prefix of a source: a text, or its own name for {@code true}. */
  static Optional<String> prefix(String name, Tree source) {
    Optional<Tree.Scalar> prefix = Nodes.scalar(source, "prefix");
    if (prefix.isPresent() && prefix.get().type() == Tree.Type.BOOLEAN) {
      return isTrue(prefix.get().text()) ? Optional.of(name) : Optional.empty();
    }
    return prefix.map(Tree.Scalar::text);
  }

  private static boolean isTrue(String text) {
    return List.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT));
  }

  private Topology topology(Path file) {
    return new Topology(
        file,
        Nodes.text(root, "domain"),
        Nodes.at(root, "identity").map(this::identity),
        code(),
        deploy(),
        pinning(),
        Nodes.at(root, "ca").map(TopologyBuilder::ca),
        Nodes.entries(root, "sites").stream().map(this::site).toList(),
        reports(),
        Nodes.texts(root, "puppetdb", "urls").stream().map(URI::create).toList());
  }

  private IdentityRef identity(Tree tree) {
    return new IdentityRef(
        path(Nodes.text(tree, "ssldir").orElseThrow()), Nodes.text(tree, "certname").orElseThrow());
  }

  private CodeSettings code() {
    return new CodeSettings(
        path(Nodes.text(root, "code", "cache").orElse(CodeSettings.DEFAULT_CACHE)),
        Nodes.entries(root, "code", "sources").stream().map(this::source).toList(),
        URI.create(Nodes.text(root, "code", "forge").orElse(CodeSettings.DEFAULT_FORGE)),
        Nodes.text(root, "code", "ssh").map(this::path));
  }

  private CodeSource source(Tree.Entry entry) {
    String name = entry.key().text();
    Map<String, String> mirrors = new LinkedHashMap<>();
    for (Tree.Entry mirror : Nodes.entries(entry.value(), "mirrors")) {
      mirrors.put(mirror.key().text(), remote(Nodes.text(mirror.value()).orElseThrow()));
    }
    String remote = remote(Nodes.text(entry.value(), "remote").orElseThrow());
    return new CodeSource(name, remote, prefix(name, entry.value()), mirrors);
  }

  private DeployPolicy deploy() {
    DeployPolicy.Policy policy =
        Nodes.text(root, "deploy", "policy")
            .map(word -> DeployPolicy.Policy.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(DeployPolicy.DEFAULT.policy());
    int minPerSite =
        Nodes.text(root, "deploy", "minPerSite")
            .map(Integer::valueOf)
            .orElse(DeployPolicy.DEFAULT.minPerSite());
    Duration keep =
        Nodes.text(root, "deploy", "keep").map(Form::duration).orElse(DeployPolicy.DEFAULT.keep());
    int keepDeployments =
        Nodes.text(root, "deploy", "keepDeployments")
            .map(Integer::valueOf)
            .orElse(DeployPolicy.DEFAULT.keepDeployments());
    Optional<DeployState> directory =
        Nodes.text(root, "deploy", "state", "directory")
            .map(text -> new DeployState.Directory(path(text)));
    Optional<DeployState> state =
        Nodes.text(root, "deploy", "state", "remote")
            .<DeployState>map(text -> new DeployState.Remote(remote(text)))
            .or(() -> directory);
    return new DeployPolicy(policy, minPerSite, keep, keepDeployments, state);
  }

  private RunPinning pinning() {
    RunPinning.Mode mode =
        Nodes.text(root, "deploy", "pin")
            .map(word -> RunPinning.Mode.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(RunPinning.DEFAULT.mode());
    return new RunPinning(mode, Nodes.texts(root, "deploy", "deployers"));
  }

  private static CaNode ca(Tree tree) {
    Optional<CaNode.Standby> standby =
        Nodes.at(tree, "standby")
            .map(s -> new CaNode.Standby(Nodes.text(s, "site").orElseThrow(), host(s, "host")));
    return new CaNode(host(tree, "server"), standby);
  }

  private Site site(Tree.Entry entry) {
    Tree tree = entry.value();
    return new Site(
        entry.key().text(),
        Nodes.text(tree, "domain").or(() -> Nodes.text(root, "domain")),
        Nodes.items(tree, "servers").stream().map(this::server).toList(),
        Nodes.items(tree, "gateways").stream().map(TopologyBuilder::gateway).toList(),
        Nodes.at(tree, "dns").map(this::dns).orElse(DnsSettings.NONE));
  }

  private Server server(Tree tree) {
    int weight = Nodes.text(tree, "weight").map(Integer::valueOf).orElse(Server.DEFAULT_WEIGHT);
    return new Server(
        host(tree, "host"),
        weight,
        Nodes.text(tree, "code").map(this::codeUri),
        Nodes.text(tree, "puppetConf").map(this::path),
        Nodes.text(tree, "puppetserverConf").map(this::path),
        Nodes.text(tree, "puppet"));
  }

  private static GatewayNode gateway(Tree tree) {
    int port = listenPort(tree);
    HostPort address = HostPort.parse(Nodes.text(tree, "host").orElseThrow(), port);
    HostPort listen =
        Nodes.text(tree, "listen")
            .map(text -> HostPort.parse(text, address.port()))
            .orElse(new HostPort("0.0.0.0", address.port()));
    return new GatewayNode(
        address,
        Nodes.text(tree, "name").orElse(address.host()),
        listen,
        Nodes.text(tree, "certname").orElse(address.host()));
  }

  private DnsSettings dns(Tree tree) {
    Optional<DnsSettings.Update> update =
        Nodes.at(tree, "update")
            .map(
                u ->
                    new DnsSettings.Update(
                        HostPort.parse(Nodes.text(u, "server").orElseThrow(), DnsSettings.PORT),
                        Nodes.text(u, "tsig").map(this::path)));
    return new DnsSettings(
        nameServers(tree, "resolvers"),
        update,
        Nodes.text(tree, "zone"),
        Nodes.text(tree, "ttl").map(Form::duration).orElse(DnsSettings.DEFAULT_TTL),
        Nodes.text(tree, "drainTtl").map(Form::duration).orElse(DnsSettings.DEFAULT_DRAIN_TTL),
        nameServers(tree, "authoritative"),
        Nodes.at(tree, "monitor").map(TopologyBuilder::monitor));
  }

  private static MonitorSettings monitor(Tree tree) {
    MonitorSettings standard = MonitorSettings.DEFAULT;
    return new MonitorSettings(
        duration(tree, "every", standard.every()),
        duration(tree, "outAfter", standard.outAfter()),
        duration(tree, "inAfter", standard.inAfter()),
        duration(tree, "settleTime", standard.settleTime()),
        duration(tree, "lease", standard.lease()));
  }

  private static Duration duration(Tree tree, String key, Duration standard) {
    return Nodes.text(tree, key).map(Form::duration).orElse(standard);
  }

  private static List<HostPort> nameServers(Tree tree, String key) {
    return Nodes.texts(tree, key).stream()
        .map(text -> HostPort.parse(text, DnsSettings.PORT))
        .toList();
  }

  private ReportSettings reports() {
    if (Nodes.at(root, "reports", "sinks").isEmpty()) {
      return ReportSettings.DEFAULT;
    }
    List<String> sinks = Nodes.texts(root, "reports", "sinks");
    List<URI> urls = sinks.stream().filter(s -> !s.equals("server")).map(URI::create).toList();
    return new ReportSettings(sinks.contains("server"), urls);
  }

  private static HostPort host(Tree tree, String key) {
    return HostPort.parse(Nodes.text(tree, key).orElseThrow(), HostPort.PUPPET_PORT);
  }

  private Path path(String text) {
    return directory.resolve(text).normalize();
  }

  private URI codeUri(String text) {
    return Form.hasScheme(text) ? URI.create(text) : path(text).toUri();
  }

  private String remote(String text) {
    return Form.hasScheme(text) || Form.isScpLike(text) ? text : path(text).toString();
  }
}

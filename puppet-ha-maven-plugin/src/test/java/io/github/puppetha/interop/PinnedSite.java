package io.github.puppetha.interop;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.ca.CaClient;
import io.github.puppetha.conf.AuthRule;
import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.Deployer;
import io.github.puppetha.gateway.GatewayListener;
import io.github.puppetha.http.ClientHeaders;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.Sender;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.pki.TrustBundle;
import io.github.puppetha.site.SiteProcess;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One site: a real server with three JRubies that takes identities from headers, two of our
 * gateways before it, of which one pins files only and one catalogs too, a control repo, and a
 * deployer with a certificate of its own.
 */
final class PinnedSite implements AutoCloseable {
  private static final int JRUBIES = 3;
  private static final int KEY_BITS = 2048;
  private static final String DEPLOYER = "deploy." + RealLab.DOMAIN;
  private static final HostPort SERVER = new HostPort("puppet1." + RealLab.DOMAIN, 8140);
  static final HostPort FILES = new HostPort("gw1." + RealLab.DOMAIN, 8140);
  static final HostPort CATALOGS = new HostPort("gw2." + RealLab.DOMAIN, 8140);

  private final RealLab lab;
  private final PinnedRepo repo;
  private final RealPuppetServer server;
  private Path topology;

  private PinnedSite(RealLab lab, Release release) throws IOException {
    this.lab = lab;
    repo = new PinnedRepo(lab);
    server = RealPuppetServer.withCa(lab, release, "puppet1", 11);
  }

  /**
   * Deploys revision 0, then starts all.
   *
   * @param files hears what the gateway does that pins files
   * @param catalogs hears what the other does
   */
  static PinnedSite start(Release release, GatewayListener files, GatewayListener catalogs)
      throws IOException {
    RealLab lab = RealLab.open("pinned-" + release.part());
    try {
      PinnedSite site = new PinnedSite(lab, release);
      site.start(files, catalogs);
      return site;
    } catch (IOException | RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private void start(GatewayListener files, GatewayListener catalogs) throws IOException {
    lab.host(SERVER.host(), lab.address(11));
    lab.host(FILES.host(), lab.address(12));
    lab.host(CATALOGS.host(), lab.address(13));
    configure();
    repo.push(0);
    Topology without = Topology.load(topology("first", ""));
    Deployer.builder(without).build().plan().execute(ProgressListener.NONE);
    server.launch().await();
    SslDirectory deployer = certificate(DEPLOYER);
    topology =
        topology(
            "puppet-ha",
            "identity: { ssldir: \"%s\", certname: %s }\n"
                .formatted(deployer.directory(), DEPLOYER));
    gateway(without, FILES, files);
    gateway(Topology.load(topology("catalogs", "")), CATALOGS, catalogs);
  }

  private void gateway(Topology of, HostPort gateway, GatewayListener listener) throws IOException {
    SslDirectory ssl = certificate(gateway.host());
    SiteProcess process =
        SiteProcess.builder(of, "ams")
            .gateway(gateway.host())
            .identity(ssl.identity())
            .trust(ssl.trustBundle())
            .resolver(names())
            .every(Duration.ZERO)
            .listener(listener)
            .build()
            .start();
    lab.closeLater(process);
  }

  private void configure() throws IOException {
    Path jruby = server.directory().resolve("conf.d/puppetserver.conf");
    String text = Files.readString(jruby);
    Files.writeString(
        jruby, text.replace("max-active-instances: 1", "max-active-instances: " + JRUBIES));
    Path auth = server.directory().resolve("conf.d/auth.conf");
    String rules = AuthRule.ENVIRONMENT_CACHE.text(DEPLOYER) + AuthRule.JRUBY_POOL.text(DEPLOYER);
    Files.writeString(
        auth, Files.readString(auth).replaceFirst("rules: \\[", "rules: [\n" + rules));
  }

  /** As the gateway of that name has it, or the deployer. */
  private Path topology(String name, String identity) throws IOException {
    String text =
        """
        code: { cache: "%1$s/cache", sources: { control: { remote: "%2$s" } } }
        deploy: { deployers: [%3$s], pin: %4$s }
        ca: { server: "%5$s" }
        sites:
          ams:
            servers: [{ host: %5$s, code: "file://%6$s", puppetConf: "%7$s/puppet.conf" }]
            gateways:
              - { host: %8$s, name: %8$s, listen: "%9$s:8140" }
              - { host: %10$s, name: %10$s, listen: "%11$s:8140" }
        """
            .formatted(
                lab.directory(),
                repo.remote(),
                DEPLOYER,
                name.equals("catalogs") ? name : "files",
                SERVER.host(),
                server.environments(),
                server.directory(),
                FILES.host(),
                lab.address(12),
                CATALOGS.host(),
                lab.address(13));
    return Files.writeString(lab.directory().resolve(name + ".yaml"), text + identity);
  }

  private NameResolver names() {
    Map<String, String> addresses =
        Map.of(
            SERVER.host(), lab.address(11),
            FILES.host(), lab.address(12),
            CATALOGS.host(), lab.address(13));
    return host ->
        List.of(
            InetAddress.getByAddress(
                host, InetAddress.getByName(addresses.get(host)).getAddress()));
  }

  /** Gets a certificate from the CA. */
  SslDirectory certificate(String certname) throws IOException {
    SslDirectory ssl = SslDirectory.of(lab.directory("ssl-" + certname), certname);
    Supplier<TrustBundle> trust =
        () -> new TrustBundle(ssl.caBundle().orElse(List.of()), ssl.crls().orElse(List.of()));
    try (HttpTransport first = HttpTransport.builder().unverified().resolver(names()).build();
        HttpTransport verified = HttpTransport.builder().trust(trust).resolver(names()).build()) {
      CaClient.builder(verified.to(SERVER))
          .unverified(first.to(SERVER))
          .build()
          .bootstrap(ssl, KEY_BITS, List.of(certname));
    }
    return ssl;
  }

  /** A client with that certificate; closed with the site. */
  HttpTransport transport(SslDirectory ssl) {
    HttpTransport transport =
        HttpTransport.builder()
            .identity(ssl.identity())
            .trust(ssl.trustBundle())
            .resolver(names())
            .build();
    lab.closeLater(transport);
    return transport;
  }

  /** Past the gateway, as with a proxy that pins nothing. */
  Sender direct(HttpTransport client, Identity identity) {
    Sender sender = client.to(SERVER);
    Map<String, List<String>> who = ClientHeaders.of(identity.certificate());
    return request -> {
      Map<String, List<String>> headers = new TreeMap<>(request.headers());
      headers.putAll(who);
      return sender.send(
          new PuppetRequest(request.method(), request.target(), headers, request.body()));
    };
  }

  /** Pushes a revision and deploys it. */
  DeployResult deploy(int revision) throws IOException {
    repo.push(revision);
    DeployResult result =
        Deployer.builder(Topology.load(topology))
            .resolver(names())
            .build()
            .plan()
            .execute(ProgressListener.NONE);
    if (!result.ok()) {
      throw new IOException("revision " + revision + " was not deployed: " + result);
    }
    return result;
  }

  /** The flushes that the server did for the deployer, whom it knows from headers only. */
  List<String> flushes() throws IOException {
    return server.requests().stream()
        .filter(line -> line.contains("CN=" + DEPLOYER + " \"DELETE /puppet-admin-api/"))
        .filter(line -> line.contains("\" 204 "))
        .toList();
  }

  /** A real agent that knows the gateway only that pins files. */
  RealAgent agent(Release release) throws IOException {
    String certname = release.part() + "." + RealLab.DOMAIN;
    return new RealAgent(lab, release, certname, Map.of("server", FILES.host()));
  }

  /** The marks of what an agent applied. */
  PinnedMarks applied(String certname) throws IOException {
    Path proof = repo.proof(certname);
    PinnedMarks marks = new PinnedMarks();
    marks.line(Files.readString(proof.resolve("marks")));
    marks.revision("file", Files.readString(proof.resolve("file")));
    try (var files = Files.walk(proof.resolve("tree"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        marks.revision("tree/" + name.replaceAll("\\d+", ""), Files.readString(file));
        if (name.startsWith("only_")) {
          marks.revision("name of a file", name.substring(5));
        }
      }
    }
    return marks;
  }

  @Override
  public void close() {
    lab.close();
  }
}

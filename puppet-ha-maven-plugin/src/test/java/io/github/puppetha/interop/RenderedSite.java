package io.github.puppetha.interop;

import io.github.puppetha.HostPort;
import io.github.puppetha.ca.CaClient;
import io.github.puppetha.conf.ProxyConf;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.pki.TrustBundle;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Real Puppet Servers and proxies with nothing but rendered files, paths and addresses apart. */
final class RenderedSite implements AutoCloseable {
  static final String CA = "puppet1." + RealLab.DOMAIN;
  static final String COMPILER = "puppet2." + RealLab.DOMAIN;
  private static final String PROXY = "proxy." + RealLab.DOMAIN;

  private final RealLab lab;
  private RealPuppetServer ca;
  private RealPuppetServer compiler;

  RenderedSite(String name) throws IOException {
    RealProxy.need();
    this.lab = RealLab.open(name);
    lab.host(CA, lab.address(2));
    lab.host(COMPILER, lab.address(3));
  }

  RealLab lab() {
    return lab;
  }

  private String yaml(String host) {
    return """
        ca: { server: %1$s }
        sites:
          ams:
            domain: %2$s
            servers:
              - { host: %1$s, code: "%3$s" }
              - { host: %4$s, code: "%5$s" }
        """
        .formatted(
            CA,
            RealLab.DOMAIN,
            lab.directory("puppet1").resolve("code/environments"),
            host,
            lab.directory("puppet2").resolve("code/environments"));
  }

  Map<String, String> rendered(int version) {
    return RenderedConfInteropIT.rendered(yaml(COMPILER), version);
  }

  /** The CA, which knows clients by header as proxies stand before it. */
  void startCa() throws IOException {
    ca = RealPuppetServer.withCa(lab, Release.PUPPET7, "puppet1", 2);
    place(ca, 7, "behind-proxy/");
    ca.launch().await();
    lab.closeLater(ca);
  }

  /** A server without a CA that agents reach directly; returns at once. */
  void launchCompiler() throws IOException {
    compiler = RealPuppetServer.withoutCa(lab, Release.PUPPET8, "puppet2", 3, CA);
    place(compiler, 8, "");
    compiler.getCertificate();
    compiler.launch();
    lab.closeLater(compiler);
  }

  void awaitCompiler() throws IOException {
    compiler.await();
  }

  /** Puts rendered files in the place of those that the server would have. */
  private void place(RealPuppetServer server, int version, String variant) throws IOException {
    RenderedServer rendered = new RenderedServer(server, rendered(version));
    rendered.place(variant);
    rendered.manifest(
        "notify { \"served by ${settings::certname} to ${trusted['certname']}\": }\n");
  }

  /** Starts a proxy before the CA's server, under a name of its own. */
  String start(RealProxy proxy, int octet) throws IOException {
    String name = proxy.name().toLowerCase() + "." + RealLab.DOMAIN;
    lab.host(name, lab.address(octet));
    HostPort server = new HostPort(CA, RealPuppetServer.PORT);
    ProxyConf conf =
        new ProxyConf(
            PROXY,
            new HostPort(lab.address(octet), RealPuppetServer.PORT),
            lab.directory("proxy"),
            List.of(new ProxyConf.Backend(server, 10)),
            server);
    proxy.start(lab, conf);
    return name;
  }

  /** One certificate for all proxies, with the names that agents know them by. */
  void proxyCertificate() throws IOException {
    SslDirectory ssl = SslDirectory.of(lab.directory("proxy"), PROXY);
    NameResolver names = host -> List.of(InetAddress.getByName(lab.address(2)));
    Supplier<TrustBundle> trust =
        () -> new TrustBundle(ssl.caBundle().orElse(List.of()), ssl.crls().orElse(List.of()));
    HostPort address = new HostPort(CA, RealPuppetServer.PORT);
    try (HttpTransport first = HttpTransport.builder().unverified().resolver(names).build();
        HttpTransport then = HttpTransport.builder().trust(trust).resolver(names).build()) {
      CaClient.builder(then.to(address))
          .unverified(first.to(address))
          .build()
          .bootstrap(
              ssl,
              2048,
              List.of("nginx", "apache", "haproxy").stream()
                  .map(name -> name + "." + RealLab.DOMAIN)
                  .toList());
    }
  }

  /** An agent with the rendered configuration of one way. */
  RealAgent agent(Release release, String certname, String way) throws IOException {
    RealAgent agent = new RealAgent(lab, release, certname + "." + RealLab.DOMAIN, Map.of());
    agent.append(
        rendered(RenderedConfInteropIT.version(release)).get("agents/ams/" + way + "/puppet.conf"));
    return agent;
  }

  @Override
  public void close() {
    lab.close();
  }
}

package io.github.puppetha.interop;

import io.github.puppetha.io.Threads;
import io.github.puppetha.pki.SslDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assertions;

/**
 * Two sites of real parts: ams, whose Puppet Server runs the CA, and fra, whose server has none and
 * whose agents know only fra's gateway. What agents send to that gateway passes a relay that
 * records when.
 */
final class TwoSites implements AutoCloseable {
  private static final boolean WHOLE = Boolean.getBoolean("puppet-ha.soak");

  /** Branches of the control repository: as many as a company has with {@code -Psoak}. */
  static final int BRANCHES = WHOLE ? 10 : 4;

  /** Modules in its Puppetfile. */
  static final int MODULES = WHOLE ? 40 : 12;

  private static final int AMS = 11;
  private static final int FRA = 21;

  private final RealLab lab;
  private final SiteUnderTest ams;
  private final SiteUnderTest fra;
  private final RealPuppetServer amsServer;
  private final RealPuppetServer fraServer;
  private final Path topology;
  private RecordingRelay relay;

  private TwoSites(RealLab lab, Release atAms, Release atFra) throws IOException {
    this.lab = lab;
    ams = new SiteUnderTest(lab, "ams", AMS);
    fra = new SiteUnderTest(lab, "fra", FRA);
    amsServer = RealPuppetServer.withCa(lab, atAms, "puppet1.ams", AMS);
    // The CA is behind ams's gateway, as it is for everyone who isn't on its machine.
    fraServer = RealPuppetServer.withoutCa(lab, atFra, "puppet1.fra", FRA, ams.agentsName());
    topology = lab.directory().resolve("puppet-ha.yaml");
  }

  /** Starts servers and gateways, and makes a control repository that isn't deployed yet. */
  static TwoSites start(String name, Release atAms, Release atFra) throws IOException {
    RealLab lab = RealLab.open(name);
    try {
      TwoSites sites = new TwoSites(lab, atAms, atFra);
      sites.start();
      return sites;
    } catch (IOException | RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private void start() throws IOException {
    List<String> records = new ArrayList<>(ams.records());
    records.addAll(fra.records());
    records.add("_x-puppet._tcp.fra IN SRV 0 10 8140 gone.fra");
    records.add("_x-puppet._tcp.fra IN SRV 5 10 8140 puppet.fra");
    records.add("gone.fra IN A " + lab.address(99));
    RealNamed.start(lab, records);
    amsServer.launch();
    CompletableFuture<Path> repository = Threads.start("test", this::makeControlRepository);
    amsServer.await();
    repository.join();
    SslDirectory amsCertificate = ams.certificate(ams.server());
    SslDirectory fraCertificate = fra.certificate(ams.server());
    Files.writeString(topology, topologyText(fraCertificate, "deployer"));
    ams.start(amsCertificate, ownTopology(amsCertificate, "ams"));
    RecordingRelay.start(lab, ams.agentsAddress(), ams.gatewayAddress());
    fra.start(fraCertificate, ownTopology(fraCertificate, "fra"));
    relay = RecordingRelay.start(lab, fra.agentsAddress(), fra.gatewayAddress());
    fraServer.getCertificate();
    fraServer.launch();
    fraServer.await();
  }

  private Path makeControlRepository() {
    List<String> command =
        List.of(
            RealParts.scripts().resolve("control-repo").toString(),
            lab.directory().resolve("git").toString(),
            RealParts.modules().toString(),
            proofs().toString(),
            String.valueOf(BRANCHES),
            String.valueOf(MODULES));
    Path log = lab.directory().resolve("control-repo.log");
    try {
      int exit = RealLab.run(command, log, 240);
      Assertions.assertEquals(0, exit, () -> "no control repository; see " + log);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return log;
  }

  /** What differs from machine to machine is where the cache is. */
  private Path ownTopology(SslDirectory identity, String machine) throws IOException {
    return Files.writeString(
        lab.directory().resolve(machine + ".yaml"), topologyText(identity, machine));
  }

  private String topologyText(SslDirectory identity, String machine) {
    return """
        identity: { ssldir: "%s", certname: "%s" }
        code:
          cache: "%s/cache-%s"
          sources:
            control: { remote: "file://%s/git/control.git" }
        ca: { server: "%s:8140" }
        sites:
        """
            .formatted(
                identity.directory(),
                identity.certname(),
                lab.directory(),
                machine,
                lab.directory(),
                ams.server().host())
        + siteText("ams", ams, amsServer)
        + siteText("fra", fra, fraServer);
  }

  private String siteText(String name, SiteUnderTest site, RealPuppetServer server) {
    return """
          %s:
            domain: %s
            servers:
              - { host: %s, code: "file://%s", puppetConf: "%s/puppet.conf" }
            gateways:
              - { host: %s, name: %s, listen: "%s:8140" }
            dns: { resolvers: ["%s:53"] }
        """
        .formatted(
            name,
            name + "." + RealLab.DOMAIN,
            site.server().host(),
            server.environments(),
            server.directory(),
            site.gateway().host(),
            site.agentsName(),
            site.gatewayAddress(),
            lab.dns());
  }

  RealLab lab() {
    return lab;
  }

  SiteUnderTest ams() {
    return ams;
  }

  SiteUnderTest fra() {
    return fra;
  }

  RealPuppetServer amsServer() {
    return amsServer;
  }

  RealPuppetServer fraServer() {
    return fraServer;
  }

  Path topology() {
    return topology;
  }

  /** Between the agents of fra and its gateway. */
  RecordingRelay relay() {
    return relay;
  }

  /** Where agents leave a file when they have applied a catalog. */
  Path proofs() {
    return lab.directory("proof");
  }

  /** An agent in fra that knows its site's gateway and nothing else. */
  RealAgent agent(Release release) throws IOException {
    return new RealAgent(
        lab,
        release,
        release.part() + ".fra." + RealLab.DOMAIN,
        Map.of("server", fra.agentsName(), "http_connect_timeout", "5"));
  }

  @Override
  public void close() {
    lab.close();
  }
}

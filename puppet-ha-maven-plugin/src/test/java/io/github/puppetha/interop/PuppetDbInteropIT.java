package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.pki.SslDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A real Puppet Server and agents with what is rendered for a topology that has PuppetDB, against a
 * real one. The first of the two that {@code server_urls} names is dead all the time.
 */
@TestMethodOrder(OrderAnnotation.class)
class PuppetDbInteropIT {
  private static final String SERVER = "puppet1." + RealLab.DOMAIN;
  private static final String GIVER = "giver." + RealLab.DOMAIN;
  private static final String TAKER = "taker." + RealLab.DOMAIN;

  private static RealLab lab;
  private static RealPuppetServer server;
  private static RealPuppetDb database;
  private static RealAgent giver;
  private static RealAgent taker;

  @BeforeAll
  static void start() throws IOException {
    RealParts.need(List.of("modules", "puppetdb"));
    lab = RealLab.open("puppetdb");
    lab.host(SERVER, lab.address(2));
    lab.host("dead." + RealLab.DOMAIN, lab.address(9));
    server = RealPuppetServer.withCa(lab, Release.PUPPET7, "puppet1", 2);
    lab.closeLater(server);
    RenderedServer rendered = new RenderedServer(server, rendered());
    rendered.place("");
    rendered.manifest(
        """
        notify { "served to ${trusted['certname']}": }
        node '%s' { @@notify { 'left by the giver': } }
        node '%s' { Notify <<| |>> }
        """
            .formatted(GIVER, TAKER));
    SslDirectory certificate = server.makeCaAndCertificate("puppetdb1." + RealLab.DOMAIN);
    server.launch();
    database =
        RealPuppetDb.create(
            lab, "puppetdb1", 5, certificate, SslDirectory.of(server.ssl(), SERVER));
    database.launch();
    giver = agent(Release.PUPPET7, GIVER);
    taker = agent(Release.PUPPET8, TAKER);
    server.await();
    giver.bootstrap();
    taker.bootstrap();
    database.await();
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  private static Map<String, String> rendered() {
    return RenderedConfInteropIT.rendered(
        """
        ca: { server: %1$s }
        sites: { ams: { servers: [ { host: %1$s, code: "%2$s" } ] } }
        puppetdb: { urls: ["https://dead.example.test:8081", "https://puppetdb1.example.test:8081"] }
        """
            .formatted(SERVER, lab.directory("puppet1").resolve("code/environments")),
        7);
  }

  private static RealAgent agent(Release release, String certname) throws IOException {
    RealAgent agent = new RealAgent(lab, release, certname, Map.of());
    agent.append(rendered().get("agents/ams/server/puppet.conf"));
    return agent;
  }

  private static void succeeds(RealAgent agent) throws IOException {
    RealAgent.Run run = agent.run();
    assertThat(run.output())
        .contains("served to " + agent.certname())
        .doesNotContain("Error:", "Could not send report");
    assertThat(run.succeeded()).isTrue();
  }

  @Test
  @Order(1)
  void aRunsFactsCatalogAndReportAreInPuppetDbThoughTheFirstOneIsDead() throws IOException {
    succeeds(giver);
    String of = "{ certname = '%s' ".formatted(GIVER);
    assertThat(database.awaitRows("reports[status, producer, noop] " + of + "}"))
        .containsExactly(Map.of("status", "changed", "producer", SERVER, "noop", "false"));
    assertThat(database.query("facts[value] " + of + "and name = 'clientcert' }"))
        .containsExactly(Map.of("value", GIVER));
    assertThat(database.query("resources[title, exported] " + of + "and type = 'Notify' }"))
        .containsExactlyInAnyOrder(
            Map.of("title", "served to " + GIVER, "exported", "false"),
            Map.of("title", "left by the giver", "exported", "true"));
    assertThat(server.log()).contains("Error connecting to dead.example.test on 8081");
  }

  @Test
  @Order(2)
  void theServerKeepsTheReportToo() throws IOException {
    Path reports = server.directory().resolve("var/reports").resolve(GIVER);
    try (Stream<Path> files = Files.list(reports)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  @Order(3)
  void whatOneNodeExportsAnotherCollects() throws IOException {
    RealAgent.Run run = taker.run();
    assertThat(run.output()).contains("left by the giver").doesNotContain("Error:");
    assertThat(run.succeeded()).isTrue();
  }

  @Test
  @Order(4)
  void withoutPuppetDbCatalogsAreCompiledUnlessTheyCollect() throws IOException {
    assertThat(rendered().get("servers/" + SERVER + "/puppet/puppetdb.conf"))
        .contains("collect exported resources");
    database.stop();
    succeeds(giver);
    assertThat(server.log()).contains("Failed to execute '/pdb/cmd/v1?", "command=store_report");
    RealAgent.Run run = taker.run();
    assertThat(run.succeeded()).isFalse();
    assertThat(run.output()).contains("Could not retrieve resources from the PuppetDB");
  }
}

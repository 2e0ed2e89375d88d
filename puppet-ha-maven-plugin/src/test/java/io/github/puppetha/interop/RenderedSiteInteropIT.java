package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real servers, proxies and agents of all releases that are configured as it is rendered. */
class RenderedSiteInteropIT {
  private static RenderedSite site;

  @BeforeAll
  static void start() throws IOException {
    site = new RenderedSite("rendered-site");
    site.startCa();
    site.launchCompiler();
    site.proxyCertificate();
  }

  @AfterAll
  static void stop() {
    if (site != null) {
      site.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"PUPPET7, NGINX, 11", "PUPPET8, HAPROXY, 12", "OPENVOX9, APACHE, 13"})
  void anAgentsFirstRunGoesThroughAProxy(Release release, RealProxy proxy, int octet)
      throws IOException {
    String name = site.start(proxy, octet);
    RealAgent agent = site.agent(release, "node" + octet, "server");
    RealAgent.Run run = agent.run("--server", name, "--ca_server", name);
    assertThat(run.output())
        .contains("served by " + RenderedSite.CA + " to node" + octet + "." + RealLab.DOMAIN)
        .doesNotContain("Error:");
    assertThat(run.succeeded()).isTrue();
  }

  @Test
  void aServerWithoutTheCaServesAgentsThatGetTheirCertificateElsewhere() throws IOException {
    site.awaitCompiler();
    RealAgent agent = site.agent(Release.PUPPET8, "direct", "server_list");
    RealAgent.Run run = agent.run("--server_list", RenderedSite.COMPILER + ":8140");
    assertThat(run.output())
        .contains("served by " + RenderedSite.COMPILER + " to direct." + RealLab.DOMAIN)
        .doesNotContain("Error:");
    assertThat(run.succeeded()).isTrue();
  }
}

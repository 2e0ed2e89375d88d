package io.github.puppetha.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.pki.Identity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that another site's server takes over, in whole or half-way. */
@Timeout(60)
class TwoPinningGatewaysTest {
  private static final String A = "production_aaaaaaaa";
  private static final String B = "production_bbbbbbbb";

  private final TestCa ca = new TestCa();
  private final TestSite near = new TestSite(ca);
  private final TestSite far = new TestSite(ca);
  private final Identity agent = ca.issue("agent.example.com");
  private PinnedServer nearServer;
  private PinnedServer farServer;
  private Gateway farGateway;
  private HostPort farAddress;

  @BeforeEach
  void start() throws Exception {
    nearServer = new PinnedServer(near, "puppet.near.example.com", A);
    farServer = new PinnedServer(far, "puppet.far.example.com", A);
    farGateway =
        far.gateway(
            TestSite.OTHER_GATEWAY,
            Routes.of(List.of(farServer.address()), List.of(), List.of()),
            builder -> builder.pin(PinMode.FILES).lookEvery(Duration.ofHours(1)));
    farAddress = new HostPort(TestSite.OTHER_GATEWAY, farGateway.port());
  }

  private void near(List<HostPort> servers) {
    near.gateway(
        TestSite.GATEWAY,
        Routes.of(servers, List.of(farAddress), List.of()),
        builder -> builder.pin(PinMode.FILES).lookEvery(Duration.ofHours(1)));
  }

  @AfterEach
  void close() {
    near.close();
    far.close();
  }

  private void plugins() {
    get("file_metadatas/pluginfacts?environment=production");
    get("file_metadatas/plugins?environment=production");
  }

  private PuppetResponse get(String target) {
    return near.ask(agent, PuppetRequest.get("/puppet/v3/" + target));
  }

  private PuppetResponse catalog(String environment) {
    return near.ask(
        agent,
        PuppetRequest.post(
                "/puppet/v3/catalog/agent.example.com?environment=" + environment,
                "application/x-www-form-urlencoded",
                "facts=x&environment=" + environment + "&transaction_uuid=run1")
            .header("Accept", "application/json"));
  }

  private void switchFarTo(String tree) {
    farGateway.notice(farServer.begin(tree));
    farServer.switchTo(tree);
    farGateway.notice(farServer.end(tree));
  }

  private String file() {
    return get("file_metadata/modules/m/f?environment=production").text();
  }

  @Test
  void aRunThatTheOtherSiteServesFromTheBeginningIsPinnedThere() {
    near(List.of());
    plugins();
    catalog("production");
    switchFarTo(B);
    assertThat(file()).contains("\"environment\":\"" + A);
    assertThat(farServer.asked())
        .containsExactly(
            "file_metadatas/pluginfacts?environment=" + A,
            "file_metadatas/plugins?environment=" + A,
            "catalog/agent.example.com?environment=production",
            "file_metadata/modules/m/f?environment=" + A);
  }

  @Test
  void aRunThatLosesItsServerAfterTheCatalogKeepsItsRevision() {
    near(List.of(nearServer.address()));
    plugins();
    catalog("production");
    nearServer.backend.close();
    switchFarTo(B);
    assertThat(file()).contains("\"environment\":\"" + A);
    farServer.lose(A);
    assertThat(file()).contains("\"environment\":\"production\"", B);
    assertThat(farServer.asked())
        .containsExactly(
            "file_metadata/modules/m/f?environment=" + A,
            "file_metadata/modules/m/f?environment=" + A,
            "file_metadata/modules/m/f?environment=production");
  }

  @Test
  void pluginsFromHereAndACatalogOfAnotherRevisionFromThereMeanPluginsOnceMore() {
    near(List.of(nearServer.address()));
    plugins();
    nearServer.backend.close();
    switchFarTo(B);
    assertThat(catalog("production").text())
        .contains("\"environment\":\"production_00000000\"", "\"resources\":[]");
    get("file_metadatas/pluginfacts?environment=production_00000000");
    get("file_metadatas/plugins?environment=production_00000000");
    assertThat(farServer.asked()).last().isEqualTo("file_metadatas/plugins?environment=" + B);
    assertThat(catalog("production_00000000").text()).contains("\"environment\":\"production\"");
    plugins();
    assertThat(catalog("production").text()).contains(B + " to " + B);
    assertThat(file()).contains("\"environment\":\"" + B);
    assertThat(far.pinning).containsExactly(PinEvent.SYNCED_AGAIN);
  }

  @Test
  void whatOneGatewayTellsAnotherOfRevisionsReachesNeitherAgentNorServer() {
    near(List.of());
    plugins();
    PuppetResponse answer = catalog("production");
    assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("x-puppet-ha"));
    assertThat(farServer.backend.last().headers().keySet())
        .noneMatch(name -> name.startsWith("x-puppet-ha"));
  }
}

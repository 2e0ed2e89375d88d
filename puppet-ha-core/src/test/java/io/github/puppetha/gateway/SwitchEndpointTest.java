package io.github.puppetha.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.http.ClientHeaders;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.http.SwitchNotice;
import io.github.puppetha.io.Threads;
import io.github.puppetha.pki.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may announce a switch, and how. */
@Timeout(60)
class SwitchEndpointTest {
  private static final String A = "production_aaaaaaaa";
  private static final String B = "production_bbbbbbbb";

  private final TestSite site = new TestSite();
  private final Identity deployer = site.ca.issue("deploy.example.com");
  private final Identity agent = site.ca.issue("agent.example.com");
  private PinnedServer server;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    server = new PinnedServer(site, "puppet1.example.com", A);
    gateway =
        site.gateway(
            TestSite.GATEWAY,
            Routes.of(List.of(server.address()), List.of(), List.of()),
            builder ->
                builder
                    .pin(PinMode.FILES)
                    .lookEvery(Duration.ofHours(1))
                    .deployers(Set.of("deploy.example.com")));
  }

  @AfterEach
  void close() {
    site.close();
  }

  private PuppetResponse begins() {
    return site.ask(
        agent, PuppetRequest.get("/puppet/v3/file_metadatas/pluginfacts?environment=production"));
  }

  private int status(@Nullable Identity client, PuppetRequest request) {
    return site.ask(client, request).status();
  }

  @Test
  void whatADeployerAnnouncesHoldsRunsUntilItSaysThatItIsOver() throws Exception {
    assertThat(status(deployer, server.begin(B).request())).isEqualTo(204);
    CompletableFuture<PuppetResponse> run = Threads.start("test", this::begins);
    while (gateway.waiting() == 0) {
      Thread.onSpinWait();
    }
    server.switchTo(B);
    Identity otherGateway = site.ca.issue(TestSite.OTHER_GATEWAY);
    assertThat(status(otherGateway, server.end(B).request())).isEqualTo(204);
    assertThat(run.get(20, TimeUnit.SECONDS).text()).contains(B);
  }

  @Test
  void nobodyElseMayAnnounceAnything() {
    PuppetRequest notice = server.begin(B).request();
    assertThat(status(agent, notice)).isEqualTo(403);
    assertThat(status(null, notice)).isEqualTo(403);
    assertThat(status(site.ca.issue("puppet1.example.com"), notice)).isEqualTo(403);
    site.ca.revoke(deployer);
    assertThat(status(deployer, notice)).isEqualTo(403);
    assertThat(begins().text()).contains(A);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void anotherGatewaysClientMayNotEither() {
    Identity gatewayOfOthers = site.ca.issue(TestSite.OTHER_GATEWAY);
    PuppetRequest passedOn =
        server
            .begin(B)
            .request()
            .header(IdentityHeaders.GATEWAY, TestSite.OTHER_GATEWAY)
            .header(ClientHeaders.VERIFY, "SUCCESS")
            .header(ClientHeaders.CERT, ClientHeaders.encode(deployer.certificate()));
    assertThat(status(gatewayOfOthers, passedOn)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{\"event\":\"begin\"}",
        "{\"event\":\"stop\",\"server\":\"a.b\",\"trees\":{}}",
        "{\"event\":\"begin\",\"server\":\"a b\",\"trees\":{}}",
        "{\"event\":\"begin\",\"server\":\"a.b:99999999999\",\"trees\":{}}",
        "{\"event\":\"begin\",\"server\":\"a.b\",\"trees\":[]}",
        "{\"event\":\"begin\",\"server\":\"a.b\",\"trees\":{\"x\":[]}}",
        "{\"event\":\"begin\",\"server\":\"a.b\",\"trees\":{\"x\":\"../x\"}}",
        "{\"event\":\"begin\",\"server\":\"a.b\",\"trees\":{\"x\":\"y_aaaaaaaa\"}}",
        "{\"event\":\"begin\",\"server\":\"a.b\",\"trees\":{\"x\":\"x_aaaaaaaa&environment=y\"}}",
      })
  void whatIsNoNoticeIsRefused(String body) {
    PuppetRequest request = PuppetRequest.post(SwitchNotice.PATH, "application/json", body);
    PuppetResponse answer = site.ask(deployer, request);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).startsWith("Refused: ");
  }

  @Test
  void itsPathsAreNeverPassedOn() {
    assertThat(status(deployer, PuppetRequest.get(SwitchNotice.PATH))).isEqualTo(405);
    assertThat(status(deployer, PuppetRequest.get("/puppet-ha/v1/other"))).isEqualTo(404);
    assertThat(status(agent, PuppetRequest.get("/puppet-ha/v1/other"))).isEqualTo(403);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aNoticeOfMegabytesIsRefused() {
    String trees = "\"x\":\"x_aaaaaaaa\",".repeat(100_000);
    PuppetRequest flood =
        PuppetRequest.post(
            SwitchNotice.PATH,
            "application/json",
            "{\"event\":\"begin\",\"server\":\""
                + server.address()
                + "\",\"trees\":{"
                + trees
                + "\"production\":\"production_bbbbbbbb\"}}");
    try {
      assertThat(status(deployer, flood)).isEqualTo(413);
    } catch (ServerUnreachableException e) {
      assertThat(e.stage()).isEqualTo(ServerUnreachableException.Stage.CLOSED);
    }
    assertThat(begins().text()).as("nothing is held").contains(A);
  }
}

package io.github.puppetha.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.ClientHeaders;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.pki.Identity;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TwoGatewaysTest {
  private static final String NODE = "/puppet/v3/node/agent.example.com";

  private final TestCa ca = new TestCa();
  private final TestSite near = new TestSite(ca);
  private final TestSite far = new TestSite(ca);
  private final Identity agent = ca.issue("agent.example.com");
  private final AtomicReference<Routes> farRoutes =
      new AtomicReference<>(Routes.of(List.of(), List.of(), List.of()));

  @AfterEach
  void close() throws Exception {
    near.close();
    far.close();
  }

  private HostPort farGateway() {
    Gateway gateway =
        far.gateway(
            TestSite.OTHER_GATEWAY,
            new Routes() {
              @Override
              public List<HostPort> servers() {
                return farRoutes.get().servers();
              }

              @Override
              public List<HostPort> gateways() {
                return farRoutes.get().gateways();
              }

              @Override
              public List<HostPort> ca() {
                return farRoutes.get().ca();
              }
            },
            builder -> builder);
    return new HostPort(TestSite.OTHER_GATEWAY, gateway.port());
  }

  @Test
  void theOtherSiteServesAndKnowsTheAgent() throws Exception {
    Backend server = far.backend("puppet.far.example.com");
    farRoutes.set(Routes.of(List.of(server.address()), List.of(), List.of()));
    near.gateway(Routes.of(List.of(), List.of(farGateway()), List.of()));

    PuppetResponse answer = near.ask(agent, PuppetRequest.get(NODE));

    assertThat(answer.text()).isEqualTo("puppet.far.example.com");
    assertThat(server.last().header("x-client-dn")).isEqualTo("CN=agent.example.com");
    assertThat(server.last().headers()).doesNotContainKey("x-puppet-ha-gateway");
    assertThat(far.served.get(0).client()).isEqualTo("agent.example.com");
  }

  @Test
  void anAnonymousClientStaysAnonymous() throws Exception {
    Backend server = far.backend("puppet.far.example.com");
    farRoutes.set(Routes.of(List.of(server.address()), List.of(), List.of()));
    near.gateway(Routes.of(List.of(), List.of(farGateway()), List.of()));

    near.ask(null, PuppetRequest.get("/puppet/v3/file_metadata/modules/m/f"));

    assertThat(server.last().header("x-client-verify")).isEqualTo("NONE");
    assertThat(server.last().headers()).doesNotContainKey("x-client-cert");
  }

  @Test
  void nothingGoesRoundInCircles() throws Exception {
    HostPort other = farGateway();
    Gateway gateway = near.gateway(Routes.of(List.of(), List.of(other), List.of()));
    HostPort back = new HostPort(TestSite.GATEWAY, gateway.port());
    farRoutes.set(Routes.of(List.of(), List.of(back), List.of()));

    PuppetResponse answer = near.ask(agent, PuppetRequest.get(NODE));
    PuppetResponse status = near.ask(agent, PuppetRequest.get("/status/v1/simple/server"));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.firstHeader("retry-after")).isPresent();
    assertThat(status.status()).isEqualTo(503);
    assertThat(near.served).hasSize(2);
    assertThat(far.served).hasSize(2);
  }

  @Test
  void aGatewayThatTheTopologyDoesNotNameCannotSpeakForOthers() throws Exception {
    Backend server = far.backend("puppet.far.example.com");
    farRoutes.set(Routes.of(List.of(server.address()), List.of(), List.of()));
    HostPort other = farGateway();
    PuppetRequest forged =
        PuppetRequest.get(NODE)
            .header("X-Puppet-HA-Gateway", TestSite.GATEWAY)
            .header("X-Client-Verify", "SUCCESS")
            .header("X-Client-DN", "CN=agent.example.com")
            .header("X-Client-Cert", ClientHeaders.encode(agent.certificate()));

    var stranger = far.transport(ca.issue("stranger.example.com")).to(other);
    var gateway = far.transport(ca.issue(TestSite.GATEWAY)).to(other);

    assertThat(stranger.send(forged).status()).isEqualTo(403);
    assertThat(server.seen).isEmpty();
    assertThat(gateway.send(forged).status()).isEqualTo(200);
    ca.revoke(agent);
    assertThat(gateway.send(forged).status()).isEqualTo(403);
  }
}

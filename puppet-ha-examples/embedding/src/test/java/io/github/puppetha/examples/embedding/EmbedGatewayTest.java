package io.github.puppetha.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.gateway.Gateway;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Keys;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.testkit.AgentRun;
import io.github.puppetha.testkit.FakeAgent;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.junit5.StartFakeMaster;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedGatewayTest {
  private static final String GATEWAY = "puppet.ams.example.test";

  @StartFakeMaster FakeMaster ca = FakeMaster.builder().name("ca.example.test").build();

  @StartFakeMaster
  FakeMaster server =
      FakeMaster.builder().name("puppet1.ams.example.test").caOf(ca).headerIdentity().build();

  @TempDir Path directory;

  @Test
  void agentGetsItsCertificateAndItsCatalogThroughTheGateway() {
    SslDirectory ssl = ssldir();
    try (HttpTransport transport = EmbedGateway.transport(ssl, FakeMaster.loopback());
        Gateway gateway =
            EmbedGateway.gateway(ssl, transport, server.address(), ca.address())
                .listen(new InetSocketAddress("127.0.0.1", 0))
                .build()
                .start();
        FakeAgent agent =
            FakeAgent.builder("node1.example.test", new HostPort(GATEWAY, gateway.port()))
                .resolver(FakeMaster.loopback())
                .build()) {
      agent.bootstrap(Duration.ofSeconds(20));
      AgentRun run = agent.run();

      assertThat(run.error()).isEmpty();
      assertThat(run.server()).isEqualTo(server.name());
    }
  }

  private SslDirectory ssldir() {
    Identity identity = ca.issue(GATEWAY);
    SslDirectory ssl = SslDirectory.of(directory, GATEWAY);
    ssl.saveKeys(Keys.pair(identity.key()));
    ssl.saveCertificate(identity.chain().get(0));
    ssl.saveCaBundle(pem(Pem.encodeCertificates(ca.trust().authorities())));
    ssl.saveCrls(pem(Pem.encodeCrls(ca.trust().crls())));
    return ssl;
  }

  private static byte[] pem(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

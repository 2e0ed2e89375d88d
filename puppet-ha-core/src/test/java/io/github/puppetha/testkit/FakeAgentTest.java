package io.github.puppetha.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.pki.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeAgentTest {
  private FakeMaster master;
  private FakeAgent agent;

  @BeforeEach
  void start() throws IOException {
    master = FakeMaster.builder().name("puppet.example.test").start();
    Path production = master.environments().resolve("production");
    PuppetServerContract.write(production.resolve("modules/ntp/lib/facter/ntp.rb"), "# one\n");
    PuppetServerContract.write(production.resolve("modules/ntp/facts.d/a b.txt"), "a=b\n");
    PuppetServerContract.write(production.resolve("manifests/site.pp"), "notify { \"r1\": }\n");
    agent =
        FakeAgent.builder("node.example.test", master.address())
            .resolver(FakeMaster.loopback())
            .identity(master.issue("node.example.test"), master.trust())
            .facts(Map.of("site", "ams"))
            .build();
  }

  @AfterEach
  void stop() {
    agent.close();
    master.close();
  }

  @Test
  void aRunBringsPluginsCatalogAndReport() {
    AgentRun run = agent.run();
    assertThat(run.error()).isEmpty();
    assertThat(run.ok()).isTrue();
    assertThat(run.server()).isEqualTo("puppet.example.test");
    assertThat(run.environment()).isEqualTo("production");
    assertThat(run.version()).isEqualTo("production");
    assertThat(run.notices()).containsExactly("r1");
    assertThat(run.files())
        .containsEntry("plugins/facter/ntp.rb", "# one\n")
        .containsEntry("pluginfacts/a b.txt", "a=b\n");
    assertThat(run.downloaded()).isEqualTo(2);
    assertThat(master.reports())
        .singleElement()
        .satisfies(
            report -> {
              assertThat(report.certname()).isEqualTo("node.example.test");
              assertThat(report.json()).contains("\"configuration_version\":\"production\"");
            });
    assertThat(master.factsOf("node.example.test").orElseThrow()).contains("\"site\":\"ams\"");
    assertThat(master.requests())
        .extracting(RecordedRequest::path)
        .startsWith("/puppet/v3/node/node.example.test")
        .endsWith("/puppet/v3/catalog/node.example.test", "/puppet/v3/report/node.example.test");
  }

  @Test
  void aNewNodeGetsItsCertificateAndRuns() {
    try (FakeAgent fresh =
        FakeAgent.builder("new.example.test", master.address())
            .resolver(FakeMaster.loopback())
            .build()) {
      Identity identity = fresh.bootstrap(Duration.ofSeconds(20));
      assertThat(identity.certname()).isEqualTo("new.example.test");
      assertThat(fresh.run().error()).isEmpty();
      assertThat(fresh.certname()).isEqualTo(master.reports().get(0).certname());
    }
  }

  @Test
  void theNextRunBringsOnlyWhatChanged() throws IOException {
    agent.run();
    assertThat(agent.run().downloaded()).isZero();
    Path module = master.environments().resolve("production/modules/ntp");
    Files.writeString(module.resolve("lib/facter/ntp.rb"), "# two\n");
    Files.delete(module.resolve("facts.d/a b.txt"));
    AgentRun run = agent.run();
    assertThat(run.downloaded()).isOne();
    assertThat(run.files()).isEqualTo(Map.of("plugins/facter/ntp.rb", "# two\n"));
  }

  @Test
  void aFailureIsAResult() {
    master.fault(new Fault.Status(503));
    AgentRun busy = agent.run();
    assertThat(busy.ok()).isFalse();
    assertThat(busy.error().orElseThrow())
        .contains("/puppet/v3/node/node.example.test", master.address().toString(), "503");
    master.fault(new Fault.Refuse());
    AgentRun down = agent.run();
    assertThat(down.ok()).isFalse();
    assertThat(down.error()).isPresent();
    master.clearFault();
    assertThat(agent.run().ok()).isTrue();
  }
}

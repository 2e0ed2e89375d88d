package io.github.puppetha.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.testkit.AgentRun;
import io.github.puppetha.testkit.FakeAgent;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.Fault;
import io.github.puppetha.testkit.junit5.StartFakeMaster;
import org.junit.jupiter.api.Test;

/** A test of one's own tools, without a Puppet server. */
class TestWithFakeMasterTest {
  // region test
  @StartFakeMaster FakeMaster master = FakeMaster.builder().name("puppet1.example.test").build();

  @Test
  void agentRunsAndFailsWhenTheServerIsGone() {
    try (FakeAgent agent =
        FakeAgent.builder("node1.example.test", master.address())
            .resolver(FakeMaster.loopback())
            .identity(master.issue("node1.example.test"), master.trust())
            .build()) {
      AgentRun run = agent.run();
      assertThat(run.ok()).isTrue();
      assertThat(run.environment()).isEqualTo("production");

      master.fault(new Fault.Refuse());
      assertThat(agent.run().ok()).isFalse();
    }
  }
  // endregion
}

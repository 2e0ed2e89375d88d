package io.github.puppetha.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.discovery.Grade;
import io.github.puppetha.discovery.HealthReport;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.Fault;
import io.github.puppetha.testkit.junit5.StartFakeMaster;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckHealthTest {
  @StartFakeMaster FakeMaster master = FakeMaster.builder().name("puppet1.example.test").build();

  @Test
  void tellsTheGoodFromTheDead() {
    try (HttpTransport transport =
        HttpTransport.builder()
            .resolver(FakeMaster.loopback())
            .identity(master.issue("monitor.example.test"))
            .trust(master.trust())
            .build()) {
      assertThat(CheckHealth.health(transport, List.of(master.address())))
          .extracting(HealthReport::grade)
          .containsExactly(Grade.GOOD);

      master.fault(new Fault.Refuse());
      assertThat(CheckHealth.health(transport, List.of(master.address())))
          .extracting(HealthReport::grade)
          .containsExactly(Grade.DEAD);
    }
  }
}

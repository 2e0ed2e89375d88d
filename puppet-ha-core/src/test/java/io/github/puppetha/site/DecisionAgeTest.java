package io.github.puppetha.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DecisionAgeTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may run over
  private final DecisionAge age = new DecisionAge(nanos::get);

  @Test
  void aDecisionIsAsOldAsItHasBeenKnown() {
    assertThat(age.age()).isZero();
    age.see(0);
    pass(100);
    assertThat(age.age()).as("there is none").isZero();
    age.see(7);
    pass(40);
    age.see(7);
    pass(21);
    assertThat(age.age()).isEqualTo(Duration.ofSeconds(61));
    age.see(8);
    assertThat(age.age()).isZero();
  }

  private void pass(long seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}

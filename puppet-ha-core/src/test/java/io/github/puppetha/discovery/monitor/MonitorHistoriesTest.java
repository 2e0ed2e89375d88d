package io.github.puppetha.discovery.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.soak.Soak;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Histories at random: servers that come and go, monitors that are killed (also between reading and
 * writing), cut off and begun anew, messages and answers that are lost or late, people that drain.
 * {@link MonitorWorld} checks every message that a monitor has done.
 */
class MonitorHistoriesTest {
  private static final int ROUNDS = 500;

  @Test
  void whateverHappensTheLimitsHoldAndInTheEndAllIsAsItWas() {
    Random random = Soak.random(MonitorHistoriesTest.class);
    int removals = 0;
    int putBack = 0;
    int takeovers = 0;
    for (int i = 0; i < Soak.rounds(ROUNDS); i++) {
      long seed = random.nextLong();
      MonitorWorld world = new MonitorWorld(seed);
      try {
        world.live(400);
        world.heal();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("the history of seed " + seed + "L", e);
      }
      removals += world.removals;
      putBack += world.putBack;
      takeovers += world.takeovers;
    }
    System.out.println(
        "histories: %d removals, %d put back, %d takeovers"
            .formatted(removals, putBack, takeovers));
    assertThat(removals).as("removals").isGreaterThan(Soak.rounds(ROUNDS));
    assertThat(putBack).as("put back").isGreaterThan(Soak.rounds(ROUNDS));
    assertThat(takeovers).as("takeovers").isGreaterThan(Soak.rounds(ROUNDS));
  }
}

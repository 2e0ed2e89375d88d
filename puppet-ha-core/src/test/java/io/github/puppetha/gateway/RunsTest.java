package io.github.puppetha.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** How long runs are remembered, and how many. */
class RunsTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final Runs runs = new Runs(clock, Duration.ofHours(2), 1000);

  @Test
  void aRunIsForgottenWhenItWasSilentForLong() {
    runs.plugins("a", "production", true, "production_aaaaaaaa");
    now = now.plus(Duration.ofMinutes(119));
    assertThat(runs.pinned("a", "production")).isEqualTo("production_aaaaaaaa");
    now = now.plus(Duration.ofMinutes(119));
    assertThat(runs.pinned("a", "production")).isEqualTo("production_aaaaaaaa");
    now = now.plus(Duration.ofMinutes(121));
    assertThat(runs.pinned("a", "production")).isNull();
  }

  @Test
  void silentRunsAreSweptAway() {
    runs.plugins("a", "production", true, "production_aaaaaaaa");
    now = now.plus(Duration.ofHours(1));
    runs.plugins("b", "production", true, "production_aaaaaaaa");
    now = now.plus(Duration.ofMinutes(90));
    runs.sweep();
    assertThat(runs.pins()).containsOnlyKeys("b");
  }

  @Test
  void noMoreAreKeptThanThereIsRoomFor() {
    for (int i = 0; i < 5000; i++) {
      runs.plugins("node" + i, "production", true, "production_aaaaaaaa");
    }
    assertThat(runs.size()).isEqualTo(1000);
    assertThat(runs.pinned("node4999", "production")).isNotNull();
    assertThat(runs.pinned("node3999", "production")).isNull();
  }

  @Test
  void aReportEndsARun() {
    runs.plugins("a", "production", true, "production_aaaaaaaa");
    runs.ended("a");
    assertThat(runs.size()).isZero();
  }

  @Test
  void anotherEnvironmentIsAnotherRun() {
    runs.plugins("a", "production", true, "production_aaaaaaaa");
    assertThat(runs.pinned("a", "development")).isNull();
  }
}

package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.PuppetHaException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

  @TempDir Path root;
  private StateStore store;
  private final AtomicLong nanos = new AtomicLong();
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void make() {
    store = StateStore.inDirectory(root);
  }

  /** Time passes only by waiting. */
  private Lease.Time time(Instant now) {
    return new Lease.Time(
        Clock.fixed(now, ZoneOffset.UTC), nanos::get, d -> nanos.addAndGet(d.toNanos()));
  }

  private Lease take(Instant now) {
    return Lease.take(store, "me@here", time(now), Duration.ofMinutes(10), told::add);
  }

  private void elsewhere(Instant until) {
    LeaseHolder other = new LeaseHolder("ci@there", "there.test", 7, 0, NOW, until);
    String token = store.read(Lease.NAME).map(StateStore.Entry::token).orElse(null);
    store.write(Lease.NAME, token, false, other.json(), "").orElseThrow();
  }

  @Test
  void oneHasItTheOtherIsToldOfWhom() {
    try (Lease lease = take(NOW)) {
      assertThat(lease).isNotNull();
      assertThat(Lease.held(store, time(NOW).clock()).orElseThrow().by()).isEqualTo("me@here");
      assertThatThrownBy(
              () -> Lease.take(store, "you@here", time(NOW), Duration.ofSeconds(30), told::add))
          .isInstanceOf(PuppetHaException.class)
          .hasMessage(
              "me@here has been deploying since 2030-01-01T12:00:00Z;"
                  + " deploy again when that has ended");
      assertThat(told).containsExactly("me@here has been deploying since 2030-01-01T12:00:00Z");
      assertThat(Duration.ofNanos(nanos.get()))
          .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
    }
    assertThat(Lease.held(store, time(NOW).clock())).isEmpty();
    take(NOW).close();
  }

  @Test
  void itEndsByTime() {
    elsewhere(NOW.plusSeconds(30));
    take(NOW.plusSeconds(31)).close();
    assertThat(told).isEmpty();
  }

  @Test
  void aClockThatIsSetBackDoesNotMakeItEndless() {
    elsewhere(NOW.plus(Duration.ofDays(300)));
    take(NOW).close();
    assertThat(told).hasSize(1);
    assertThat(Duration.ofNanos(nanos.get())).isBetween(Lease.LENGTH, Duration.ofSeconds(70));
  }

  @Test
  void whoSaysThatItLivesIsWaitedFor() {
    elsewhere(NOW.plus(Duration.ofDays(300)));
    Lease.Time time =
        new Lease.Time(
            Clock.fixed(NOW, ZoneOffset.UTC),
            nanos::get,
            d -> {
              nanos.addAndGet(d.toNanos());
              elsewhere(NOW.plusNanos(nanos.get()).plus(Lease.LENGTH));
            });
    assertThatThrownBy(() -> Lease.take(store, "me@here", time, Duration.ofMinutes(5), told::add))
        .hasMessageContaining("ci@there has been deploying since");
  }

  @Test
  void aProcessOfThisMachineThatHasEndedDoesNotHoldIt() {
    LeaseHolder self = LeaseHolder.self("me@here", NOW, NOW.plus(Lease.LENGTH));
    LeaseHolder gone =
        new LeaseHolder("me@here", self.host(), self.pid(), self.started() - 9, NOW, self.until());
    store.write(Lease.NAME, null, false, gone.json(), "").orElseThrow();
    take(NOW).close();
    assertThat(told).isEmpty();
  }

  @Test
  void whatCannotBeReadHoldsNobodyUp() {
    store.write(Lease.NAME, null, false, "{\"by\": 7", "").orElseThrow();
    take(NOW).close();
    assertThat(told).isEmpty();
  }

  @Test
  void givingBackTakesNothingFromWhoHasItNow() {
    Lease expired = take(NOW);
    elsewhere(NOW.plusSeconds(300));
    expired.close();
    assertThat(Lease.held(store, time(NOW).clock()).orElseThrow().by()).isEqualTo("ci@there");
  }
}

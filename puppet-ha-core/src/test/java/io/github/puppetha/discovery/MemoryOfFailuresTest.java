package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryOfFailuresTest {
  private static final HostPort A = new HostPort("a.example.test", 8140);
  private static final HostPort B = new HostPort("b.example.test", 8140);

  private final TestClock clock = new TestClock();
  private final Set<HostPort> down = ConcurrentHashMap.newKeySet();
  private final Set<HostPort> behind = ConcurrentHashMap.newKeySet();
  private final ServerSelector selector = builder().build();

  private ServerSelectorBuilder builder() {
    return ServerSelector.builder()
        .fallback(List.of(new WeightedServer(A, 0, 1), new WeightedServer(B, 1, 1)))
        .clock(clock)
        .random(new Random(3))
        .eligibility(server -> !behind.contains(server))
        .probe(
            (server, timeout) -> {
              if (down.contains(server)) {
                throw new IllegalStateException("down");
              }
            });
  }

  @AfterEach
  void close() {
    selector.close();
  }

  @Test
  void aFailedServerIsPostponedAndComesBack() {
    assertThat(selector.select(Service.PUPPET)).isEqualTo(A);

    selector.failed(A, "connection reset");
    assertThat(selector.select(Service.PUPPET)).isEqualTo(B);
    assertThat(selector.candidates(Service.PUPPET)).containsExactly(B, A);
    clock.advance(Duration.ofSeconds(6));
    assertThat(selector.select(Service.PUPPET)).isEqualTo(A);
  }

  @Test
  void eachFurtherFailurePostponesLongerButNeverForEver() {
    down.add(A);
    Duration last = Duration.ZERO;
    for (int i = 0; i < 8; i++) {
      selector.select(Service.PUPPET);
      Duration wait = untilFirst(A);
      assertThat(wait).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(Duration.ofMinutes(5));
      last = wait;
    }
    assertThat(last).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void successForgivesEverything() {
    for (int i = 0; i < 5; i++) {
      selector.failed(A, "connection reset");
      clock.advance(Duration.ofMinutes(6));
    }
    selector.failed(A, "connection reset");
    selector.succeeded(A);

    assertThat(selector.select(Service.PUPPET)).isEqualTo(A);
    selector.failed(A, "connection reset");
    assertThat(untilFirst(A)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void manyReportsOfOneOutageCountOnce() {
    for (int i = 0; i < 50; i++) {
      selector.failed(A, "connection reset");
    }

    assertThat(untilFirst(A)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void whenAllArePostponedTheyAreTriedAllTheSame() {
    selector.failed(A, "connection reset");
    selector.failed(B, "connection reset");

    assertThat(selector.select(Service.PUPPET)).isEqualTo(A);
  }

  @Test
  void aServerThatAsksForTimeGetsItUpToFiveMinutes() {
    selector.busy(A, "answered 503", Duration.ofSeconds(90));
    assertThat(untilFirst(A)).isEqualTo(Duration.ofSeconds(90));

    selector.busy(A, "answered 503", Duration.ofHours(9));
    assertThat(untilFirst(A)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void aServerThatMayNotServeDoesNotWhileAnotherAnswers() {
    assertThat(selector.select(Service.PUPPET)).isEqualTo(A);

    behind.add(A);
    assertThat(selector.select(Service.PUPPET)).isEqualTo(B);
    behind.clear();
    assertThat(selector.select(Service.PUPPET)).isEqualTo(A);
  }

  @Test
  void aServerThatMayNotServeIsBetterThanNone() {
    behind.add(A);
    down.add(B);

    assertThat(selector.select(Service.PUPPET)).isEqualTo(A);
    assertThat(selector.candidates(Service.PUPPET)).containsExactly(B, A);
  }

  @Test
  void unlessItIsToBeLeftOut() {
    behind.add(A);
    down.add(B);
    try (ServerSelector strict = builder().ineligibleAsLastResort(false).build()) {
      assertThat(strict.candidates(Service.PUPPET)).containsExactly(B);
      assertThatThrownBy(() -> strict.select(Service.PUPPET))
          .isInstanceOf(NoServerException.class)
          .hasMessageContaining(B + ": down")
          .hasMessageContaining(A + ": may not serve now");
    }
  }

  @Test
  void trustInAServerEnds() {
    assertThat(selector.select(Service.PUPPET)).isEqualTo(A);
    down.add(A);
    assertThat(selector.select(Service.PUPPET)).as("known to be good").isEqualTo(A);

    clock.advance(Duration.ofSeconds(31));
    assertThat(selector.select(Service.PUPPET)).isEqualTo(B);
  }

  @Test
  void excludedServersAreNotSelected() {
    assertThat(selector.select(Service.PUPPET, Set.of(A))).isEqualTo(B);
    assertThatThrownBy(() -> selector.select(Service.PUPPET, new HashSet<>(List.of(A, B))))
        .isInstanceOf(NoServerException.class);
  }

  /** Moves the clock second by second until the server is first again. */
  private Duration untilFirst(HostPort server) {
    for (int seconds = 0; seconds <= 600; seconds++) {
      if (selector.candidates(Service.PUPPET).get(0).equals(server)) {
        return Duration.ofSeconds(seconds);
      }
      clock.advance(Duration.ofSeconds(1));
    }
    throw new AssertionError(server + " never came back");
  }
}

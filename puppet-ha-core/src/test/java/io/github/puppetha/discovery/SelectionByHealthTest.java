package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What graded health means to selections, while every server's status says {@code running}. */
class SelectionByHealthTest {
  private static final String CATALOG = "/puppet/v3/catalog/web1.example.test";
  private static FakeMaster a;
  private static FakeMaster b;
  private static FakeMaster far;
  private static HttpTransport transport;

  private final TestClock clock = new TestClock();
  private final AtomicLong nanos = new AtomicLong();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<HostPort> draining = new ArrayList<>();
  private final HealthCheck check =
      HealthCheck.builder()
          .transport(transport)
          .environments(Set.of("production"))
          .draining(draining::contains)
          .deadline(Duration.ofSeconds(20))
          .clock(clock)
          .ticks(nanos::get)
          .build();
  private final ServerSelector selector = builder().build();

  @BeforeAll
  static void start() {
    a = FakeMaster.builder().name("a.example.test").start();
    b = FakeMaster.builder().name("b.example.test").caOf(a).start();
    far = FakeMaster.builder().name("far.example.test").caOf(a).start();
    transport =
        HttpTransport.builder()
            .trust(a.trust())
            .identity(a.issue("tool.example.test"))
            .resolver(FakeMaster.loopback())
            .build();
  }

  @AfterAll
  static void stop() {
    transport.close();
    far.close();
    b.close();
    a.close();
  }

  @AfterEach
  void mend() throws Exception {
    selector.close();
    check.close();
    for (AutoCloseable each : open) {
      each.close();
    }
    a.clearAnswers();
    a.clearRequests();
  }

  /** Two in the own site, the first with nearly all of the weight, and one behind them. */
  private ServerSelectorBuilder builder() {
    return ServerSelector.builder()
        .fallback(
            List.of(
                new WeightedServer(a.address(), 0, 65535),
                new WeightedServer(b.address(), 0, 0),
                new WeightedServer(far.address(), 1, 1)))
        .transport(transport)
        .health(check)
        .clock(clock)
        .random(new Random(5));
  }

  @Test
  void aServerWithoutItsEnvironmentIsNotSelectedWhileAnotherIsThere() throws IOException {
    assertThat(selector.select(Service.PUPPET)).isEqualTo(a.address());
    Path production = a.environments().resolve("production");
    Path away = a.environments().resolve("-away-");
    Files.move(production, away);
    try {
      check.run();
      assertThat(selector.select(Service.PUPPET)).isEqualTo(b.address());
      assertThat(selector.candidates(Service.PUPPET))
          .containsExactly(b.address(), far.address(), a.address());
    } finally {
      Files.move(away, production);
    }
    check.run();
    assertThat(selector.select(Service.PUPPET)).isEqualTo(a.address());
  }

  @Test
  void aBusyServerIsPreferredLessThanItsNeighboursButMoreThanAnotherSite() {
    selector.select(Service.PUPPET);
    fill(a);
    check.run();
    assertThat(selector.select(Service.PUPPET)).isEqualTo(b.address());
    assertThat(selector.candidates(Service.PUPPET))
        .containsExactly(b.address(), a.address(), far.address());

    fill(b);
    check.run();
    assertThat(selector.select(Service.PUPPET))
        .as("all of the own site are busy: no stampede to the other one")
        .isEqualTo(a.address());
  }

  @Test
  void aStuckServerIsSelectedOnlyWhenNoOtherCanBeReached() {
    selector.select(Service.PUPPET);
    stick(a);
    assertThat(selector.select(Service.PUPPET)).isEqualTo(b.address());
    assertThat(selector.select(Service.PUPPET, Set.of(b.address(), far.address())))
        .isEqualTo(a.address());
  }

  @Test
  void unlessServersThatShouldNotServeAreToBeLeftOut() {
    try (ServerSelector strict = builder().ineligibleAsLastResort(false).build()) {
      strict.select(Service.PUPPET);
      stick(a);
      assertThatThrownBy(() -> strict.select(Service.PUPPET, Set.of(b.address(), far.address())))
          .isInstanceOf(NoServerException.class)
          .hasMessageContaining(a.address() + ": 1 request waits for its 4 JRubies");
    }
  }

  @Test
  void theCaNeedsNoJruby() {
    selector.select(Service.PUPPET);
    stick(a);

    assertThat(selector.select(Service.CA)).isEqualTo(a.address());
    assertThat(selector.select(Service.REPORT)).isEqualTo(b.address());
  }

  @Test
  void aDrainingServerComesAfterThoseOfTheOtherSite() {
    selector.select(Service.PUPPET);
    draining.add(a.address());
    check.run();

    assertThat(selector.candidates(Service.PUPPET))
        .containsExactly(b.address(), far.address(), a.address());
  }

  @Test
  void aSelectionCountsTlsAloneSinceHealthRunsBesideIt() {
    selector.select(Service.PUPPET);

    assertThat(a.requests()).isEmpty();
    check.run();
    assertThat(a.requests()).extracting(RecordedRequest::path).contains("/puppet/v3/environments");
  }

  @Test
  void aServerThatHealthHasSeenIsNotProbedAgainByASelection() {
    List<HostPort> probed = new ArrayList<>();
    try (ServerSelector counted =
        builder().probe((server, timeout) -> probed.add(server)).build()) {
      counted.select(Service.PUPPET);
      for (int i = 0; i < 10; i++) {
        clock.advance(Duration.ofSeconds(20));
        check.run();
        counted.select(Service.PUPPET);
      }
      assertThat(probed).containsExactly(a.address());
      clock.advance(Duration.ofSeconds(31)); // health is silent for longer than it is trusted
      counted.select(Service.PUPPET);
      assertThat(probed).hasSize(2);
    }
  }

  @Test
  void beingSeenForgivesNoFailure() {
    selector.select(Service.PUPPET);
    selector.busy(a.address(), "answered 503", Duration.ofMinutes(2));
    check.run();

    assertThat(selector.select(Service.PUPPET)).isEqualTo(b.address());
  }

  @Test
  void whatItsAnswersDoNotTellIsNotHeldAgainstAServer() {
    a.answer("GET", "/puppet/v3/environments", PuppetResponse.text(403, "Forbidden"));
    selector.select(Service.PUPPET);
    check.run();

    assertThat(check.of(a.address()).grade()).isEqualTo(Grade.UNKNOWN);
    assertThat(selector.select(Service.PUPPET)).isEqualTo(a.address());
  }

  private void fill(FakeMaster master) {
    for (int i = 0; i < 4; i++) {
      open.add(master.busy(CATALOG));
    }
  }

  private void stick(FakeMaster master) {
    fill(master);
    open.add(master.waiting(CATALOG));
    check.run();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
    check.run();
    assertThat(check.of(master.address()).grade()).isEqualTo(Grade.STUCK);
  }
}

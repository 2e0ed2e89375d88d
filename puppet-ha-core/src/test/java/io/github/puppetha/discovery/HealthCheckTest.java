package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.Fault;
import io.github.puppetha.testkit.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found of servers whose status says {@code running} all the time. */
class HealthCheckTest {
  private static final String CATALOG = "/puppet/v3/catalog/web1.example.test";
  private static FakeMaster master;
  private static FakeMaster other;

  private final TestClock clock = new TestClock();
  private final AtomicLong nanos = new AtomicLong();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void start() {
    master = FakeMaster.builder().name("puppet1.example.test").start();
    other = FakeMaster.builder().name("puppet2.example.test").caOf(master).start();
  }

  @AfterAll
  static void stop() {
    other.close();
    master.close();
  }

  @AfterEach
  void mend() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
    master.clearFault();
    other.clearFault();
    master.clearAnswers();
    master.clearRequests();
  }

  private HttpTransport transport(boolean withCertificate) {
    HttpTransport.Builder builder =
        HttpTransport.builder().trust(master.trust()).resolver(FakeMaster.loopback());
    if (withCertificate) {
      builder.identity(master.issue("checker.example.test"));
    }
    return keep(builder.build());
  }

  private HealthCheckBuilder builder() {
    return HealthCheck.builder()
        .transport(transport(true))
        .servers(List.of(master.address()))
        .environments(Set.of("production"))
        .deadline(Duration.ofSeconds(20))
        .clock(clock)
        .ticks(nanos::get);
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.add(resource);
    return resource;
  }

  private HealthReport probe(HealthCheck check) {
    check.run();
    return check.of(master.address());
  }

  @Test
  void beforeAnyProbeNothingIsKnown() {
    HealthReport report = keep(builder().build()).of(master.address());

    assertThat(report.grade()).isEqualTo(Grade.UNKNOWN);
    assertThat(report.answers()).isFalse();
    assertThat(report.well()).isFalse();
  }

  @Test
  void aServerThatHasWhatShouldBeLiveIsGood() {
    HealthReport report = probe(keep(builder().build()));

    assertThat(report.grade()).isEqualTo(Grade.GOOD);
    assertThat(report.why()).isEqualTo("4 of 4 JRubies are free");
    assertThat(report.well()).isTrue();
  }

  @Test
  void aServerWhoseEnvironmentIsGoneIsOutThoughItsStatusSaysRunning() throws IOException {
    HealthCheck check = keep(builder().build());
    Path production = master.environments().resolve("production");
    Path away = master.environments().resolve("-away-");
    Files.move(production, away);
    try {
      HealthReport report = probe(check);
      assertThat(report.grade()).isEqualTo(Grade.NO_ENVIRONMENT);
      assertThat(report.why()).contains("environment production").contains("not there");
      assertThat(report.answers()).isTrue();
      assertThat(report.well()).isFalse();
    } finally {
      Files.move(away, production);
    }
    assertThat(probe(check).grade()).isEqualTo(Grade.GOOD);
  }

  @Test
  void aPoolIsStuckWhenRequestsWaitAndNoJrubyComesBack() throws Exception {
    HealthCheck check = keep(builder().build());
    fill();
    keep(master.waiting(CATALOG));

    assertThat(probe(check).grade()).isEqualTo(Grade.BUSY);
    pass(59);
    assertThat(probe(check).grade()).isEqualTo(Grade.BUSY);
    pass(1);
    HealthReport report = probe(check);
    assertThat(report.grade()).isEqualTo(Grade.STUCK);
    assertThat(report.why())
        .contains("1 request waits for its 4 JRubies, none of which has come back for 60 s");
    open.remove(open.size() - 2).close(); // a JRuby comes back
    assertThat(probe(check).grade()).isEqualTo(Grade.GOOD);
  }

  @Test
  void aPoolThatIsFullButMovesIsOnlyBusy() throws Exception {
    HealthCheck check = keep(builder().build());
    fill();
    keep(master.waiting(CATALOG));
    for (int minute = 0; minute < 10; minute++) {
      assertThat(probe(check).grade()).as("after %d minutes", minute).isEqualTo(Grade.BUSY);
      master.busy(CATALOG).close(); // one ends, and the next begins
      pass(60);
    }
    assertThat(check.of(master.address()).well()).isTrue();
  }

  @Test
  void longCompilesForWhichNobodyWaitsAreNotStuck() {
    HealthCheck check = keep(builder().build());
    fill();
    probe(check);
    pass(3600);

    assertThat(probe(check).grade()).isEqualTo(Grade.BUSY);
  }

  @Test
  void aFullPoolIsNotAskedForEnvironmentsWhichWouldOnlyWaitThere() {
    HealthCheck check = keep(builder().build());
    fill();
    probe(check);

    assertThat(master.requests())
        .extracting(RecordedRequest::path)
        .contains("/status/v1/simple/server", "/status/v1/services/jruby-metrics")
        .doesNotContain("/puppet/v3/environments");
  }

  @Test
  void withoutTheRightToListEnvironmentsTheAnswerIsNotKnownRatherThanBad() {
    HealthReport report =
        probe(keep(builder().transport(transport(false)).environments(Set.of("gone")).build()));

    assertThat(report.grade()).isEqualTo(Grade.UNKNOWN);
    assertThat(report.why()).contains("forbids GET /puppet/v3/environments").contains("auth.conf");
    assertThat(report.well()).as("nothing speaks against it").isTrue();
  }

  @Test
  void whatIsForbiddenIsNotAskedAtEachProbeWhichTheServerWouldLogAsAnError() {
    HealthCheck check = keep(builder().transport(transport(false)).build());
    for (int i = 0; i < 31; i++) {
      assertThat(probe(check).grade()).isEqualTo(Grade.UNKNOWN);
    }
    assertThat(listings()).isEqualTo(1);
    probe(check);
    assertThat(listings()).isEqualTo(2);
  }

  private static long listings() {
    return master.requests().stream()
        .filter(request -> request.path().equals("/puppet/v3/environments"))
        .count();
  }

  @Test
  void aServerThatTakesIdentitiesFromHeadersForbidsOnlyOnce() {
    try (FakeMaster behind =
        FakeMaster.builder().name("puppet3.example.test").caOf(master).headerIdentity().start()) {
      HealthCheck check = keep(builder().servers(List.of(behind.address())).build());
      for (int i = 0; i < 5; i++) {
        check.run();
        assertThat(check.of(behind.address()).grade()).isEqualTo(Grade.GOOD);
      }
      assertThat(behind.requests())
          .filteredOn(request -> request.path().equals("/puppet/v3/environments"))
          .hasSize(6);
    }
  }

  @Test
  void aStatusThatDoesNotShowJrubiesLeavesTheRestKnown() {
    master.answer(
        "GET", "/status/v1/services/jruby-metrics", PuppetResponse.text(403, "Forbidden"));

    HealthReport report = probe(keep(builder().build()));
    assertThat(report.grade()).isEqualTo(Grade.GOOD);
    assertThat(report.why()).contains("does not show its JRubies");
  }

  @ParameterizedTest
  @CsvSource({
    "500, NO_ENVIRONMENT",
    "503, BUSY",
    "429, BUSY",
    "404, UNKNOWN",
    "200, UNKNOWN",
  })
  void otherAnswersToTheQuestionForEnvironments(int status, Grade grade) {
    master.answer(
        "GET", "/puppet/v3/environments", PuppetResponse.text(status, "not what was asked for"));

    assertThat(probe(keep(builder().build())).grade()).isEqualTo(grade);
  }

  @Test
  void answersThatMakeNoSenseAreNotKnown() {
    master.answer(
        "GET",
        "/puppet/v3/environments",
        PuppetResponse.of(200, "application/json", "{\"environments\":[]}"));

    assertThat(probe(keep(builder().build())).grade()).isEqualTo(Grade.UNKNOWN);
  }

  @Test
  void aServerWithoutAnyEnvironmentIsOutWhicheverShouldBeLive() {
    master.answer(
        "GET",
        "/puppet/v3/environments",
        PuppetResponse.of(200, "application/json", "{\"environments\":{}}"));

    assertThat(probe(keep(builder().environments(Set.of()).build())).grade())
        .isEqualTo(Grade.NO_ENVIRONMENT);
  }

  @Test
  void aRefusedConnectionIsDeadUntilItAnswersAgain() {
    HealthCheck check = keep(builder().build());
    master.fault(new Fault.Refuse());
    clock.advance(Duration.ofMinutes(1));

    HealthReport dead = probe(check);
    assertThat(dead.grade()).isEqualTo(Grade.DEAD);
    assertThat(dead.why()).contains("Connection refused");
    clock.advance(Duration.ofMinutes(1));
    assertThat(probe(check).since()).as("since the first time").isEqualTo(dead.since());
    master.clearFault();
    assertThat(probe(check).grade()).isEqualTo(Grade.GOOD);
  }

  @Test
  void aServerThatSaysItselfThatItDoesNotRunIsDead() {
    master.answer("GET", "/status/v1/simple/server", PuppetResponse.text(503, "starting"));

    HealthReport report = probe(keep(builder().build()));
    assertThat(report.grade()).isEqualTo(Grade.DEAD);
    assertThat(report.why()).isEqualTo("its status is 503: starting");
  }

  @Test
  void aServerUnderAnotherNameIsDead() {
    HostPort alias = new HostPort("alias.example.test", master.port());
    HealthCheck check = keep(builder().servers(List.of(alias)).build());
    check.run();

    assertThat(check.of(alias).grade()).isEqualTo(Grade.DEAD);
    assertThat(check.of(alias).why()).contains("not for alias.example.test");
  }

  @Test
  void anExpiredCertificateIsDead() {
    master.fault(new Fault.ExpiredCertificate());

    assertThat(probe(keep(builder().build())).grade()).isEqualTo(Grade.DEAD);
  }

  @Test
  void oneThatHangsDelaysNoOtherAndEndsAtItsDeadline() throws Exception {
    other.fault(new Fault.Drop());
    HealthCheck check =
        keep(
            builder()
                .servers(List.of(master.address(), other.address()))
                .deadline(Duration.ofSeconds(5))
                .build());
    CountDownLatch first = new CountDownLatch(1);
    List<HostPort> order = new ArrayList<>();
    keep(
        check.listen(
            report -> {
              synchronized (order) {
                order.add(report.server());
              }
              first.countDown();
            }));

    check.run();
    assertThat(order).containsExactly(master.address(), other.address());
    assertThat(check.of(master.address()).grade()).isEqualTo(Grade.GOOD);
    assertThat(check.of(other.address()).grade()).isEqualTo(Grade.DEAD);
    assertThat(check.of(other.address()).why()).containsPattern("within \\d+ ms");
  }

  @Test
  void aServerIsAskedByOneProbeAtATime() throws Exception {
    CountDownLatch here = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    master.dispatch(
        request -> {
          if (request.path().equals("/status/v1/simple/server")) {
            asked.incrementAndGet();
            here.countDown();
            awaitOrFail(go);
          }
          return Optional.empty();
        });
    HealthCheck check = keep(builder().build());
    List<Thread> rounds = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Thread round = new Thread(check::run);
      round.start();
      rounds.add(round);
    }
    awaitOrFail(here);
    while (rounds.stream().anyMatch(round -> round.getState() != Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
    go.countDown();
    for (Thread round : rounds) {
      round.join(20_000);
    }

    assertThat(asked).hasValue(1);
  }

  @Test
  void drainingAndBehindAreTold() {
    assertThat(probe(keep(builder().behind(server -> true).build())).grade())
        .isEqualTo(Grade.BEHIND);
    assertThat(
            probe(keep(builder().behind(server -> true).draining(server -> true).build())).grade())
        .isEqualTo(Grade.DRAINING);
  }

  @Test
  void aGatewayIsAskedForItsStatusOnly() {
    HealthReport report = probe(keep(builder().statusOnly(server -> true).build()));

    assertThat(report.grade()).isEqualTo(Grade.GOOD);
    assertThat(master.requests())
        .extracting(RecordedRequest::path)
        .containsExactly("/status/v1/simple/server");
  }

  @Test
  void roundsRunByThemselvesUntilItIsClosed() throws Exception {
    HealthCheck check = builder().interval(Duration.ofMillis(1)).build();
    CountDownLatch three = new CountDownLatch(3);
    AutoCloseable listening = check.listen(report -> three.countDown());
    check.start();
    awaitOrFail(three);
    listening.close();
    check.close();

    assertThatThrownBy(check::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aServerThatNobodyAsksAboutAnyMoreIsNotProbedForEver() {
    HealthCheck check = keep(builder().servers(List.of()).statusOnly(server -> true).build());
    check.of(master.address());
    for (int round = 0; round < 100; round++) {
      check.run();
    }
    assertThat(master.requests()).hasSize(60);
    assertThat(check.of(master.address()).why()).isEqualTo("not asked any more");
    assertThat(probe(check).grade()).as("asked about again").isEqualTo(Grade.GOOD);
  }

  @Test
  void aCheckWithoutATransportSaysWhatItLacks() {
    assertThatThrownBy(() -> HealthCheck.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("transport");
    assertThatThrownBy(() -> HealthCheck.builder().stuckAfter(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stuckAfter must be positive: PT0S");
  }

  /** All four JRubies are at work. */
  private void fill() {
    for (int i = 0; i < 4; i++) {
      keep(master.busy(CATALOG));
    }
  }

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

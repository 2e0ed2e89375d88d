package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.soak.Soak;
import io.github.puppetha.testkit.FakeDns;
import io.github.puppetha.testkit.FakeDnsBehaviour;
import io.github.puppetha.testkit.FakeDnsQuery;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DNS servers that lie, break the rules, are slow or say something else each time. */
class LyingDnsTest {
  private static final String NAME = "_x-puppet._tcp.example.test";
  private static final String HONEST = "puppet1.example.test";

  private final FakeDns dns = FakeDns.start();
  private final FakeDns honest = FakeDns.start();
  private final TestClock clock = new TestClock();

  LyingDnsTest() {
    dns.srv(NAME, 0, 1, 8140, HONEST);
    honest.srv(NAME, 0, 1, 8140, HONEST);
  }

  @AfterEach
  void stop() {
    dns.close();
    honest.close();
  }

  private SrvAnswer ask(FakeDns... servers) {
    return SrvResolver.of(
            new DnsServers(
                Stream.of(servers).map(FakeDns::address).toList(),
                List.of(),
                1,
                Duration.ofMillis(100),
                Duration.ofSeconds(9)),
            clock)
        .lookup(NAME);
  }

  private static List<String> targets(SrvAnswer answer) {
    return answer.found().stream().map(SrvRecord::target).toList();
  }

  static Stream<FakeDnsBehaviour> lies() {
    return Stream.of(
        new FakeDnsBehaviour.WrongId(),
        new FakeDnsBehaviour.WrongName("_x-puppet._tcp.example.com"),
        new FakeDnsBehaviour.Garbage(),
        new FakeDnsBehaviour.Referral(),
        new FakeDnsBehaviour.TruncateWithoutTcp(),
        new FakeDnsBehaviour.ServFail(),
        new FakeDnsBehaviour.Refused(),
        new FakeDnsBehaviour.Drop());
  }

  @ParameterizedTest
  @MethodSource("lies")
  void whoeverLiesIsNotBelievedAndTheNextServerIsAsked(FakeDnsBehaviour lie) {
    dns.clear().srv(NAME, 0, 1, 8140, "liar.example.test").behaveAlways(lie);

    assertThat(targets(ask(dns, honest))).containsExactly(HONEST);
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aloneItIsAFailureThatSaysWhoAndWhat(FakeDnsBehaviour lie) {
    dns.behaveAlways(lie);

    SrvAnswer answer =
        SrvResolver.of(
                DnsServers.of(dns.address()).within(Duration.ofMillis(50), Duration.ofMillis(300)),
                clock)
            .lookup(NAME);
    assertThat(answer.found()).isEmpty();
    assertThat(answer).isInstanceOfAny(SrvAnswer.ServerFailure.class, SrvAnswer.TimedOut.class);
    assertThat(answer.inWords()).contains("127.0.0.1:" + dns.port());
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aLieBeforeTheTruthLeavesTheServersKnown(FakeDnsBehaviour lie) {
    SrvResolver resolver =
        SrvResolver.of(
            DnsServers.of(dns.address()).within(Duration.ofMillis(50), Duration.ofSeconds(5)),
            clock);
    resolver.lookup(NAME);
    dns.behaveAlways(lie);
    clock.advance(Duration.ofHours(1));

    assertThat(resolver.lookup(NAME))
        .isInstanceOfSatisfying(
            SrvAnswer.Stale.class,
            stale -> {
              assertThat(targets(stale)).containsExactly(HONEST);
              assertThat(stale.past()).isEqualTo(Duration.ofSeconds(3600 - 300));
            });
  }

  static Stream<FakeDnsBehaviour> forgeries() {
    return Stream.of(
        new FakeDnsBehaviour.WrongId(),
        new FakeDnsBehaviour.WrongName("example.com"),
        new FakeDnsBehaviour.Garbage());
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void whatIsForgedByUdpIsAskedForByTcp(FakeDnsBehaviour forgery) {
    dns.behaveAlways(new FakeDnsBehaviour.ByUdp(forgery));

    assertThat(targets(ask(dns))).containsExactly(HONEST);
    assertThat(dns.queries())
        .containsExactly(new FakeDnsQuery(NAME, "SRV", false), new FakeDnsQuery(NAME, "SRV", true));
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 5000, 20_000, 60_000})
  void hugeAnswersAreReadWholeOrByTcp(int bytes) {
    dns.behaveAlways(new FakeDnsBehaviour.Huge(bytes));

    assertThat(targets(ask(dns))).containsExactly(HONEST);
  }

  @Test
  void aServerThatKnowsNoEdnsIsAskedWithout() {
    dns.behaveAlways(new FakeDnsBehaviour.NoEdns());

    assertThat(targets(ask(dns))).containsExactly(HONEST);
    assertThat(dns.queries()).hasSize(2);
  }

  @Test
  void recordsThatNobodyAskedForAreNotTaken() {
    dns.behaveAlways(
        new FakeDnsBehaviour.Unasked(
            """
            _x-puppet-ca._tcp.example.test. 9999 IN SRV 0 1 8140 evil.example.com.
            _x-puppet._tcp.example.com. 9999 IN SRV 0 1 8140 evil.example.com.
            puppet1.example.test. 9999 IN A 127.6.6.6
            """));
    SrvResolver resolver = SrvResolver.of(DnsServers.of(dns.address()), clock);

    assertThat(targets(resolver.lookup(NAME))).containsExactly(HONEST);
    assertThat(targets(resolver.lookup("_x-puppet._tcp.example.com"))).doesNotContain("evil");
    dns.behaveAlways(new FakeDnsBehaviour.Normal());
    assertThat(resolver.lookup("_x-puppet-ca._tcp.example.test").found()).isEmpty();
  }

  @Test
  void aliasesThatLoopOrGoOnForEverEndAtOnce() {
    dns.remove(NAME).cname(NAME, "a.example.test").cname("a.example.test", NAME);
    assertThat(ask(dns).inWords()).contains("circle");

    dns.clear().cname(NAME, "alias0.example.test");
    for (int i = 0; i < 500; i++) {
      dns.cname("alias" + i + ".example.test", "alias" + (i + 1) + ".example.test");
    }
    dns.cname("alias500.example.test", "alias500.example.test");
    assertThat(ask(dns).inWords()).contains("circle");
    assertThat(dns.queries()).hasSizeLessThan(10);
  }

  @Test
  void aliasesAcrossAnswersEndToo() {
    dns.clear().behaveAlways(new FakeDnsBehaviour.AliasOnly()).cname(NAME, "n0.test");
    for (int i = 0; i < 20; i++) {
      dns.cname("n" + i + ".test", "n" + (i + 1) + ".test");
    }

    assertThat(ask(dns).inWords()).contains("alias");
    assertThat(dns.queries()).hasSizeLessThan(12);
  }

  @Test
  void aThousandRecordsAreAThousandServers() {
    dns.clear();
    IntStream.range(0, 1000).forEach(i -> dns.srv(NAME, 0, i, 8140, "p" + i + ".example.test"));
    try (ServerSelector selector = selector(dns)) {
      assertThat(selector.candidates(Service.PUPPET)).hasSize(1000).doesNotHaveDuplicates();
      assertThat(dns.queries()).last().isEqualTo(new FakeDnsQuery(NAME, "SRV", true));
    }
  }

  /** Whatever the bytes are: an answer or a failure, in time, and no server that cannot be one. */
  @Test
  void mangledAnswersNeitherHangNorBreakAnything() {
    dns.cname("_x-puppet-ca._tcp.example.test", NAME);
    dns.behaveAlways(new FakeDnsBehaviour.Mangled(Soak.random(LyingDnsTest.class)));
    SrvResolver resolver =
        SrvResolver.of(
            DnsServers.of(dns.address()).within(Duration.ofMillis(20), Duration.ofMillis(60)),
            clock);
    ServerSource source = ServerSource.srv("example.test", resolver);
    int found = 0;
    for (int i = 0; i < Soak.rounds(5000); i++) {
      ServerListing listing = source.list(i % 2 == 0 ? Service.PUPPET : Service.CA);
      assertThat(listing.keep()).isLessThanOrEqualTo(Duration.ofDays(1));
      found += listing.groups().size();
      clock.advance(Duration.ofDays(3));
    }
    assertThat(found).as("some came through").isPositive();
    dns.behaveAlways(new FakeDnsBehaviour.Normal());
    assertThat(targets(resolver.lookup(NAME))).containsExactly(HONEST);
  }

  @Test
  void threadsThatAskAtOnceAskOnce() throws Exception {
    dns.behaveAlways(new FakeDnsBehaviour.Slow(Duration.ofMillis(100)));
    SrvResolver resolver = SrvResolver.of(DnsServers.of(dns.address()), clock);
    Callable<SrvAnswer> ask = () -> resolver.lookup(NAME);
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      for (Future<SrvAnswer> answer : threads.invokeAll(Collections.nCopies(20, ask))) {
        assertThat(targets(answer.get())).containsExactly(HONEST);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(dns.queries()).hasSize(1);
  }

  @Test
  void withoutTimeToLiveDnsIsAskedForEachSelection() {
    dns.clear().ttl(Duration.ZERO).srv(NAME, 0, 1, 8140, "old.example.test");
    try (ServerSelector selector = selector(dns)) {
      assertThat(selector.select(Service.PUPPET).host()).isEqualTo("old.example.test");
      dns.remove(NAME).srv(NAME, 0, 1, 8140, "new.example.test");
      assertThat(selector.select(Service.PUPPET).host()).isEqualTo("new.example.test");
      assertThat(dns.queries()).hasSize(2);
    }
  }

  @Test
  void timesToLiveBeyondAllMeasureAreADay() {
    dns.clear().records(NAME + ". 4294967295 IN SRV 0 1 8140 puppet1.example.test.");
    SrvResolver resolver = SrvResolver.of(DnsServers.of(dns.address()), clock);

    assertThat(ServerSource.srv("example.test", resolver).list(Service.PUPPET).keep())
        .isLessThanOrEqualTo(Duration.ofDays(1));
  }

  @Test
  void answersThatAlternateAreEachTakenWhileTheyHold() {
    dns.ttl(Duration.ofSeconds(10))
        .behaveAlways(
            new FakeDnsBehaviour.InTurns(
                List.of(
                    new FakeDnsBehaviour.Normal(),
                    new FakeDnsBehaviour.NxDomain(),
                    new FakeDnsBehaviour.ServFail(),
                    new FakeDnsBehaviour.NoData())));
    SrvResolver resolver = SrvResolver.of(DnsServers.of(dns.address()), clock);

    assertThat(resolver.lookup(NAME)).isInstanceOf(SrvAnswer.Records.class);
    clock.advance(Duration.ofMinutes(10));
    assertThat(resolver.lookup(NAME)).isInstanceOf(SrvAnswer.NxDomain.class);
    clock.advance(Duration.ofMinutes(10));
    assertThat(resolver.lookup(NAME))
        .as("the servers are gone, as DNS said: nothing is stale")
        .isInstanceOf(SrvAnswer.ServerFailure.class);
    clock.advance(Duration.ofMinutes(10));
    assertThat(resolver.lookup(NAME)).isInstanceOf(SrvAnswer.NoData.class);
  }

  @Test
  void twoServersThatDisagreeAreNeverMixed() {
    honest.clear().srv(NAME, 0, 1, 8140, "other.example.test");
    for (int i = 0; i < 5; i++) {
      dns.behaveAlways(i % 2 == 0 ? new FakeDnsBehaviour.Normal() : new FakeDnsBehaviour.Drop());
      assertThat(targets(ask(dns, honest))).hasSize(1);
    }
  }

  @Test
  void aSlowServerIsWaitedForWhenTheOthersFail() {
    dns.behaveAlways(new FakeDnsBehaviour.Slow(Duration.ofMillis(400)));
    honest.behaveAlways(new FakeDnsBehaviour.ServFail());

    assertThat(targets(ask(dns, honest))).containsExactly(HONEST);
  }

  @Test
  void onlyOneLookUpWaitsForADeadServer() {
    dns.behaveAlways(new FakeDnsBehaviour.Drop());
    SrvResolver resolver =
        SrvResolver.of(
            DnsServers.of(dns.address(), honest.address())
                .within(Duration.ofMillis(700), Duration.ofSeconds(9)),
            clock);
    resolver.lookup(NAME);
    dns.clearQueries();
    resolver.lookup("_x-puppet-ca._tcp.example.test");
    resolver.lookup("_x-puppet-report._tcp.example.test");

    assertThat(dns.queries()).isEmpty();
  }

  @Test
  void targetsThatCannotBeServersAreNoServers() {
    dns.clear()
        .srv(NAME, 0, 1, 0, "noport.example.test")
        .srv(NAME, 0, 1, 8140, "..\\046evil\\059rm.example.test".replace("..", "a"))
        .srv(NAME, 0, 1, 8140, "\\255\\254.example.test")
        .srv(NAME, 0, 1, 8140, HONEST);
    try (ServerSelector selector = selector(dns)) {
      assertThat(selector.candidates(Service.PUPPET)).containsExactly(new HostPort(HONEST, 8140));
    }
  }

  @Test
  void hostNamesAreNotBelievedEither() {
    dns.a("puppet1.example.test", "127.6.6.6")
        .behaveAlways(new FakeDnsBehaviour.WrongName("puppet1.example.com"));
    DnsNameResolver names = DnsNameResolver.of(DnsServers.of(dns.address()), clock);

    assertThatThrownBy(() -> names.resolve("puppet1.example.test"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("invalid name in message");
  }

  private ServerSelector selector(FakeDns server) {
    return ServerSelector.builder()
        .srvDomain("example.test")
        .dns(DnsServers.of(server.address()))
        .clock((Clock) clock)
        .probe(Probe.NONE)
        .build();
  }
}

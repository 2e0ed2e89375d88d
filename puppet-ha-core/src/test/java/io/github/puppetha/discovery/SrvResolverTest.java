package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.testkit.FakeDns;
import io.github.puppetha.testkit.FakeDnsBehaviour;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SrvResolverTest {
  private static final String NAME = "_x-puppet._tcp.example.test";

  private final FakeDns dns = FakeDns.start();
  private final TestClock clock = new TestClock();
  private final SrvResolver resolver =
      SrvResolver.of(
          DnsServers.of(dns.address()).within(Duration.ofMillis(50), Duration.ofSeconds(10)),
          clock);
  private final SrvResolver hasty =
      SrvResolver.of(
          DnsServers.of(dns.address()).within(Duration.ofMillis(50), Duration.ofMillis(200)),
          clock);

  @AfterEach
  void stop() {
    dns.close();
  }

  @Test
  void recordsComeWithoutTheFinalDotAndWithTheirTimeToLive() {
    dns.ttl(Duration.ofSeconds(40)).srv(NAME, 10, 20, 8141, "Puppet1.example.test.");

    assertThat(resolver.lookup(NAME))
        .isEqualTo(
            new SrvAnswer.Records(
                NAME,
                List.of(new SrvRecord(10, 20, 8141, "Puppet1.example.test")),
                Duration.ofSeconds(40)));
  }

  @Test
  void aDotAsTheOnlyTargetMeansNotOffered() {
    dns.ttl(Duration.ofSeconds(40)).srv(NAME, 0, 0, 0, ".");

    assertThat(resolver.lookup(NAME))
        .isEqualTo(new SrvAnswer.NotOffered(NAME, Duration.ofSeconds(40)));
  }

  @Test
  void aNameThatDoesNotExistDiffersFromOneWithoutRecords() {
    dns.negativeTtl(Duration.ofSeconds(15)).a(NAME, "127.0.0.1");

    assertThat(resolver.lookup(NAME)).isEqualTo(new SrvAnswer.NoData(NAME, Duration.ofSeconds(15)));
    assertThat(resolver.lookup("other.test"))
        .isEqualTo(new SrvAnswer.NxDomain("other.test", Duration.ofSeconds(15)));
  }

  @Test
  void anEmptyAnswerThatDoesNotSayHowLongItHoldsHoldsForAMoment() {
    dns.behaveAlways(new FakeDnsBehaviour.NoSoa());

    assertThat(resolver.lookup(NAME))
        .isEqualTo(new SrvAnswer.NxDomain(NAME, Duration.ofSeconds(5)));
    resolver.lookup(NAME);
    assertThat(dns.queries()).hasSize(1);
    dns.srv(NAME, 0, 0, 8140, "puppet1.example.test");
    clock.advance(Duration.ofSeconds(5));
    assertThat(resolver.lookup(NAME)).isInstanceOf(SrvAnswer.Records.class);
  }

  @Test
  void failureSaysWhichServerSaidWhat() {
    dns.behave(NAME, new FakeDnsBehaviour.ServFail());

    assertThat(resolver.lookup(NAME))
        .isEqualTo(new SrvAnswer.ServerFailure(NAME, "127.0.0.1:" + dns.port() + ": SERVFAIL"));
  }

  @Test
  void silenceEndsAtTheDeadline() {
    dns.behave(NAME, new FakeDnsBehaviour.Drop());

    assertThat(hasty.lookup(NAME))
        .isEqualTo(new SrvAnswer.TimedOut(NAME, "127.0.0.1:" + dns.port() + ": silent for 200 ms"));
    assertThat(dns.queries()).as("asked again while silent").hasSizeGreaterThan(1);
  }

  @Test
  void aServerThatIsGoneCountsAsNoAnswer() {
    dns.close();

    assertThat(resolver.lookup(NAME)).isInstanceOf(SrvAnswer.TimedOut.class);
  }

  @Test
  void failuresAreKeptForAMomentOnly() {
    dns.behave(NAME, new FakeDnsBehaviour.ServFail());
    resolver.lookup(NAME);
    dns.behave(NAME, new FakeDnsBehaviour.Normal()).srv(NAME, 0, 0, 8140, "puppet1.example.test");

    assertThat(resolver.lookup(NAME)).isInstanceOf(SrvAnswer.ServerFailure.class);
    clock.advance(Duration.ofSeconds(6));
    assertThat(resolver.lookup(NAME)).isInstanceOf(SrvAnswer.Records.class);
  }

  @Test
  void zeroTimeToLiveIsNotKept() {
    dns.ttl(Duration.ZERO).srv(NAME, 0, 0, 8140, "puppet1.example.test");

    resolver.lookup(NAME);
    resolver.lookup(NAME);

    assertThat(dns.queries()).hasSize(2);
  }

  @Test
  void aliasesAreFollowedAndTheLeastTimeToLiveCounts() {
    dns.ttl(Duration.ofSeconds(5))
        .cname(NAME, "srv.example.test")
        .ttl(Duration.ofSeconds(500))
        .srv("srv.example.test", 0, 0, 8140, "puppet1.example.test");

    assertThat(resolver.lookup(NAME))
        .isInstanceOfSatisfying(
            SrvAnswer.Records.class,
            records -> assertThat(records.ttl()).isEqualTo(Duration.ofSeconds(5)));
  }

  @Test
  void aThousandRecordsComeByTcp() {
    for (int i = 0; i < 1000; i++) {
      dns.srv(NAME, 0, i, 8140, "puppet" + i + ".example.test");
    }

    assertThat(resolver.lookup(NAME))
        .isInstanceOfSatisfying(
            SrvAnswer.Records.class, answer -> assertThat(answer.records()).hasSize(1000));
  }
}

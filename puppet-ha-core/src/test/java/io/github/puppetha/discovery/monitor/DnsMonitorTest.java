package io.github.puppetha.discovery.monitor;

import static io.github.puppetha.discovery.Service.CA;
import static io.github.puppetha.discovery.Service.PUPPET;
import static io.github.puppetha.discovery.Service.REPORT;
import static io.github.puppetha.discovery.monitor.MonitorBench.record;
import static io.github.puppetha.discovery.monitor.MonitorBench.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.discovery.Grade;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.TakenOut;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DnsMonitorTest {
  private final MonitorBench bench = new MonitorBench();

  private MonitorBench three() {
    bench.of(PUPPET, "p1", "p2", "p3");
    bench.monitor("p1", "p2", "p3");
    return bench.settled();
  }

  @ParameterizedTest
  @EnumSource(names = {"DEAD", "STUCK", "NO_ENVIRONMENT", "DRAINING", "BEHIND"})
  void whoIsNotWellIsTakenOutAndPutBackAsItWas(Grade grade) {
    three();
    bench.zone.with(
        PUPPET, 300, List.of(record("p1", 3, 7), record("p2", 0, 0), record("p3", 0, 9)));
    SrvSet whole = bench.set(PUPPET);

    bench.grade("p1", grade).pass(Duration.ofSeconds(20));
    assertThat(bench.hosts(PUPPET)).containsExactlyInAnyOrder("p2", "p3");
    assertThat(bench.zone.content().out())
        .containsExactly(
            new TakenOut(PUPPET, record("p1", 3, 7), 300, TakenOut.Why.HEALTH, MonitorBench.START));

    bench.grade("p1", Grade.GOOD).pass(Duration.ofSeconds(65));
    assertThat(bench.set(PUPPET)).isEqualTo(whole);
    assertThat(bench.zone.content().out()).isEmpty();
    assertThat(bench.deeds)
        .extracting(Deed::inWords)
        .containsExactly(
            "p1.ams.example.com:8140 was taken out of _x-puppet._tcp: "
                + grade.name().toLowerCase(),
            "p1.ams.example.com:8140 was put back into _x-puppet._tcp: good");
  }

  @ParameterizedTest
  @EnumSource(names = {"GOOD", "BUSY", "UNKNOWN"})
  void whoIsBusyOrNotKnownStays(Grade grade) {
    three().grade("p1", grade).pass(Duration.ofMinutes(10));
    assertThat(bench.hosts(PUPPET)).containsExactly("p1", "p2", "p3");
    assertThat(bench.deeds).isEmpty();
  }

  @Test
  void whoIsBusyComesBackAsItIsWell() {
    three().grade("p1", Grade.DEAD).pass(Duration.ofMinutes(1));
    bench.grade("p1", Grade.BUSY).pass(Duration.ofMinutes(2));
    assertThat(bench.hosts(PUPPET)).containsExactly("p1", "p2", "p3");
  }

  @Test
  void aMomentOfTroubleChangesNothing() {
    three();
    for (int i = 0; i < 20; i++) {
      bench.grade("p1", Grade.DEAD).pass(Duration.ofSeconds(10));
      bench.grade("p1", Grade.GOOD).pass(Duration.ofSeconds(5));
    }
    assertThat(bench.deeds).isEmpty();
  }

  @Test
  void aFailureBetweenTwoLooksBeginsTheWaitAnew() {
    three().grade("p1", Grade.DEAD).pass(Duration.ofMinutes(1));
    bench.grade("p1", Grade.GOOD);
    for (int i = 0; i < 20; i++) {
      bench.pass(Duration.ofSeconds(30));
      bench.grade("p1", Grade.DEAD).grade("p1", Grade.GOOD);
    }
    assertThat(bench.hosts(PUPPET)).containsExactly("p2", "p3");
  }

  @Test
  void whoFlapsStaysOutUntilItHasBeenWellForLongEnough() {
    three().grade("p1", Grade.DEAD).pass(Duration.ofMinutes(1));
    for (int i = 0; i < 20; i++) {
      bench.grade("p1", Grade.GOOD).pass(Duration.ofSeconds(50));
      bench.grade("p1", Grade.DEAD).pass(Duration.ofSeconds(5));
    }
    assertThat(bench.hosts(PUPPET)).containsExactly("p2", "p3");
  }

  @Test
  void behindCountsOnceTheDecisionIsOldEnough() {
    three().decided(Duration.ZERO).grade("p1", Grade.BEHIND).grade("p2", Grade.BEHIND);
    bench.pass(Duration.ofSeconds(60));
    assertThat(bench.hosts(PUPPET)).containsExactly("p1", "p2", "p3");
    bench.grade("p2", Grade.GOOD).pass(Duration.ofSeconds(20));
    assertThat(bench.hosts(PUPPET)).containsExactly("p2", "p3");
  }

  @Test
  void aServerThatComesBackBehindIsNotPutBackEvenBeforeTheDecisionIsOldEnough() {
    three().grade("p1", Grade.DEAD).pass(Duration.ofMinutes(1));
    bench.decided(Duration.ZERO).grade("p1", Grade.BEHIND).pass(Duration.ofMinutes(10));
    assertThat(bench.hosts(PUPPET)).containsExactly("p2", "p3");
  }

  @Test
  void atMostHalfOfASetGoesAndThenThereIsAnAlarm() {
    bench.of(PUPPET, "p1", "p2", "p3", "p4");
    bench.monitor("p1", "p2", "p3", "p4");
    bench.settled().grade("p1", Grade.DEAD).grade("p2", Grade.DEAD).grade("p3", Grade.DEAD);
    bench.pass(Duration.ofMinutes(10));
    assertThat(bench.hosts(PUPPET)).containsExactly("p3", "p4");
    assertThat(bench.monitors.get(0).status().alarms())
        .singleElement()
        .extracting(DnsAlarm::message)
        .isEqualTo(
            "_x-puppet._tcp.ams.example.com: p3.ams.example.com:8140 (dead) should not be in DNS,"
                + " but stays: at most half of a set is taken out by health, and it has 2 left;"
                + " look after the servers, or drain them by hand");
    bench.grade("p3", Grade.GOOD).pass(Duration.ofSeconds(5));
    assertThat(bench.cleared).extracting(DnsAlarm::kind).contains(DnsAlarm.Kind.HALF_OUT);
    assertThat(bench.monitors.get(0).status().alarms()).isEmpty();
  }

  @Test
  void oneRecordAMinuteOverAllServices() {
    bench.of(PUPPET, "p1", "p2").of(CA, "p1", "p2").of(REPORT, "p1", "p2");
    bench.monitor("p1", "p2");
    bench.settled().grade("p1", Grade.DEAD).pass(Duration.ofSeconds(20));
    assertThat(bench.hosts(PUPPET)).containsExactly("p2");
    assertThat(bench.hosts(CA)).containsExactly("p1", "p2");
    bench.pass(Duration.ofSeconds(55));
    assertThat(bench.hosts(CA)).containsExactly("p1", "p2");
    bench.pass(Duration.ofSeconds(5));
    assertThat(bench.hosts(CA)).containsExactly("p2");
    bench.pass(Duration.ofSeconds(60));
    assertThat(bench.hosts(REPORT)).containsExactly("p2");
    assertThat(bench.raised).isEmpty();
  }

  @Test
  void theLastRecordOfANameStays() {
    bench.of(PUPPET, "p1", "p2").of(CA, "p1");
    bench.monitor("p1", "p2");
    bench.settled().grade("p1", Grade.DEAD).pass(Duration.ofMinutes(5));
    assertThat(bench.hosts(PUPPET)).containsExactly("p2");
    assertThat(bench.hosts(CA)).containsExactly("p1");
    assertThat(bench.kinds()).containsExactly(DnsAlarm.Kind.LAST_RECORD);
  }

  @Test
  void aMonitorThatIsCutOffItselfTakesNobodyOut() {
    bench.of(PUPPET, "p1", "p2", "p3", "p4");
    bench.monitor("p1", "p2", "p3", "p4");
    bench.settled();
    for (String name : List.of("p1", "p2", "p3", "p4")) {
      bench.grade(name, Grade.DEAD);
    }
    bench.pass(Duration.ofMinutes(10));
    assertThat(bench.hosts(PUPPET)).containsExactly("p1", "p2", "p3", "p4");
    assertThat(bench.kinds()).containsExactly(DnsAlarm.Kind.NOBODY_WELL);
    assertThat(bench.raised.get(0).message()).contains("perhaps this monitor is cut off itself");
  }

  @Test
  void aMonitorThatSeesHalfOfTheSiteOnlyTakesTheOtherHalfOutAtMost() {
    bench.of(PUPPET, "p1", "p2", "p3", "p4", "p5");
    bench.monitor("p1", "p2", "p3", "p4", "p5");
    bench.settled();
    for (String name : List.of("p1", "p2", "p3", "p4")) {
      bench.grade(name, Grade.DEAD);
    }
    bench.pass(Duration.ofMinutes(10));
    assertThat(bench.hosts(PUPPET)).containsExactly("p3", "p4", "p5");
    assertThat(bench.kinds()).containsExactly(DnsAlarm.Kind.HALF_OUT);
  }

  @Test
  void aSiteWhoseServersAreAllDeadGivesWayToTheOthersInItsZone() {
    bench.of(PUPPET, "p1", "p2", "far1", "far2");
    bench.monitor("p1", "p2");
    bench.settled().grade("p1", Grade.DEAD).grade("p2", Grade.DEAD).pass(Duration.ofMinutes(3));
    assertThat(bench.hosts(PUPPET)).containsExactly("far1", "far2");
  }

  @Test
  void recordsOfOtherSitesAreNeverTakenOut() {
    bench.of(PUPPET, "p1", "far1", "far2");
    bench.monitor("p1");
    bench.settled().grade("far1", Grade.DEAD).pass(Duration.ofMinutes(10));
    assertThat(bench.hosts(PUPPET)).containsExactly("far1", "far2", "p1");
    assertThat(bench.raised).isEmpty();
  }

  @Test
  void whatAPersonDrainedStaysOutHoweverWell() {
    three();
    bench.zone.drain(server("p1"), bench.now());
    bench.pass(Duration.ofMinutes(30));
    assertThat(bench.hosts(PUPPET)).containsExactly("p2", "p3");
    bench.zone.undrain(server("p1"));
    assertThat(bench.hosts(PUPPET)).containsExactly("p1", "p2", "p3");
    assertThat(bench.deeds).isEmpty();
  }

  @Test
  void whatIsDrainedWhileItIsOutStaysOut() {
    three().grade("p1", Grade.DEAD).pass(Duration.ofMinutes(1));
    bench.zone.drain(server("p1"), bench.now());
    bench.grade("p1", Grade.GOOD).pass(Duration.ofMinutes(30));
    assertThat(bench.hosts(PUPPET)).containsExactly("p2", "p3");
    bench.zone.undrain(server("p1"));
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.hosts(PUPPET)).containsExactly("p1", "p2", "p3");
    assertThat(bench.set(PUPPET).ttl()).isEqualTo(300);
  }

  @Test
  void aDrainedServerThatSomebodyPutBackIsTakenOutAgain() {
    three();
    bench.zone.drain(server("p1"), bench.now());
    bench.zone.with(PUPPET, 300, List.of(record("p1", 0, 10), record("p2", 0, 10)));
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.hosts(PUPPET)).containsExactly("p2");
    bench.zone.with(PUPPET, 300, List.of(record("p1", 0, 10)));
    bench.pass(Duration.ofMinutes(5));
    assertThat(bench.hosts(PUPPET)).containsExactly("p1");
    assertThat(bench.raised).as("who drained it knows").isEmpty();
  }

  @Test
  void whatSomebodyElsePutBackIsForgotten() {
    three().grade("p1", Grade.DEAD).pass(Duration.ofMinutes(1));
    bench.grade("p1", Grade.UNKNOWN);
    bench.zone.with(
        PUPPET, 300, List.of(record("p1", 0, 99), record("p2", 0, 10), record("p3", 0, 10)));
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.zone.content().out()).isEmpty();
    bench.grade("p1", Grade.GOOD).pass(Duration.ofMinutes(5));
    assertThat(bench.set(PUPPET).records()).contains(record("p1", 0, 99)).hasSize(3);
  }

  @Test
  void whatOthersWroteIntoOurTxtRecordsStays() {
    String out = FakeZone.NAMES.out();
    bench.zone.withTxt(out, "hello", "v=1 out=_x-puppet._tcp");
    three().grade("p1", Grade.DEAD).pass(Duration.ofMinutes(1));
    bench.grade("p1", Grade.GOOD).pass(Duration.ofMinutes(2));
    assertThat(bench.hosts(PUPPET)).containsExactly("p1", "p2", "p3");
    assertThat(bench.zone.content().txt(out).values())
        .containsExactly("hello", "v=1 out=_x-puppet._tcp");
    assertThat(bench.monitors.get(0).status().alarms())
        .singleElement()
        .extracting(DnsAlarm::message)
        .asString()
        .startsWith(out + " has TXT records that cannot be read")
        .contains("hello");
  }

  @Test
  void aDrainWrittenByHandThatCannotBeReadIsTold() {
    bench.zone.withTxt(FakeZone.NAMES.drains(), "puppet1, please");
    three();
    assertThat(bench.kinds()).containsExactly(DnsAlarm.Kind.UNREADABLE);
    bench.zone.withTxt(FakeZone.NAMES.drains());
    bench.pass(Duration.ofSeconds(5));
    assertThat(bench.cleared).hasSize(1);
  }

  @Test
  void whileThePrimaryIsGoneNothingChangesAndThereIsAnAlarm() {
    three();
    bench.zone.down(true);
    bench.grade("p1", Grade.DEAD).pass(Duration.ofMinutes(10));
    assertThat(bench.hosts(PUPPET)).containsExactly("p1", "p2", "p3");
    assertThat(bench.kinds()).containsExactly(DnsAlarm.Kind.NO_ANSWER);
    bench.zone.down(false);
    bench.pass(Duration.ofSeconds(20));
    assertThat(bench.hosts(PUPPET)).containsExactly("p2", "p3");
    assertThat(bench.cleared).extracting(DnsAlarm::kind).containsExactly(DnsAlarm.Kind.NO_ANSWER);
  }
}

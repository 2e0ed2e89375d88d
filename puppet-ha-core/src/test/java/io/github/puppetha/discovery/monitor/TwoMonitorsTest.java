package io.github.puppetha.discovery.monitor;

import static io.github.puppetha.discovery.Service.CA;
import static io.github.puppetha.discovery.Service.PUPPET;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.discovery.Grade;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.ZoneChange;
import io.github.puppetha.discovery.zone.ZoneLease;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lease: who may change the zone. */
class TwoMonitorsTest {
  private static final String[] OWN = {"p1", "p2", "p3", "p4"};

  private final MonitorBench bench = new MonitorBench();
  private DnsMonitor first;

  @BeforeEach
  void zone() {
    bench.of(PUPPET, OWN).of(CA, OWN);
    first = bench.monitor(OWN);
    bench.settled();
  }

  private String holder() {
    return bench.zone.content().lease().map(ZoneLease::holder).orElse("").replaceFirst("[+].*", "");
  }

  @Test
  void oneOfThemHasTheZoneAndKeepsIt() {
    DnsMonitor second = bench.monitor(OWN);
    long beat = bench.zone.content().lease().orElseThrow().beat();
    bench.pass(Duration.ofMinutes(10));
    assertThat(first.status().holds()).isTrue();
    assertThat(second.status().holds()).isFalse();
    assertThat(holder()).isEqualTo("gw1");
    assertThat(bench.zone.content().lease().orElseThrow().beat()).isBetween(beat + 20, beat + 32);
  }

  @Test
  void theNextTakesOverWhenTheHolderHasBeenSilentForTheWholePeriodAndPutsBackWhatThatTook() {
    SrvSet whole = bench.set(PUPPET);
    DnsMonitor second = bench.monitor(OWN);
    bench.grade("p1", Grade.DEAD).pass(Duration.ofSeconds(20));
    assertThat(bench.hosts(PUPPET)).containsExactly("p2", "p3", "p4");
    bench.kill(first);
    bench.grade("p1", Grade.GOOD).pass(Duration.ofSeconds(55));
    assertThat(holder()).isEqualTo("gw1");
    bench.pass(Duration.ofSeconds(15));
    assertThat(holder()).isEqualTo("gw2");
    assertThat(second.status().holds()).isTrue();
    assertThat(bench.set(PUPPET)).isEqualTo(whole);
    assertThat(bench.zone.content().out()).isEmpty();
  }

  @Test
  void whoHasJustTakenOverTakesNobodyOutForAMinute() {
    bench.monitor(OWN);
    bench.grade("p1", Grade.DEAD).pass(Duration.ofSeconds(20));
    first.close();
    bench.kill(first);
    bench.pass(Duration.ofSeconds(60));
    assertThat(holder()).isEqualTo("gw2");
    assertThat(bench.hosts(CA)).contains("p1");
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.hosts(CA)).doesNotContain("p1");
  }

  @Test
  void whoIsClosedGivesTheLeaseUpAtOnce() {
    DnsMonitor second = bench.monitor(OWN);
    first.close();
    assertThat(bench.zone.content().lease()).isEmpty();
    bench.kill(first);
    bench.pass(Duration.ofSeconds(10));
    assertThat(second.status().holds()).isTrue();
  }

  @Test
  void closingOneThatDoesNotHoldItTakesNothingFromTheOther() {
    DnsMonitor second = bench.monitor(OWN);
    bench.pass(Duration.ofSeconds(10));
    second.close();
    assertThat(holder()).isEqualTo("gw1");
  }

  @Test
  void aHolderThatWasOvertakenBetweenReadAndUpdateChangesNothing() {
    bench.kill(first);
    int[] stops = {0};
    DnsMonitor paused =
        bench.monitor(
            bench.zone.new Way() {
              @Override
              void sending(ZoneChange change) {
                if (isRemoval(change) && stops[0]++ == 0) {
                  DnsMonitor self = bench.monitors.remove(0);
                  bench.monitor(OWN);
                  bench.grade("p1", Grade.GOOD).pass(Duration.ofMinutes(5));
                  bench.monitors.add(self);
                }
              }
            },
            OWN);
    bench.pass(Duration.ofMinutes(3));
    assertThat(paused.status().holds()).isTrue();
    bench.grade("p1", Grade.DEAD).pass(Duration.ofSeconds(30));
    bench.pass(Duration.ofSeconds(5));
    assertThat(stops[0]).isEqualTo(1);
    assertThat(holder()).isEqualTo("gw3");
    assertThat(paused.status().holds()).isFalse();
    assertThat(bench.deeds).isEmpty();
    assertThat(bench.hosts(PUPPET)).containsExactly("p1", "p2", "p3", "p4");
  }

  private static boolean isRemoval(ZoneChange change) {
    return change.edits().stream().anyMatch(e -> e instanceof ZoneChange.Edit.Srv);
  }

  @Test
  void oneOfSeveralThatWaitTakesOver() {
    bench.monitor(OWN);
    bench.monitor(OWN);
    bench.monitor(OWN);
    bench.kill(first);
    bench.pass(Duration.ofSeconds(90));
    assertThat(bench.monitors.stream().filter(m -> m.status().holds())).hasSize(1);
  }

  @Test
  void aLeaseThatCannotBeReadIsOverAfterOnesOwnPeriod() {
    bench.kill(first);
    bench.zone.withTxt(FakeZone.NAMES.lease(), "by hand");
    DnsMonitor second = bench.monitor(OWN);
    bench.pass(Duration.ofSeconds(60));
    assertThat(second.status().holds()).isFalse();
    bench.pass(Duration.ofSeconds(15));
    assertThat(second.status().holds()).isTrue();
    assertThat(bench.zone.content().txt(FakeZone.NAMES.lease()).values()).hasSize(1);
  }

  @Test
  void theHoldersOwnPeriodCounts() {
    bench.kill(first);
    ZoneLease patient = new ZoneLease("gw9", 7, Duration.ofMinutes(10));
    bench.zone.withTxt(FakeZone.NAMES.lease(), patient.value());
    DnsMonitor second = bench.monitor(OWN);
    bench.pass(Duration.ofMinutes(10));
    assertThat(second.status().holds()).isFalse();
    bench.pass(Duration.ofSeconds(15));
    assertThat(second.status().holds()).isTrue();
  }

  @Test
  void aRemovalWhoseAnswerWasLostCountsAsOne() {
    bench.kill(first);
    bench.monitor(
        bench.zone.new Way() {
          @Override
          Fate fate(ZoneChange change) {
            return isRemoval(change) ? Fate.ANSWER_LOST : Fate.ARRIVES;
          }
        },
        OWN);
    bench.pass(Duration.ofMinutes(3)).grade("p1", Grade.DEAD).pass(Duration.ofSeconds(20));
    assertThat(bench.hosts(PUPPET)).doesNotContain("p1");
    bench.pass(Duration.ofSeconds(55));
    assertThat(bench.hosts(CA)).contains("p1");
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.hosts(CA)).doesNotContain("p1");
    assertThat(bench.kinds()).contains(DnsAlarm.Kind.NO_ANSWER);
  }
}

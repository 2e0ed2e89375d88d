package io.github.puppetha.discovery.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Waiting, by a time of the test's own, for secondaries. */
class ZoneVerifierTest {
  private static final HostPort SECOND = new HostPort("ns2.ams.example.com", 53);

  private final AtomicLong nanos = new AtomicLong();
  private final ZoneVerifier verifier =
      new ZoneVerifier(nanos::get, time -> nanos.addAndGet(time.toNanos()));
  private final MemoryZone zone =
      new MemoryZone(ZoneContent.empty(new ZoneNames("ams.example.com")));
  private final ZoneContent old = zone.read();
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void itWaitsUntilTheLastServerHasIt() {
    ZoneContent written = write();
    zone.secondaries(
        List.of(ServerView.of(SECOND, old)),
        () -> {
          if (looks.incrementAndGet() == 4) {
            zone.secondaries(List.of(ServerView.of(SECOND, written)), looks::incrementAndGet);
          }
        });
    Verification seen = verifier.await(zone, written, Duration.ofSeconds(5));
    assertThat(seen.complete()).isTrue();
    assertThat(seen.inWords()).isEqualTo("all 2 authoritative servers have it");
    assertThat(looks).hasValue(4);
    assertThat(Duration.ofNanos(nanos.get())).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void itGivesUpInTimeAndSaysWhoLagsOrIsSilent() {
    ZoneContent written = write();
    zone.secondaries(
        List.of(
            ServerView.of(SECOND, old),
            ServerView.failed(new HostPort("ns3.ams.example.com", 53), "no answer")),
        looks::incrementAndGet);
    Verification seen = verifier.await(zone, written, Duration.ofSeconds(2));
    assertThat(seen.inWords())
        .contains(
            "not yet at every authoritative server",
            "ns2.ams.example.com:53 still has serial 0 (the primary 1)",
            "ns3.ams.example.com:53 cannot be asked: no answer");
    assertThat(Duration.ofNanos(nanos.get()))
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2200));
  }

  @Test
  void aServerThatHasALaterVersionHasItToo() {
    ZoneContent written = write();
    write();
    zone.secondaries(List.of(), () -> {});
    assertThat(verifier.await(zone, written, Duration.ZERO).complete()).isTrue();
  }

  private ZoneContent write() {
    SrvSet set = zone.read().srv(Service.PUPPET);
    int priority = set.records().size();
    zone.put(set.with(new SrvRecord(priority, 1, 8140, "puppet1.ams.example.com")).withTtl(300));
    return zone.read();
  }
}

package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.zone.Drain;
import io.github.puppetha.discovery.zone.ServerView;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.TxtSet;
import io.github.puppetha.discovery.zone.UpdateResult;
import io.github.puppetha.discovery.zone.ZoneAccess;
import io.github.puppetha.discovery.zone.ZoneChange;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneServer;
import io.github.puppetha.io.Threads;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A zone of BIND, changed by {@link ZoneServer}, with others who write and servers that lag or are
 * gone.
 */
class ZoneUpdateInteropIT {
  static final String ZONE = "ams." + RealLab.DOMAIN;
  static final HostPort ONE = new HostPort("puppet1." + ZONE, 8140);
  static final String[] RECORDS = {
    "_x-puppet._tcp IN SRV 0 30 8140 PUPPET1",
    "_x-puppet._tcp IN SRV 0 10 8140 puppet2",
    "_x-puppet-ca._tcp 60 IN SRV 0 0 8140 puppet2",
    "_puppet-ha-drain IN TXT \"two\" \"strings \\\"quoted\\\" and \\255\"",
    "puppet1 IN A 127.0.0.2",
    "puppet2 IN A 127.0.0.3",
  };

  private RealLab lab;

  @BeforeEach
  void open() throws IOException {
    lab = RealLab.open("zone-update");
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hmac-sha256", "hmac-sha512"})
  void recordsAndTxtChangeInOneMessageAndSecondariesFollow(String algorithm) throws IOException {
    RealZone bind =
        RealZone.primary(lab, ZONE, RECORDS).signing(algorithm).withSecondary(55, true).start();
    RealZone.secondary(lab, bind, 55);
    try (ZoneServer zone = ZoneServer.at(bind.access())) {
      ZoneContent read = zone.read();
      assertThat(read.srv(Service.PUPPET).ttl()).isEqualTo(300);
      assertThat(read.srv(Service.PUPPET).of(ONE)).hasSize(1);
      Drain drain = new Drain(ONE, Instant.parse("2026-11-29T21:00:00Z"), "alice");
      UpdateResult result = zone.update(drained(read, drain));
      assertThat(result).as(result.inWords()).isInstanceOf(UpdateResult.Done.class);

      ZoneContent after = zone.read();
      assertThat(after.serial()).isEqualTo(((UpdateResult.Done) result).serial()).isGreaterThan(1);
      assertThat(after.srv(Service.PUPPET))
          .isEqualTo(read.srv(Service.PUPPET).without(ONE).withTtl(30));
      assertThat(after.drains()).containsExactly(drain);
      assertThat(after.txt(after.names().drains()).values())
          .as("what others wrote there stays, to the byte")
          .contains("\"two\" \"strings \\\"quoted\\\" and \\255\"");
      assertThat(bind.dig("_x-puppet._tcp." + ZONE, "SRV"))
          .containsPattern("\\s30\\s+IN\\s+SRV\\s+0 10 8140 puppet2." + ZONE)
          .doesNotContainIgnoringCase("puppet1");

      bind.await("a secondary that follows", () -> follows(zone, after));
      assertThat(zone.views())
          .extracting(view -> view.server().host())
          .containsExactly("ns." + ZONE, "ns2." + ZONE);
    }
  }

  @Test
  void ofTwoWritersTheSecondChangesNothingAndReadsAgain() throws IOException {
    RealZone bind = RealZone.primary(lab, ZONE, RECORDS).start();
    try (ZoneServer one = ZoneServer.at(bind.access());
        ZoneServer other = ZoneServer.at(bind.access())) {
      ZoneContent seenByBoth = one.read();
      Drain alice = new Drain(ONE, Instant.EPOCH, "alice");
      Drain bob = new Drain(ONE, Instant.EPOCH, "bob");
      assertThat(one.update(drained(seenByBoth, alice))).isInstanceOf(UpdateResult.Done.class);
      ZoneContent between = one.read();

      UpdateResult late = other.update(drained(seenByBoth, bob));

      assertThat(late).isInstanceOf(UpdateResult.Conflict.class);
      assertThat(late.inWords())
          .contains("NXRRSET", ZONE, bind.address().toString(), "nothing was changed");
      assertThat(other.read()).isEqualTo(between);
      TxtSet drains = between.txt(between.names().drains());
      ZoneChange again = ZoneChange.of(between).set(drains.with(bob.value(), 30)).build();
      assertThat(other.update(again)).isInstanceOf(UpdateResult.Done.class);
      assertThat(other.read().drains()).containsExactlyInAnyOrder(alice, bob);
    }
  }

  @Test
  void ofSixWritersAtOnceNobodyUndoesAnother() throws Exception {
    RealZone bind = RealZone.primary(lab, ZONE, RECORDS).start();
    ZoneAccess access = bind.access();
    List<Drain> drains =
        IntStream.range(0, 6)
            .mapToObj(i -> new Drain(new HostPort("s" + i, 8140), Instant.EPOCH, "w" + i))
            .toList();
    List<CompletableFuture<Integer>> writers =
        drains.stream()
            .map(drain -> Threads.start("test", () -> writeUntilDone(access, drain)))
            .toList();
    int conflicts = writers.stream().mapToInt(CompletableFuture::join).sum();
    ZoneContent end = ZoneServer.at(access).read();
    assertThat(end.drains()).containsExactlyInAnyOrderElementsOf(drains);
    assertThat(end.serial()).as("six messages, %s conflicts", conflicts).isEqualTo(7);
  }

  private static int writeUntilDone(ZoneAccess access, Drain drain) {
    ZoneServer zone = ZoneServer.at(access);
    int conflicts = 0;
    while (true) {
      ZoneContent read = zone.read();
      TxtSet drains = read.txt(read.names().drains()).with(drain.value(), 30);
      UpdateResult result = zone.update(ZoneChange.of(read).set(drains).build());
      if (result instanceof UpdateResult.Done) {
        return conflicts;
      }
      assertThat(result).isInstanceOf(UpdateResult.Conflict.class);
      conflicts++;
    }
  }

  @Test
  void aRecordThatAppearedMeanwhileIsAConflictToo() throws IOException {
    RealZone bind = RealZone.primary(lab, ZONE, RECORDS).start();
    try (ZoneServer zone = ZoneServer.at(bind.access())) {
      ZoneContent before = zone.read();
      String lease = before.names().lease();
      TxtSet taken = TxtSet.none(lease).with("v=1 lease=gw1 beat=1 period=30", 30);
      assertThat(zone.update(ZoneChange.of(before).set(taken).build()))
          .isInstanceOf(UpdateResult.Done.class);
      TxtSet mine = TxtSet.none(lease).with("v=1 lease=gw2 beat=1 period=30", 30);
      assertThat(zone.update(ZoneChange.of(before).set(mine).build()))
          .isInstanceOfSatisfying(
              UpdateResult.Conflict.class, c -> assertThat(c.rcode()).isEqualTo("YXRRSET"));
      assertThat(zone.read().lease().orElseThrow().holder()).isEqualTo("gw1");
    }
  }

  @Test
  void aServerThatIsGoneChangesNothingAndASecondaryThatLagsIsSeen() throws IOException {
    RealZone bind = RealZone.primary(lab, ZONE, RECORDS).withSecondary(55, false).start();
    RealZone second = RealZone.secondary(lab, bind, 55);
    try (ZoneServer zone = ZoneServer.at(bind.access())) {
      ZoneContent before = zone.read();
      ZoneChange change = drained(before, new Drain(ONE, Instant.EPOCH, "alice"));
      assertThat(zone.update(change)).isInstanceOf(UpdateResult.Done.class);
      ZoneContent after = zone.read();
      List<ServerView> views = zone.views();
      assertThat(views.get(0).content()).contains(after);
      assertThat(views.get(1).content()).contains(before);
      second.close();
      second.start();
      second.await("a secondary that follows", () -> follows(zone, after));

      bind.close();
      ZoneChange back = ZoneChange.of(after).set(before.srv(Service.PUPPET)).build();
      UpdateResult gone = zone.update(back);
      assertThat(gone)
          .isInstanceOfSatisfying(
              UpdateResult.Unanswered.class, u -> assertThat(u.mayBeDone()).isFalse());
      assertThat(gone.inWords()).contains("cannot connect", "nothing was changed");
      bind.start();
      assertThat(zone.read()).as("nothing was lost or done").isEqualTo(after);
    }
  }

  static ZoneChange drained(ZoneContent read, Drain drain) {
    SrvSet puppet = read.srv(Service.PUPPET).without(ONE).withTtl(30);
    TxtSet drains = read.txt(read.names().drains()).with(drain.value(), 30);
    return ZoneChange.of(read).set(puppet).set(drains).build();
  }

  private static boolean follows(ZoneServer zone, ZoneContent content) {
    return zone.views().stream().allMatch(view -> view.content().equals(Optional.of(content)));
  }
}

package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.discovery.zone.Drain;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.TsigKey;
import io.github.puppetha.discovery.zone.UpdateResult;
import io.github.puppetha.discovery.zone.ZoneAccess;
import io.github.puppetha.discovery.zone.ZoneChange;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Updates that BIND does not take: each in words, and nothing half done. */
class ZoneRefusalInteropIT {
  private static final String ZONE = ZoneUpdateInteropIT.ZONE;

  private RealLab lab;

  @BeforeEach
  void open() throws IOException {
    lab = RealLab.open("zone-refusal");
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void aSignatureThatTheServerDoesNotTakeIsNamedAndNothingChanges() throws IOException {
    RealZone bind = RealZone.primary(lab, ZONE, ZoneUpdateInteropIT.RECORDS).start();
    ZoneAccess right = bind.access();
    ZoneContent before = ZoneServer.at(right).read();
    ZoneChange change = drained(before);
    String secret = Base64.getEncoder().encodeToString(new byte[32]);
    String name = right.key().orElseThrow().name();

    assertRefused(right.signedWith(key(name, secret)), change, "BADSIG", "another secret");
    assertRefused(right.signedWith(key("nobody", secret)), change, "BADKEY", "no key of this name");
    Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
    assertRefused(right.at(fast), change, "BADTIME", "s behind ours; set both by NTP");
    ZoneAccess unsigned = ZoneAccess.of(bind.address(), ZONE).within(Duration.ofSeconds(2));
    assertRefused(unsigned, change, "REFUSED", "unsigned", "update-policy");
    assertThat(ZoneServer.at(right).read()).isEqualTo(before);

    assertThatThrownBy(() -> ZoneServer.at(right.signedWith(key("nobody", secret))).read())
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContainingAll("cannot read the zone " + ZONE, "BADKEY");
  }

  @Test
  void moreRecordsThanBindTakesForANameAreRefusedAsAWhole() throws IOException {
    RealZone bind = RealZone.primary(lab, ZONE, ZoneUpdateInteropIT.RECORDS).start();
    ZoneContent before = ZoneServer.at(bind.access()).read();
    List<SrvRecord> many =
        IntStream.range(0, 101)
            .mapToObj(i -> new SrvRecord(i, 1, 8140, "s" + i + "." + ZONE))
            .toList();
    String name = before.names().srv(Service.PUPPET);
    ZoneChange change = ZoneChange.of(before).set(new SrvSet(name, 300, many)).build();
    assertRefused(bind.access(), change, "SERVFAIL", "more records than it takes (BIND: 100)");
    assertThat(ZoneServer.at(bind.access()).read()).isEqualTo(before);
    ZoneChange hundred =
        ZoneChange.of(before).set(new SrvSet(name, 300, many.subList(0, 100))).build();
    assertThat(ZoneServer.at(bind.access()).update(hundred)).isInstanceOf(UpdateResult.Done.class);
  }

  @Test
  void aZoneThatIsNotDynamicOrNotThere() throws IOException {
    RealZone bind = RealZone.primary(lab, ZONE, ZoneUpdateInteropIT.RECORDS).fixed().start();
    ZoneContent before = ZoneServer.at(bind.access()).read();
    ZoneChange change = drained(before);
    assertRefused(bind.access(), change, "REFUSED", "a zone without them takes no updates");
    assertThat(ZoneServer.at(bind.access()).read().serial()).isEqualTo(1);

    ZoneAccess above = bind.access().inZone(RealLab.DOMAIN);
    assertThatThrownBy(() -> ZoneServer.at(above).read()).hasMessageContaining("REFUSED");
    ZoneAccess below =
        ZoneAccess.of(bind.address(), "x." + ZONE).signedWith(bind.access().key().orElseThrow());
    assertThatThrownBy(() -> ZoneServer.at(below).read())
        .hasMessageContainingAll("x." + ZONE + " is no zone there", "in the zone " + ZONE);
  }

  private static ZoneChange drained(ZoneContent read) {
    Drain drain = new Drain(ZoneUpdateInteropIT.ONE, Instant.EPOCH, "alice");
    return ZoneUpdateInteropIT.drained(read, drain);
  }

  private static void assertRefused(
      ZoneAccess access, ZoneChange change, String rcode, String... words) {
    UpdateResult result = ZoneServer.at(access).update(change);
    assertThat(result)
        .as(result.inWords())
        .isInstanceOfSatisfying(
            UpdateResult.Refused.class, r -> assertThat(r.rcode()).isEqualTo(rcode));
    assertThat(result.inWords())
        .contains(words)
        .contains(rcode, "update of the zone " + ZONE + " at", "nothing was changed");
  }

  private static TsigKey key(String name, String secret) {
    return TsigKey.of(name, TsigKey.Algorithm.HMAC_SHA256, secret);
  }
}

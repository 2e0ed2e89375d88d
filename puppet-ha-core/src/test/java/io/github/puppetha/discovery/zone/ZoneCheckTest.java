package io.github.puppetha.discovery.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.topology.Topology;
import io.github.puppetha.topology.TopologyReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZoneCheckTest {
  private static final Topology TOPOLOGY =
      TopologyReader.read(
              Path.of("puppet-ha.yaml"),
              """
              ca: {server: puppet1.ams.example.com}
              sites:
                ams:
                  domain: ams.example.com
                  servers:
                    - {host: puppet1.ams.example.com}
                    - {host: puppet2.ams.example.com}
              """)
          .topology()
          .orElseThrow();
  private static final DomainRecords WANTED = DomainRecords.of(TOPOLOGY).get(0);
  private static final HostPort ONE = new HostPort("puppet1.ams.example.com", 8140);
  private static final NameResolver EVERYTHING =
      host -> List.of(InetAddress.getByAddress(host, new byte[] {10, 0, 0, 1}));

  private final MemoryZone first = MemoryZone.of(WANTED);
  private final MemoryZone second = MemoryZone.of(WANTED);

  @Test
  void whatIsAsItOughtToBeHasNoProblem() {
    assertThat(check()).isEmpty();
  }

  @Test
  void aSetForPuppetWithoutOneForTheCa() {
    both(SrvSet.none(WANTED.ca().name()));
    assertThat(check())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.severity()).isEqualTo(Severity.ERROR);
              assertThat(p.rule()).isEqualTo("dns/no_ca_set");
              assertThat(p.file()).isEqualTo("ams.example.com");
              assertThat(p.message())
                  .contains(
                      "_x-puppet._tcp.ams.example.com has records",
                      "certificate requests to compilers",
                      "publish 0 10 8140 puppet1.ams.example.com");
            });
  }

  @Test
  void whatIsMissingOrWrongInASet() {
    SrvSet puppet = WANTED.puppet();
    both(
        puppet
            .without(ONE)
            .with(new SrvRecord(0, 10, 8140, "old.ams.example.com"))
            .with(new SrvRecord(0, 0, 0, "."))
            .withTtl(3600));
    both(WANTED.ca().without(ONE).with(new SrvRecord(5, 10, 8140, ONE.host())).withTtl(300));
    assertThat(messages())
        .contains(
            "_x-puppet._tcp.ams.example.com lacks 0 10 8140 puppet1.ams.example.com",
            "_x-puppet._tcp.ams.example.com has 0 10 8140 old.ams.example.com, which the topology"
                + " does not name there",
            "_x-puppet._tcp.ams.example.com has the target '.', at which agents end their run;"
                + " remove it",
            "_x-puppet._tcp.ams.example.com has a time to live of 3600 s; by the topology it is"
                + " 300 s",
            "_x-puppet-ca._tcp.ams.example.com has 5 10 8140 puppet1.ams.example.com; by the"
                + " topology it is 0 10 8140 puppet1.ams.example.com")
        .hasSize(5);
  }

  @Test
  void setsThatAreNotThereOrHideTheGenericOne() {
    both(SrvSet.none(WANTED.puppet().name()));
    String report = first.names().srv(Service.REPORT);
    both(new SrvSet(report, 300, List.of(new SrvRecord(0, 0, 443, "dash.ams.example.com"))));
    assertThat(check())
        .extracting(Problem::rule)
        .containsExactly("dns/missing_set", "dns/hides_generic");
  }

  @Test
  void whatADrainTookOutIsNoFault() {
    Drain drain = new Drain(ONE, Instant.parse("2026-11-29T21:00:00Z"), "alice");
    for (MemoryZone zone : List.of(first, second)) {
      zone.update(ZoneDrain.of(zone.read(), List.of(drain), List.of(ONE), 30).change());
    }
    assertThat(check()).allMatch(p -> p.severity() == Severity.INFO);
    assertThat(messages())
        .contains(
            "_x-puppet._tcp.ams.example.com lacks 0 10 8140 puppet1.ams.example.com: drained by"
                + " alice since 2026-11-29T21:00:00Z");
  }

  @Test
  void oneServerThatLagsIsNamedAndOneThatIsSilentToo() {
    second.put(WANTED.puppet().without(ONE));
    assertThat(messages())
        .anyMatch(m -> m.endsWith("lacks 0 10 8140 puppet1.ams.example.com (at ns2:53 only)"))
        .anyMatch(m -> m.startsWith("authoritative servers have different records: ns1:53 has"));
    List<ServerView> views =
        List.of(
            ServerView.of(new HostPort("ns1", 53), first.read()),
            ServerView.failed(new HostPort("ns2", 53), "cannot connect: Connection refused"));
    assertThat(ZoneCheck.compare(WANTED, views, EVERYTHING))
        .singleElement()
        .satisfies(
            p ->
                assertThat(p.message())
                    .isEqualTo(
                        "the authoritative server ns2:53 cannot be asked: cannot connect:"
                            + " Connection refused"));
  }

  @Test
  void aTargetWithoutAnAddress() {
    NameResolver none =
        host -> {
          if (host.equals(ONE.host())) {
            throw new UnknownHostException("no such name");
          }
          return EVERYTHING.resolve(host);
        };
    assertThat(ZoneCheck.compare(WANTED, views(), none))
        .extracting(Problem::message)
        .containsExactly("the target puppet1.ams.example.com has no address: no such name");
  }

  private void both(SrvSet set) {
    first.put(set);
    second.put(set);
  }

  private List<ServerView> views() {
    return new ArrayList<>(
        Arrays.asList(
            ServerView.of(new HostPort("ns1", 53), first.read()),
            ServerView.of(new HostPort("ns2", 53), second.read())));
  }

  private List<Problem> check() {
    return ZoneCheck.compare(WANTED, views(), EVERYTHING);
  }

  private List<String> messages() {
    return check().stream().map(Problem::message).toList();
  }
}

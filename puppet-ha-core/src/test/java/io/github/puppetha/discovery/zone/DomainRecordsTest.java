package io.github.puppetha.discovery.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.topology.Topology;
import io.github.puppetha.topology.TopologyReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DomainRecordsTest {
  private static final String TWO_SITES =
      """
      domain: example.com
      ca: {server: puppet-ca.example.com}
      sites:
        ams:
          domain: AMS.example.com.
          servers:
            - {host: puppet1.ams.example.com, weight: 30}
            - {host: puppet2.ams.example.com:8141}
          dns: {ttl: 2m}
        fra:
          servers:
            - {host: puppet1.fra.example.com}
        lon:
          domain: lon.example.com
          servers:
            - {host: puppet1.lon.example.com}
          gateways:
            - {host: gw1.lon.example.com, name: puppet.lon.example.com}
            - {host: gw2.lon.example.com, listen: "0.0.0.0:8443"}
      """;

  @Test
  void ownSiteFirstThenTheOthersInTheOrderOfTheFile() {
    assertThat(lines(TWO_SITES, 0))
        .containsExactly(
            "_x-puppet._tcp.ams.example.com. 120 IN SRV 0 30 8140 puppet1.ams.example.com.",
            "_x-puppet._tcp.ams.example.com. 120 IN SRV 0 10 8141 puppet2.ams.example.com.",
            "_x-puppet._tcp.ams.example.com. 120 IN SRV 10 10 8140 puppet1.fra.example.com.",
            "_x-puppet._tcp.ams.example.com. 120 IN SRV 20 10 8140 gw1.lon.example.com.",
            "_x-puppet._tcp.ams.example.com. 120 IN SRV 20 10 8443 gw2.lon.example.com.",
            "_x-puppet-ca._tcp.ams.example.com. 120 IN SRV 20 10 8140 gw1.lon.example.com.",
            "_x-puppet-ca._tcp.ams.example.com. 120 IN SRV 20 10 8443 gw2.lon.example.com.",
            "_x-puppet-ca._tcp.ams.example.com. 120 IN SRV 30 10 8140 puppet-ca.example.com.");
  }

  @Test
  void gatewaysStandForTheirServersAndCarryCertificateRequests() {
    assertThat(lines(TWO_SITES, 2))
        .containsExactly(
            "_x-puppet._tcp.lon.example.com. 300 IN SRV 0 10 8140 gw1.lon.example.com.",
            "_x-puppet._tcp.lon.example.com. 300 IN SRV 0 10 8443 gw2.lon.example.com.",
            "_x-puppet._tcp.lon.example.com. 300 IN SRV 10 30 8140 puppet1.ams.example.com.",
            "_x-puppet._tcp.lon.example.com. 300 IN SRV 10 10 8141 puppet2.ams.example.com.",
            "_x-puppet._tcp.lon.example.com. 300 IN SRV 20 10 8140 puppet1.fra.example.com.",
            "_x-puppet-ca._tcp.lon.example.com. 300 IN SRV 0 10 8140 gw1.lon.example.com.",
            "_x-puppet-ca._tcp.lon.example.com. 300 IN SRV 0 10 8443 gw2.lon.example.com.",
            "_x-puppet-ca._tcp.lon.example.com. 300 IN SRV 30 10 8140 puppet-ca.example.com.");
  }

  @Test
  void aSiteWithoutADomainOfItsOwnHasTheTopologys() {
    DomainRecords fra = DomainRecords.of(topology(TWO_SITES)).get(1);
    assertThat(fra.domain()).isEqualTo("example.com");
    assertThat(fra.sites()).containsExactly("fra");
    assertThat(fra.puppet().records().get(0).target()).isEqualTo("puppet1.fra.example.com");
  }

  @Test
  void aCaBehindGatewaysIsReachedThroughThemOnly() {
    String hidden = TWO_SITES.replace("puppet-ca.example.com", "puppet1.lon.example.com");
    assertThat(lines(hidden, 0)).noneMatch(line -> line.contains("puppet1.lon.example.com"));
  }

  @Test
  void sitesThatShareADomainShareItsFirstPriority() {
    DomainRecords shared =
        DomainRecords.of(
                topology(
                    """
                    domain: example.com
                    ca: {server: ca.example.com}
                    sites:
                      a: {servers: [{host: a.example.com}]}
                      b: {servers: [{host: b.example.com}]}
                    """))
            .get(0);
    assertThat(shared.sites()).containsExactly("a", "b");
    assertThat(shared.puppet().records()).allMatch(r -> r.priority() == 0).hasSize(2);
    assertThat(shared.ca().records()).allMatch(r -> r.priority() == 0).hasSize(1);
  }

  @Test
  void nothingIsRenderedThatWouldSendCertificateRequestsToCompilers() {
    DomainRecords without =
        DomainRecords.of(
                topology(TWO_SITES.replaceAll("(?m)^ca:.*$|^    gateways:(\n      .*)*", "")))
            .get(0);
    assertThat(without.objection().orElse(""))
        .contains("no _x-puppet-ca._tcp.ams.example.com", "name 'ca: {server: …}', or gateways");
    assertThatThrownBy(without::fragment).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anAddressIsNoTarget() {
    DomainRecords address =
        DomainRecords.of(topology(TWO_SITES.replace("puppet1.ams.example.com", "10.0.0.1"))).get(0);
    assertThat(address.objection().orElse("")).contains("'10.0.0.1'", "RFC 2782");
  }

  private static List<String> lines(String topology, int domain) {
    return DomainRecords.of(topology(topology))
        .get(domain)
        .fragment()
        .lines()
        .filter(line -> !line.startsWith(";"))
        .toList();
  }

  private static Topology topology(String text) {
    return TopologyReader.read(Path.of("puppet-ha.yaml"), text).topology().orElseThrow();
  }
}

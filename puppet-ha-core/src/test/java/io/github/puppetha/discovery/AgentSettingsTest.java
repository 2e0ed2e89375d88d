package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.Problem;
import io.github.puppetha.conf.PuppetConf;
import io.github.puppetha.testkit.FakeDns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentSettingsTest {
  private static final String SRV = "_x-puppet._tcp.example.test";

  private static final String RULE =
      "it has letters, digits, '-' and '_', in parts of at most 63 with dots between, at most 253"
          + " together";

  private final FakeDns dns = FakeDns.start();
  private final SrvResolver resolver =
      SrvResolver.of(DnsServers.of(dns.address()), new TestClock());

  @AfterEach
  void stop() {
    dns.close();
  }

  private static AgentSettings settings(int version, String... lines) {
    PuppetConf conf = PuppetConf.parse(Path.of("puppet.conf"), String.join("\n", lines) + "\n");
    return AgentSettings.of(conf, version, Optional.of("example.test"));
  }

  /** Groups as {@code a b > c}. */
  private String servers(AgentSettings settings, Service service) {
    return ServerSource.puppetConf(settings, resolver).list(service).groups().stream()
        .map(
            group ->
                group.stream().map(s -> s.address().toString()).collect(Collectors.joining(" ")))
        .collect(Collectors.joining(" > "));
  }

  @Test
  void anEmptyFileMeansPuppet() {
    for (Service service : Service.values()) {
      assertThat(servers(settings(8), service)).isEqualTo("puppet:8140");
    }
  }

  @Test
  void theAgentsSectionWinsOverMainWhateverTheOrder() {
    AgentSettings settings =
        settings(
            8,
            "[agent]",
            "server = a",
            "[main]",
            "server = m",
            "ca_server = c",
            "[server]",
            "server = s");

    assertThat(servers(settings, Service.PUPPET)).isEqualTo("a:8140");
    assertThat(servers(settings, Service.CA)).isEqualTo("c:8140");
    assertThat(servers(settings, Service.REPORT)).isEqualTo("a:8140");
  }

  @ParameterizedTest
  @CsvSource({
    "serverport = 1, 1",
    "masterport = 2, 2",
    "'masterport = 2\nserverport = 1', 1",
    "'[agent]\nmasterport = 2\n[main]\nserverport = 1', 1",
    "'serverport = 0012', 10", // octal, as Ruby reads it
    "'serverport = 0x1fcc', 8140",
    "'serverport = 8_140', 8140",
  })
  void thePortHasAnOldName(String lines, int port) {
    assertThat(settings(8, lines).own().get(Service.PUPPET))
        .isEqualTo(new HostPort("puppet", port));
  }

  @Test
  void portsOfServicesDefaultToTheServers() {
    AgentSettings settings =
        settings(
            8,
            "serverport = 81",
            "ca_port = 82",
            "server = p",
            "report_server = $server.example.test");

    assertThat(servers(settings, Service.CA)).isEqualTo("p:82");
    assertThat(servers(settings, Service.REPORT)).isEqualTo("p.example.test:81");
    assertThat(servers(settings, Service.FILESERVER)).isEqualTo("p:81");
  }

  @Test
  void aServerListIsAnOrderAndEndsTheSearch() {
    AgentSettings settings =
        settings(8, "server = s", "serverport = 81", "server_list = b:8141 , a,c", "ca_server = c");

    assertThat(servers(settings, Service.PUPPET)).isEqualTo("b:8141 > a:81 > c:81");
    assertThat(servers(settings, Service.REPORT)).isEqualTo("b:8141 > a:81 > c:81");
    assertThat(servers(settings, Service.CA)).as("ca_server is set").isEqualTo("c:81");
    assertThat(ServerSource.puppetConf(settings, resolver).list(Service.PUPPET).closed()).isTrue();
    assertThat(ServerSource.puppetConf(settings, resolver).list(Service.CA).closed()).isFalse();
  }

  @Test
  void optionsOfTheCommandLineWinAndCountAsSet() {
    PuppetConf conf =
        PuppetConf.parse(
            Path.of("puppet.conf"),
            "[agent]\nserver = s\nserver_list = a,b\n[main]\nca_port = 82\n");
    AgentSettings settings =
        AgentSettings.of(conf, 9, Optional.empty(), Map.of("ca_server", "c", "serverport", "81"));

    assertThat(servers(settings, Service.CA)).isEqualTo("c:82");
    assertThat(servers(settings, Service.PUPPET)).isEqualTo("a:81 > b:81");
  }

  @Test
  void anEmptyServerListIsNone() {
    assertThat(servers(settings(8, "server = s", "server_list = ,"), Service.PUPPET))
        .isEqualTo("s:8140");
  }

  @Test
  void srvRecordsComeFirstEvenBeforeAnExplicitCaServer() {
    dns.srv(SRV, 1, 1, 8141, "one.example.test").srv(SRV, 0, 1, 8140, "zero.example.test");
    AgentSettings settings =
        settings(8, "use_srv_records = true", "server_list = l", "ca_server = c");

    assertThat(servers(settings, Service.PUPPET))
        .isEqualTo("zero.example.test:8140 > one.example.test:8141 > l:8140");
    assertThat(servers(settings, Service.CA))
        .isEqualTo("zero.example.test:8140 > one.example.test:8141 > c:8140");
  }

  @Test
  void theSrvDomainIsTheMachinesUnlessItIsSet() {
    dns.srv("_x-puppet._tcp.other.test", 0, 1, 8140, "puppet.other.test");

    assertThat(settings(8, "use_srv_records = true").srvDomain()).contains("example.test");
    AgentSettings other = settings(8, "use_srv_records = true", "srv_domain = other.test");
    assertThat(servers(other, Service.PUPPET)).isEqualTo("puppet.other.test:8140 > puppet:8140");
    assertThat(settings(8, "srv_domain = other.test").srvDomain()).isEmpty();
  }

  @Test
  void aNameThatDoesNotExistIsLookedForInTheSearchDomainsAsAgentsDo() {
    dns.srv(SRV + ".search.test", 0, 1, 8140, "found.example.test");
    SrvResolver searching =
        SrvResolver.of(
            DnsServers.of(dns.address()).searching(List.of("no.test", "search.test"), 1),
            new TestClock());
    AgentSettings settings = settings(8, "use_srv_records = true");

    assertThat(ServerSource.puppetConf(settings, searching).list(Service.PUPPET).groups())
        .first()
        .asString()
        .contains("found.example.test");
    assertThat(ServerSource.srv("example.test", searching).list(Service.PUPPET).groups()).isEmpty();
  }

  @Test
  void anOpenVox9AgentWithoutServerAsksNobody() {
    AgentSettings settings =
        settings(9, "use_srv_records = true", "server_list = l", "ca_server = c");

    assertThat(servers(settings, Service.PUPPET)).isEmpty();
    assertThat(servers(settings, Service.CA)).isEmpty();
    assertThat(settings.problems()).extracting(Problem::rule).containsExactly("conf/no_server");
    assertThat(servers(settings(9, "server = s", "server_list = l"), Service.PUPPET))
        .isEqualTo("l:8140");
  }

  @ParameterizedTest
  @CsvSource({
    "serverport = 8l40, puppet.conf:1:14: error: serverport is '8l40'; a port is a number from 0 to 65535 [conf/setting_value]",
    "ca_port = 65536, puppet.conf:1:11: error: ca_port is '65536'; a port is a number from 0 to 65535 [conf/setting_value]",
    "use_srv_records = yes, puppet.conf:1:19: error: use_srv_records is 'yes'; Puppet takes true and false only [conf/setting_value]",
  })
  void whatPuppetRefusesNamesNobody(String line, String problem) {
    AgentSettings settings = settings(8, line);

    assertThat(settings.problems()).extracting(Problem::toString).containsExactly(problem);
    assertThat(servers(settings, Service.PUPPET)).isEmpty();
  }

  @Test
  void whatCannotBeAServerIsNamedWithItsPlace() {
    AgentSettings list = settings(8, "server_list = a, b c, d");
    assertThat(servers(list, Service.PUPPET)).as("where an agent gives up").isEqualTo("a:8140");
    assertThat(list.problems())
        .extracting(Problem::message)
        .containsExactly(
            "server_list names 'b c', which is not host or host:port; an agent that comes to it"
                + " looks no further");

    AgentSettings ca = settings(8, "ca_server = https://ca.example.test");
    assertThat(servers(ca, Service.CA)).isEmpty();
    assertThat(ca.problems())
        .extracting(Problem::message)
        .containsExactly(
            "ca_server is 'https://ca.example.test': not a host name: 'https://ca.example.test'; "
                + RULE);

    AgentSettings domain = settings(8, "use_srv_records = true", "srv_domain = a..b");
    assertThat(domain.problems())
        .extracting(Problem::message)
        .containsExactly("not a domain for SRV records: 'a..b': not a host name: 'a..b'; " + RULE);
    assertThat(List.of(domain.srvDomain().isPresent())).containsExactly(false);
  }
}

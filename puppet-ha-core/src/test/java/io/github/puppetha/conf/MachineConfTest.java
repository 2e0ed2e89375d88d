package io.github.puppetha.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineConfTest {
  private static List<Problem> puppet(int version, String text) {
    return MachineConf.builder(version).file("puppet.conf", text).build().problems();
  }

  private static String rules(List<Problem> problems) {
    return problems.stream().map(p -> p.rule().substring(5)).collect(Collectors.joining(" "));
  }

  private static List<Problem> hocon(String name, String text) {
    return MachineConf.builder(8).file("conf.d/" + name, text).build().problems();
  }

  @Test
  void theNearestNameOfThisVersionIsProposed() {
    assertThat(puppet(8, "[agent]\nserver_lst = a\n"))
        .singleElement()
        .satisfies(
            p -> assertThat(p.message()).endsWith("it is ignored; did you mean 'server_list'?"));
    // Puppet 3 has no server_list, so it is not proposed.
    assertThat(puppet(3, "[agent]\nserver_lst = a\n").get(0).message()).endsWith("it is ignored");
  }

  @ParameterizedTest
  @CsvSource({
    "8, ca = false, 'Puppet 8 ignores ''ca'', a setting of Puppet 3 to 5; Puppet Server''s CA is switched in services.d/ca.cfg'",
    "7, ca_refresh_interval = 1d, 'Puppet 7 ignores ''ca_refresh_interval'', a setting of Puppet 8 and 9'",
    "9, pluginsync = true, 'Puppet 9 ignores ''pluginsync'', a setting of Puppet 3 to 8; plugins are always synced'",
    "3, serverport = 8140, 'Puppet 3 ignores ''serverport'', a setting of Puppet 6 to 9; write masterport'",
    "7, certdnsnames = a, 'Puppet 7 ignores ''certdnsnames'', a setting of Puppet 3; write dns_alt_names'",
  })
  void settingsOfOtherVersionsAreTold(int version, String line, String message) {
    assertThat(puppet(version, "[main]\nserver = a\n" + line + "\n"))
        .extracting(Problem::message)
        .containsExactly(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noop = TRUE",
        "runinterval = 30m",
        "environment_timeout = unlimited",
        "key_type = ec",
        "certificate_revocation = leaf",
        "ca_port = $masterport",
        "server_list = a.example.com, b.example.com:8141"
      })
  void valuesThatPuppetTakes(String line) {
    assertThat(puppet(8, "[main]\nserver = a\n" + line + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noop = yes",
        "noop =",
        "runinterval = 5 minutes",
        "runinterval = -5",
        "key_type = dsa",
        "certificate_revocation = maybe",
        "serverport = 70000",
        "keylength = abc",
        "certname = Web1.example.com",
        "server_list = a.example.com,[::1]:8140",
        "server_list = a,,b"
      })
  void valuesThatPuppetRefusesOrCannotUse(String line) {
    assertThat(rules(puppet(8, "[main]\nserver = a\n" + line + "\n"))).isEqualTo("setting_value");
  }

  @Test
  void openVox9NeedsServerWhateverElseIsThere() {
    assertThat(rules(puppet(9, ""))).isEqualTo("no_server");
    String srv = "[main]\nuse_srv_records = true\nsrv_domain = x.y\n";
    assertThat(rules(puppet(9, srv))).isEqualTo("no_server");
    assertThat(rules(puppet(9, srv + "[server]\nversioned_environment_dirs=true\nserver = a\n")))
        .as("the server's section is not read by agents")
        .isEqualTo("no_server");
    assertThat(puppet(9, srv + "[agent]\nserver = a\n")).isEmpty();
    assertThat(puppet(8, srv)).isEmpty();
  }

  @Test
  void revocationThatIsNotCheckedIsGraverOnServers() {
    String off = "[main]\ncertificate_revocation = false\n";
    assertThat(puppet(8, off)).extracting(p -> p.severity().label()).containsExactly("warning");
    assertThat(puppet(8, off + "[server]\nversioned_environment_dirs = true\n"))
        .extracting(p -> p.severity().label())
        .containsExactly("error");
  }

  @ParameterizedTest
  @CsvSource({
    "ca_server = a.test, certname = b.test, true",
    "ca_server = a.test, certname = a.test, false",
    "ca_server = puppet.test, dns_alt_names = 'DNS:puppet.test', false",
    "ca_server = a.test, noop = false, false",
    "ca = false, noop = false, true",
  })
  void aCaThatIsOnWhereItMustNotBe(String first, String second, boolean found) {
    String alone = second.startsWith("dns") ? "certname = b.test\n" : "";
    List<Problem> problems =
        MachineConf.builder(8)
            .file("puppet/puppet.conf", "[main]\n" + first + "\n" + second + "\n" + alone)
            .file(
                "puppetserver/services.d/ca.cfg",
                ServicesCfg.WATCHER + "\n" + ServicesCfg.CA + "\n")
            .build()
            .problems();
    assertThat(rules(problems).contains("ca_on")).isEqualTo(found);
    if (found) {
      Problem problem =
          problems.stream().filter(p -> p.rule().equals("conf/ca_on")).findFirst().orElseThrow();
      assertThat(problem.toString())
          .startsWith("puppetserver/services.d/ca.cfg:2:1: error: ")
          .contains(ServicesCfg.NO_CA);
      assertThat(problem.causes()).containsExactly("puppet/puppet.conf");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'webserver { ssl-host: 0.0.0.0, ssl-port: 8140, client-auth: want }', '', true",
    "'webserver { host: 10.0.0.1, port: 8139 }', '', true",
    "'webserver { a { host: 10.0.0.1, port: 8139 }, b { host: localhost, port: 1 } }', '', true",
    "'webserver { host: 127.0.0.1, port: 8139 }', '', false",
    "'webserver { port: 8139 }', '', false",
    "'webserver { ssl-host: h, ssl-port: 8140, client-auth: need, ssl-cert: c, ssl-key: k, ssl-ca-cert: /etc/proxies-ca.crt, ssl-crl-path: l }', '', false",
    "'webserver { ssl-host: h, ssl-port: 8140, client-auth: want }', 'tcp dport 8140 ip saddr != 10.0.0.9 drop', false",
    "'webserver { ssl-host: h, ssl-port: 8140, client-auth: want }', 'ip saddr 10.0.0.9 tcp dport { 22, 8140 } accept', false",
    "'webserver { ssl-host: h, ssl-port: 8140, client-auth: want }', '# tcp dport 8140 ip saddr 10.0.0.9', true",
    "'webserver { ssl-host: h, ssl-port: 8140, client-auth: want }', 'tcp dport 8141 ip saddr 10.0.0.9 accept', true",
  })
  void whoMayConnectMustBeSaidWhereHeadersAreBelieved(
      String webserver, String firewall, boolean found) {
    List<Problem> problems =
        MachineConf.builder(8)
            .file("conf.d/webserver.conf", webserver)
            .file(
                "conf.d/auth.conf",
                "authorization {\n version: 1, rules: []\n allow-header-cert-info: true }")
            .file("clients.nft", firewall)
            .build()
            .problems();
    assertThat(rules(problems)).isEqualTo(found ? "header_identity" : "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization: [ ]",
        "authorization: { rules: [] }",
        "authorization: { version: 2, rules: [] }",
        "authorization: { version: 1 }",
        "authorization: { version: 1, rules: [ a ] }",
        "authorization: { version: 1, allow-header-cert-info: maybe, rules: [] }",
        "authorization: { version: 1, rules: [ { sort-order: 1, name: a, allow: \"*\" } ] }",
        "authorization: { version: 1, rules: [ { match-request { path: /, type: glob }, sort-order: 1, name: a, allow: \"*\" } ] }",
        "authorization: { version: 1, rules: [ { match-request { path: /, type: path, method: patch }, sort-order: 1, name: a, allow: \"*\" } ] }",
        "authorization: { version: 1, rules: [ { match-request { path: \"^/(a\", type: regex }, sort-order: 1, name: a, allow: \"*\" } ] }",
        "authorization: { version: 1, rules: [ { match-request { path: \"^/a\", type: regex }, sort-order: 1, name: a, allow: \"$1\" } ] }",
        "authorization: { version: 1, rules: [ { match-request { path: /, type: path }, sort-order: 1000, name: a, allow: \"*\" } ] }",
        "authorization: { version: 1, rules: [ { match-request { path: /, type: path }, sort-order: 1, name: a, allow: \"*\", allow-unauthenticated: true } ] }",
        "authorization: { version: 1, rules: [ { match-request { path: /, type: path }, sort-order: 1, name: a, allow: { certname: a, extensions: {} } } ] }",
        "authorization: { version: 1, rules: [ { match-request { path: /, type: path }, sort-order: 1, allow: \"*\" } ] }"
      })
  void whatKeepsPuppetServerFromStarting(String text) {
    assertThat(rules(hocon("auth.conf", text))).isEqualTo("auth_rule");
  }

  @Test
  void twoRulesOfOneNameAreTold() {
    String rule =
        "{ match-request { path: /a, type: path }\n sort-order: 1\n name: a, deny: \"*\" }\n";
    assertThat(hocon("auth.conf", "authorization { version: 1, rules: [\n" + rule + rule + "] }"))
        .extracting(Problem::toString)
        .containsExactly(
            "conf.d/auth.conf:7:2: error: a rule in line 4 has this name already; Puppet Server does"
                + " not start with this [conf/auth_rule]");
  }

  @Test
  void hostileTextsAreReadAndFetchNothing(@TempDir Path directory) {
    String deep = "authorization: " + "[".repeat(200_000);
    assertThat(rules(hocon("auth.conf", deep))).isEqualTo("hocon");
    String include =
        "include file(\"%s/x\")\ninclude url(\"http://127.0.0.1:1/x\")\nwebserver: { host: ${HOME} }"
            .formatted(directory);
    assertThat(hocon("webserver.conf", include)).isEmpty();
    assertThat(rules(hocon("auth.conf", "authorization: { version: ${x}\u0000 ]")))
        .isEqualTo("hocon");
    assertThat(puppet(8, "\u0000\ufeff[main]\n=\n[]\n")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/puppetlabs/puppet/puppet.conf, /etc/puppetlabs",
    "/etc/puppetlabs/puppetserver/conf.d/auth.conf, /etc/puppetlabs",
    "/etc/puppet/puppetserver/services.d/ca.cfg, /etc",
    "/etc/puppet/puppet.conf, /etc",
    "render/servers/a/clients.nft, render/servers/a",
    "puppet.conf, ''",
  })
  void filesOfOneMachineAreKnownByTheirPaths(String path, String machine) {
    assertThat(MachineConf.machineOf(path)).contains(machine);
    assertThat(MachineConf.machineOf("etc/my" + "auth.conf")).isEmpty();
  }

  @Test
  void ofAnotherVersionItSaysWhichThereAre() {
    assertThatThrownBy(() -> MachineConf.builder(10))
        .hasMessage("not a Puppet version (3 to 9): 10");
  }
}

package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.conf.ConfRenderer;
import io.github.puppetha.conf.MachineRule;
import io.github.puppetha.conf.RenderedFile;
import io.github.puppetha.conf.ServicesCfg;
import io.github.puppetha.topology.Topology;
import io.github.puppetha.topology.TopologyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule about machines' configuration has an example here, found at its place, alone. */
class MachineRuleExamplesTest {
  private static final String AGENT = "[agent]\nserver = puppet.example.com\n";
  private static final String SERVER = "[server]\nversioned_environment_dirs = true\n";
  private static final String SRV = AGENT + "use_srv_records = true\n";
  private static final String CA = ServicesCfg.WATCHER + "\n" + ServicesCfg.CA + "\n";
  private static final String NO_CA = ServicesCfg.WATCHER + "\n" + ServicesCfg.NO_CA + "\n";
  private static final String TLS =
      "webserver: {\n  client-auth: want\n  ssl-host: 0.0.0.0\n  ssl-port: 8140\n";
  private static final String RULE =
      "authorization: {\n  version: 1\n  allow-header-cert-info: %s\n  rules: [\n    {\n"
          + "      match-request: { path: \"/\", type: path }\n      %s\n"
          + "      sort-order: 999\n      name: all\n    }\n  ]\n}\n";

  @TempDir Path directory;

  record Example(
      MachineRule rule,
      int version,
      String file,
      String text,
      String at,
      Map<String, String> with) {}

  private static Example puppet(MachineRule rule, String text, String at) {
    return new Example(rule, 8, "etc/puppet/puppet.conf", text, at, Map.of());
  }

  private static Example server(MachineRule rule, String file, String text, String at) {
    return new Example(
        rule,
        8,
        "etc/puppetserver/" + file,
        text,
        at,
        Map.of("etc/puppet/puppet.conf", AGENT + SERVER));
  }

  static List<Example> examples() {
    return List.of(
        puppet(MachineRule.SYNTAX, AGENT + "ca_server puppet\n", "3:1"),
        puppet(MachineRule.FILE_OPTIONS, AGENT + "report_server = {a}\n", "3:17"),
        puppet(MachineRule.DUPLICATE_SETTING, AGENT + "server = x\n", "3:1"),
        puppet(MachineRule.UNKNOWN_SECTION, AGENT + "[production]\nnoop = true\n", "3:1"),
        puppet(MachineRule.UNKNOWN_SETTING, AGENT + "  srv_domian = x\n", "3:3"),
        puppet(MachineRule.OTHER_VERSION, AGENT + "configtimeout = 120\n", "3:1"),
        puppet(MachineRule.SETTING_VALUE, AGENT + "noop = yes\n", "3:8"),
        puppet(MachineRule.SRV_DOMAIN, SRV, "3:1"),
        puppet(
            MachineRule.SERVER_LIST_BESIDE_SRV, SRV + "srv_domain = x.y\nserver_list = a\n", "5:1"),
        new Example(
            MachineRule.NO_SERVER,
            9,
            "puppet.conf",
            "[main]\nserver_list = a.example.com\n",
            "2:1",
            Map.of()),
        puppet(MachineRule.VERSIONED_DIRS, AGENT + "[server]\nreports = store\n", "3:1"),
        puppet(MachineRule.REPORT_URL, SERVER + "reports = store, http\n", "3:11"),
        server(
            MachineRule.CRL_CHECK, "conf.d/webserver.conf", TLS + "  ssl-cert: a.pem\n}\n", "5:3"),
        server(
            MachineRule.WEBSERVER_KEY, "conf.d/webserver.conf", TLS + "  ssl-prot: 1\n}\n", "5:3"),
        server(
            MachineRule.CLIENT_AUTH,
            "conf.d/webserver.conf",
            "webserver { ssl-host: x, ssl-port: 1 }\n",
            "1:26"),
        server(
            MachineRule.HOCON, "conf.d/auth.conf", "authorization: {\n  version: 1\n  ]\n", "3:3"),
        server(
            MachineRule.AUTH_RULE,
            "conf.d/auth.conf",
            RULE.formatted("false", "alow: \"*\""),
            "5:5"),
        server(MachineRule.CA_SERVICE, "services.d/ca.cfg", CA + ServicesCfg.NO_CA, "3:1"),
        server(MachineRule.CRL_RELOAD, "services.d/ca.cfg", "# x\n  " + ServicesCfg.NO_CA, "2:3"),
        new Example(
            MachineRule.CA_ON,
            8,
            "ca.cfg",
            CA,
            "2:1",
            Map.of(
                "puppet.conf",
                SERVER + "[main]\ncertname = b.example.com\nca_server = a.example.com\n")),
        new Example(
            MachineRule.HEADER_IDENTITY,
            8,
            "conf.d/webserver.conf",
            TLS + "}\n",
            "3:3",
            Map.of("conf.d/auth.conf", RULE.formatted("true", "deny: \"*\""))));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void eachIsFoundAtItsPlaceAndAlone(Example example) throws IOException {
    ValidateDirectory repo = new ValidateDirectory(directory).with(example.file(), example.text());
    for (Map.Entry<String, String> other : example.with().entrySet()) {
      repo.with(other.getKey(), other.getValue());
    }
    List<String> found =
        Validator.builder(directory)
            .puppetVersion(example.version())
            .build()
            .validate()
            .problems()
            .stream()
            .map(ValidateDirectory::place)
            .toList();
    assertThat(found)
        .containsExactly(example.file() + ":" + example.at() + " " + example.rule().id());
  }

  @Test
  void everyRuleHasAnExample() {
    Set<MachineRule> shown = examples().stream().map(Example::rule).collect(Collectors.toSet());
    assertThat(shown).containsExactlyInAnyOrder(MachineRule.values());
    assertThat(Arrays.stream(MachineRule.values()).map(rule -> Rules.find(rule.id())))
        .allMatch(entry -> entry.isPresent());
  }

  @Test
  void ofOtherProgramsTemplatesAndExamplesNothingIsSaid() throws IOException {
    ValidateDirectory repo =
        new ValidateDirectory(directory)
            .with("modules/mail/files/auth.conf", "auth default\n  <x>\n")
            .with("modules/web/files/webserver.conf", "listen 80 {\n")
            .with("modules/puppet/templates/puppet.conf", "[<%= @x %>]\n")
            .with("modules/puppet/examples/puppet.conf", "nonsense\n")
            .with("files/puppet.conf", AGENT);
    assertThat(repo.places()).isEmpty();
  }

  @Test
  void aServersFilesAreSeenTogetherInTheirUsualPlaces() throws IOException {
    String header = RULE.formatted("true", "deny: \"*\"");
    ValidateDirectory repo =
        new ValidateDirectory(directory)
            .with("host/puppet/puppet.conf", AGENT + SERVER)
            .with("host/puppetserver/services.d/ca.cfg", NO_CA)
            .with("host/puppetserver/conf.d/auth.conf", header)
            .with("host/puppetserver/conf.d/webserver.conf", TLS + "}\n");
    assertThat(repo.places())
        .containsExactly("host/puppetserver/conf.d/webserver.conf:3:3 conf/header_identity");
    repo.with("host/proxies.nft", "tcp dport 8140 ip saddr != 192.0.2.7 drop\n");
    assertThat(repo.places()).isEmpty();
  }

  @Test
  void whatIsRenderedIsValid() throws IOException {
    String yaml =
        """
        domain: example.com
        ca: { server: ca.example.com }
        sites:
          ams: { servers: [ { host: puppet1.example.com }, { host: puppet2.example.com } ] }
          fra:
            servers: [ { host: puppet3.example.com } ]
            gateways: [ { host: gw.example.com } ]
        puppetdb: { urls: ["https://db.example.com:8081"] }
        """;
    Topology topology = TopologyReader.read(Path.of("x.yaml"), yaml).topology().orElseThrow();
    for (int version : new int[] {7, 8, 9}) {
      for (RenderedFile file : ConfRenderer.of(topology, version).files()) {
        new ValidateDirectory(directory).with(file.path(), file.text());
      }
      ValidationReport report =
          Validator.builder(directory).puppetVersion(version).build().validate();
      assertThat(report.problems()).as("Puppet %d", version).isEmpty();
      assertThat(report.files()).isGreaterThan(20);
    }
  }
}

package io.github.puppetha.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.topology.Topology;
import io.github.puppetha.topology.TopologyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfRendererTest {
  private static final String WITHOUT_GATEWAYS =
      """
      domain: example.com
      identity: { ssldir: ssl, certname: deploy1.example.com }
      ca: { server: puppet-ca.example.com:8141 }
      sites:
        ams:
          domain: ams.example.com
          servers:
            - { host: puppet1.ams.example.com, code: "ssh://d@puppet1.ams.example.com/etc/puppet/code/environments/" }
            - { host: puppet2.ams.example.com, weight: 30 }
        fra:
          servers:
            - { host: "puppet1.fra.example.com:8150" }
      reports: { sinks: [server, "https://dash.example.com/reports/upload"] }
      puppetdb: { urls: ["https://db.example.com:8081"] }
      """;

  private static final String WITH_GATEWAYS =
      """
      ca: { server: puppet1.ams.example.com }
      sites:
        ams:
          domain: ams.example.com
          servers: [ { host: puppet1.ams.example.com } ]
          gateways: [ { host: gw1.ams.example.com, name: puppet.ams.example.com } ]
        fra:
          domain: fra.example.com
          gateways: [ { host: gw1.fra.example.com, name: puppet.fra.example.com, listen: "0.0.0.0:8143" } ]
      """;

  private static final String CA_APART =
      WITH_GATEWAYS.replaceFirst("puppet1.ams.example.com", "puppet-ca.example.com");

  private static final String CA_BEHIND_THE_OTHER_SITES_GATEWAY =
      WITH_GATEWAYS.replaceFirst(
          "(?s)gateways: \\[ \\{ host: gw1.fra.*",
          "servers: [ { host: puppet1.fra.example.com } ]\n");

  private static final String SMALLEST = "sites: { ams: { servers: [ { host: puppet } ] } }\n";

  @TempDir Path directory;

  private static Topology topology(String yaml) {
    return TopologyReader.read(Path.of("puppet-ha.yaml"), yaml).topology().orElseThrow();
  }

  private static Map<String, String> rendered(String yaml, int version) {
    Map<String, String> files = new TreeMap<>();
    for (RenderedFile file : ConfRenderer.of(topology(yaml), version).files()) {
      assertThat(files.put(file.path(), file.text())).as(file.path()).isNull();
      assertThat(file.text()).as(file.path()).endsWith("\n").doesNotContain("Optional");
    }
    return files;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 8, 9})
  void whatIsRenderedHasNoProblems(int version) throws IOException {
    for (String yaml :
        List.of(
            WITHOUT_GATEWAYS,
            WITH_GATEWAYS,
            CA_APART,
            CA_BEHIND_THE_OTHER_SITES_GATEWAY,
            SMALLEST)) {
      Path root = Files.createTempDirectory(directory, "render");
      for (Map.Entry<String, String> file : rendered(yaml, version).entrySet()) {
        Path path = root.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      Map<String, MachineConf> machines = MachineConf.readAll(root, version);
      assertThat(machines).isNotEmpty();
      assertThat(machines.values()).allSatisfy(m -> assertThat(m.problems()).isEmpty());
    }
  }

  @Test
  void agentsOfASiteWithoutGatewaysNameTheCa() {
    Map<String, String> files = rendered(WITHOUT_GATEWAYS, 8);
    assertThat(files.get("agents/ams/server/puppet.conf"))
        .contains("\nserver = puppet1.ams.example.com\n")
        .contains("\nca_server = puppet-ca.example.com\nca_port = 8141\n")
        .doesNotContain("srv_domain");
    assertThat(files.get("agents/ams/server_list/puppet.conf"))
        .contains("\nserver_list = puppet1.ams.example.com:8140,puppet2.ams.example.com:8140\n");
    assertThat(files.get("agents/ams/srv/puppet.conf"))
        .contains("\nuse_srv_records = true\nsrv_domain = ams.example.com\n");
    assertThat(files.get("agents/fra/srv/puppet.conf"))
        .contains("\nsrv_domain = example.com\n", "\nserverport = 8150\n");
  }

  @Test
  void agentsBehindAGatewayKnowNothingElse() {
    Map<String, String> files = rendered(WITH_GATEWAYS, 9);
    for (String way : new String[] {"server", "server_list", "srv"}) {
      assertThat(files.get("agents/fra/" + way + "/puppet.conf"))
          .contains("\nserver = puppet.fra.example.com\n", "\nserverport = 8143\n")
          .doesNotContain("ca_server", "puppet1");
    }
  }

  @ParameterizedTest
  @CsvSource({"7,server", "8,server", "9,server", "3,master"})
  void serversReportAndKeepFacts(int version, String section) {
    Map<String, String> files = rendered(WITHOUT_GATEWAYS, version);
    assertThat(files.get("servers/puppet1.ams.example.com/puppet/puppet.conf"))
        .contains("\ndns_alt_names = puppet,puppet.ams.example.com\n")
        .contains("\nca_server = puppet-ca.example.com\nca_port = 8141\n")
        .contains("\n[" + section + "]\n")
        .contains("\nstoreconfigs = true\nstoreconfigs_backend = puppetdb\n")
        .contains("\nreports = store,puppetdb,http\n")
        .contains("\nreporturl = https://dash.example.com/reports/upload\n");
    assertThat(files.get("servers/puppet1.ams.example.com/puppet/routes.yaml"))
        .startsWith("---\n" + section + ":\n  facts:\n    terminus: puppetdb\n");
    assertThat(files.get("servers/puppet1.ams.example.com/puppet/puppetdb.conf"))
        .contains(
            version == 3
                ? "server = db.example.com\nport = 8081\n"
                : "server_urls = https://db.example.com:8081\n")
        .contains("\nsoft_write_failure = true\n");
  }

  @ParameterizedTest
  @CsvSource({
    "7, 'server_urls = https://db1.example.com,https://db2.example.com:8081'",
    "3, 'server = db1.example.com\nport = 443'"
  })
  void aUrlWithoutAPortMeansTheSameToAllVersions(int version, String expected) {
    String yaml =
        WITHOUT_GATEWAYS.replace(
            "\"https://db.example.com:8081\"",
            "\"https://db1.example.com\", \"https://db2.example.com:8081/\"");
    assertThat(rendered(yaml, version).get("servers/puppet1.ams.example.com/puppet/puppetdb.conf"))
        .contains("[main]\n" + expected + "\n");
  }

  @Test
  void onlyTheCaHasItsServiceOn() {
    Map<String, String> files = rendered(WITHOUT_GATEWAYS, 8);
    for (String host : new String[] {"puppet1.ams", "puppet2.ams", "puppet1.fra", "puppet-ca"}) {
      String directory = "servers/" + host + ".example.com/puppetserver/";
      ServicesCfg cfg = ServicesCfg.parse("ca.cfg", files.get(directory + "services.d/ca.cfg"));
      boolean ca = host.equals("puppet-ca");
      assertThat(cfg.find(ServicesCfg.CA).isPresent()).as(host).isEqualTo(ca);
      assertThat(cfg.find(ServicesCfg.NO_CA).isPresent()).as(host).isEqualTo(!ca);
      assertThat(files.containsKey(directory + "conf.d/ca.conf")).as(host).isEqualTo(ca);
    }
    assertThat(files.get("servers/puppet-ca.example.com/puppetserver/conf.d/webserver.conf"))
        .contains("ssl-port: 8141");
  }

  @Test
  void ofPuppet3TheOldWaysAreThere() {
    String yaml = WITHOUT_GATEWAYS.replaceFirst("(?m)^puppetdb.*", "");
    Map<String, String> files = rendered(yaml, 3);
    assertThat(files.get("servers/puppet2.ams.example.com/puppet/puppet.conf"))
        .contains("\nca = false\n", "\nfacts_terminus = inventory_service\n")
        .contains("\ninventory_server = puppet-ca.example.com\n");
    assertThat(files.get("servers/puppet-ca.example.com/puppet/puppet.conf"))
        .contains("\nca = true\n")
        .doesNotContain("inventory");
    assertThat(files.get("agents/ams/srv/puppet.conf"))
        .contains("\npluginsource = puppet:///plugins\n");
    assertThat(files).doesNotContainKey("agents/ams/server_list/puppet.conf");
    assertThat(rendered(WITH_GATEWAYS, 3).get("servers/puppet1.ams.example.com/puppet/puppet.conf"))
        .contains("\nssl_client_header = HTTP_X_CLIENT_DN\n");
  }

  @Test
  void identitiesComeFromHeadersOnlyWhereSomethingStandsBefore() {
    Map<String, String> direct = rendered(WITHOUT_GATEWAYS, 8);
    String host = "servers/puppet1.ams.example.com/";
    assertThat(direct.get(host + "puppetserver/conf.d/auth.conf"))
        .contains("allow-header-cert-info: false", "allow: \"deploy1.example.com\"");
    assertThat(direct).doesNotContainKey(host + "clients.nft");
    assertThat(direct.get(host + "behind-proxy/puppetserver/conf.d/auth.conf"))
        .contains("allow-header-cert-info: true");
    assertThat(direct.get(host + "behind-proxy/clients.nft"))
        .contains("tcp dport 8140 ip saddr !=");
    Map<String, String> behind = rendered(WITH_GATEWAYS, 8);
    assertThat(behind.get(host + "puppetserver/conf.d/auth.conf"))
        .contains("allow-header-cert-info: true");
    assertThat(behind.get(host + "clients.nft"))
        .contains("ip saddr != { gw1.ams.example.com, gw1.fra.example.com } drop");
  }

  @Test
  void theAgentOfAServerBehindGatewaysGoesThroughThemToo() {
    assertThat(rendered(WITH_GATEWAYS, 8).get("servers/puppet1.ams.example.com/puppet/puppet.conf"))
        .contains("\nserver = puppet.ams.example.com\n")
        .doesNotContain("ca_server", "serverport");
    String name = "name: puppet.ams.example.com";
    String other = WITH_GATEWAYS.replace(name, name + ", listen: \"0.0.0.0:8141\"");
    assertThat(rendered(other, 8).get("servers/puppet1.ams.example.com/puppet/puppet.conf"))
        .contains("\nserver = puppet.ams.example.com\nserverport = 8141\n");
  }

  @Test
  void aCaThatIsNoSitesServerKnowsGatewaysAndServersByTheirCertificates() {
    Map<String, String> files = rendered(CA_APART, 8);
    String ca = "servers/puppet-ca.example.com/";
    assertThat(files.get(ca + "puppetserver/conf.d/auth.conf"))
        .contains("allow-header-cert-info: false");
    assertThat(files).doesNotContainKey(ca + "clients.nft");
    assertThat(files.get("servers/puppet1.ams.example.com/puppet/puppet.conf"))
        .contains("\nserver = puppet.ams.example.com\nca_server = puppet-ca.example.com\n");
    assertThat(files.get(ca + "puppet/puppet.conf"))
        .contains("\nserver = puppet-ca.example.com\nca_server = puppet-ca.example.com\n");
  }

  @Test
  void aCaBehindOneSitesGatewayIsReachedThroughItFromASiteWithout() {
    Map<String, String> files = rendered(CA_BEHIND_THE_OTHER_SITES_GATEWAY, 8);
    assertThat(files.get("servers/puppet1.ams.example.com/puppetserver/conf.d/auth.conf"))
        .as("its site's gateway asks it as it asks any server")
        .contains("allow-header-cert-info: true");
    assertThat(files.get("agents/fra/server/puppet.conf"))
        .contains("\nserver = puppet1.fra.example.com\nca_server = puppet.ams.example.com\n");
    assertThat(files.get("servers/puppet1.fra.example.com/puppet/puppet.conf"))
        .contains("\nserver = puppet1.fra.example.com\nca_server = puppet.ams.example.com\n");
  }

  @Test
  void ofAnotherVersionItSaysWhichThereAre() {
    assertThatThrownBy(() -> ConfRenderer.of(topology(SMALLEST), 6))
        .hasMessageContaining("7, 8, 9 (OpenVox) and 3, not for 6");
  }
}

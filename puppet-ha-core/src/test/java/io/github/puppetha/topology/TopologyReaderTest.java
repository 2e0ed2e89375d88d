package io.github.puppetha.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyReaderTest {
  private static final Path FILE = Path.of("/etc/ha/puppet-ha.yaml");

  @TempDir Path directory;

  @Test
  void readsEveryKeyOfTheFullExample() throws IOException {
    String text = new String(getClass().getResourceAsStream("full.yaml").readAllBytes());
    TopologyResult result = TopologyReader.read(FILE, text);
    assertThat(result.problems()).isEmpty();
    Topology topology = result.topology().orElseThrow();
    assertThat(topology.domain()).contains("example.com");
    assertThat(topology.identity())
        .contains(new IdentityRef(Path.of("/etc/puppetlabs/puppet/ssl"), "deploy1.example.com"));
    assertThat(topology.code().cache()).isEqualTo(Path.of("/etc/ha/.puppet-ha/cache"));
    CodeSource control = topology.code().sources().get(0);
    assertThat(control.remote()).isEqualTo("git@git.example.com:puppet/control.git");
    assertThat(control.remoteFor("fra")).isEqualTo("git@git.fra.example.com:puppet/control.git");
    assertThat(control.remoteFor("ams")).isEqualTo(control.remote());
    assertThat(topology.code().sources().get(1).prefix()).contains("legacy");
    assertThat(topology.ca().orElseThrow().standby())
        .contains(new CaNode.Standby("fra", new HostPort("puppet1.fra.example.com", 8140)));
    assertThat(topology.reports())
        .isEqualTo(
            new ReportSettings(
                true, List.of(URI.create("https://puppetdash.example.com/reports/upload"))));
    assertThat(topology.puppetdb())
        .containsExactly(URI.create("https://puppetdb.example.com:8081"));
  }

  @Test
  void readsTheSitesOfTheFullExample() throws IOException {
    String text = new String(getClass().getResourceAsStream("full.yaml").readAllBytes());
    Topology topology = TopologyReader.read(FILE, text).topology().orElseThrow();
    Site ams = topology.site("ams").orElseThrow();
    assertThat(ams.domain()).contains("ams.example.com");
    assertThat(topology.site("fra").orElseThrow().domain()).contains("example.com");
    assertThat(ams.servers().get(1).code().orElseThrow().getScheme()).isEqualTo("rsync");
    assertThat(ams.gateways())
        .containsExactly(
            new GatewayNode(
                new HostPort("gw1.ams.example.com", 8140),
                "puppet.ams.example.com",
                new HostPort("0.0.0.0", 8140),
                "gw1.ams.example.com"));
    assertThat(ams.dns().update())
        .contains(
            new DnsSettings.Update(
                new HostPort("ns.ams.example.com", 53),
                Optional.of(Path.of("/etc/ha/ddns-ams.key"))));
    assertThat(topology.siteOf(new HostPort("puppet1.fra.example.com", 8140)).orElseThrow().name())
        .isEqualTo("fra");
    assertThat(topology.servers()).hasSize(3);
  }

  @Test
  void aMinimalFileHasDefaultsForTheRest() {
    Topology topology = topology("sites: { here: { servers: [ { host: puppet } ] } }\n");
    assertThat(topology.servers())
        .containsExactly(new Server(new HostPort("puppet", 8140), 10, Optional.empty()));
    assertThat(topology.deploy()).isEqualTo(DeployPolicy.DEFAULT);
    assertThat(topology.code().forge()).isEqualTo(URI.create("https://forgeapi.puppet.com"));
    assertThat(topology.reports().server()).isTrue();
    assertThat(topology.ca()).isEmpty();
  }

  @Test
  void decisionsMayBeRecordedElsewhereAndKeptForLonger() {
    String sites = "sites: { here: { servers: [ { host: puppet } ] } }\n";
    DeployPolicy deploy =
        topology(
                "deploy: { keep: 7d, keepDeployments: 9, state: { remote: ./state.git } }\n"
                    + sites)
            .deploy();
    assertThat(deploy.keep()).isEqualTo(Duration.ofDays(7));
    assertThat(deploy.keepDeployments()).isEqualTo(9);
    assertThat(deploy.state()).contains(new DeployState.Remote("/etc/ha/state.git"));
    assertThat(topology("deploy: { state: { directory: state } }\n" + sites).deploy().state())
        .contains(new DeployState.Directory(Path.of("/etc/ha/state")));
    for (String state : List.of("{}", "{ remote: a, directory: b }")) {
      String text = "deploy: { keep: 1w, state: " + state + " }\n" + sites;
      assertThat(TopologyReader.read(FILE, text).problems())
          .extracting(Problem::rule)
          .containsExactlyInAnyOrder("topology/bad_value", "topology/deploy_state");
    }
  }

  @Test
  void relativePathsAreBesideTheFile() {
    Topology topology =
        topology(
            """
            identity: { ssldir: ../ssl, certname: me }
            code: { cache: c, sources: { control: { remote: ./control.git, prefix: true } } }
            sites: { here: { servers: [ { host: puppet, code: envs/here } ] } }
            """);
    assertThat(topology.identity().orElseThrow().ssldir()).isEqualTo(Path.of("/etc/ssl"));
    assertThat(topology.code().cache()).isEqualTo(Path.of("/etc/ha/c"));
    assertThat(topology.code().sources())
        .containsExactly(
            new CodeSource("control", "/etc/ha/control.git", Optional.of("control"), Map.of()));
    assertThat(topology.servers().get(0).code()).contains(URI.create("file:///etc/ha/envs/here"));
  }

  @Test
  void aGatewayIsReachedAtThePortItListensOn() {
    GatewayNode gateway =
        topology("sites: { a: { gateways: [ { host: gw, listen: '127.0.0.1:9140' } ] } }")
            .gateways()
            .get(0);
    assertThat(gateway.address()).isEqualTo(new HostPort("gw", 9140));
    assertThat(gateway.name()).isEqualTo("gw");
  }

  @Test
  void everyMistakeIsFoundAtOnce() {
    assertProblems(
        """
        domian: example.com
        domain: 12
        code: { sources: { control: { prefix: a-b }, x: { remote: "ftp://h/x", mirrors: { fro: /m } } } }
        deploy: { policy: al, minPerSite: -1 }
        ca: { server: "ca:0", standby: { site: frq, host: [a] } }
        sites:
          ams:
            servers:
              - { host: p1, weight: 65536, code: "http://x/y" }
              - { hots: p2 }
              - { host: P1., code: "ssh://h/%zz" }
          fra: { servers: {} }
          no: {}
        reports: { sinks: [servr] }
        """,
        "1:1 unknown_key",
        "2:9 wrong_type",
        "3:29 missing_key",
        "3:39 bad_value",
        "3:59 bad_value",
        "3:83 unknown_site",
        "4:19 bad_value",
        "4:35 bad_value",
        "5:15 bad_value",
        "5:40 unknown_site",
        "5:51 wrong_type",
        "9:29 bad_value",
        "9:42 bad_value",
        "10:9 missing_key",
        "10:11 unknown_key",
        "11:17 duplicate_address",
        "11:28 bad_value",
        "12:19 wrong_type",
        "13:3 bad_name",
        "13:3 empty_site",
        "14:20 bad_value");
  }

  /** Puppet Server compiles nothing at all with http or a path in its puppetdb.conf. */
  @Test
  void puppetDbIsAskedByHttpsAndWithoutAPath() {
    assertProblems(
        """
        sites: { ams: { servers: [ { host: p1 } ] } }
        puppetdb:
          urls:
            - https://db.example.com:8081
            - https://db.example.com:8081/
            - http://db.example.com:8080
            - https://db.example.com:8081/pdb
            - https://db.example.com:8081?a
            - https://me@db.example.com
        """,
        "6:7 bad_value",
        "7:7 bad_value",
        "8:7 bad_value",
        "9:7 bad_value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:srv/environments",
        "file://srv/environments",
        "file:///",
        "ssh://deploy@h",
        "ssh://deploy:secret@h/etc/environments",
        "rsync://h/",
        "deploy@p1:/etc/environments"
      })
  void whereNoCodeCanBeBroughtToIsAMistakeInTheFile(String code) {
    assertProblems(
        "sites:\n  ams: { servers: [ { host: p1, code: \"" + code + "\" } ] }\n", "2:39 bad_value");
  }

  @Test
  void aPasswordInAUrlIsNotRepeated() {
    String text =
        """
        code: { sources: { c: { remote: "ftp://me:s3cret@h/x" } } }
        sites: { ams: { servers: [ { host: p1, code: "ssh://me:s3c@ret@h/x" } ] } }
        """;
    assertThat(problems(text))
        .extracting(Problem::message)
        .hasSize(2)
        .allSatisfy(message -> assertThat(message).contains("://me:***@h/x").doesNotContain("ret"));
  }

  @Test
  void messagesSayWhatWasMeant() {
    assertThat(problems("domian: x\nsites: { fra: { servers: [ { host: a } ] } }\n"))
        .extracting(Problem::message)
        .containsExactly("unknown key 'domian' in the file; did you mean 'domain'?");
    assertThat(
            problems(
                "ca: { server: a, standby: { site: frq, host: b } }\n"
                    + "sites: { fra: { servers: [ { host: a } ] } }\n"))
        .extracting(Problem::message)
        .containsExactly("there is no site 'frq'; did you mean 'fra'?");
    assertThat(problems("sites: { fra: { servers: [ { host: a, wait: 3, zzz: 1 } ] } }\n"))
        .extracting(Problem::message)
        .allMatch(m -> m.contains("did you mean 'weight'?") || m.contains("known here: host"));
  }

  @Test
  void duplicateKeysTabsAndSyntaxHavePlaces() {
    String good = "sites: { a: { servers: [ { host: a } ] } }\n";
    assertProblems(good + good, "2:1 duplicate_key");
    assertProblems("sites:\n\ta: 1\n", "2:1 tab");
    assertProblems("sites: [\n", "2:1 syntax");
    assertProblems("", "1:1 missing_key");
    assertProblems("- a\n", "1:1 wrong_type");
    assertProblems("sites: {}\n", "1:8 missing_key");
  }

  @Test
  void twoServersWithOneCodeDirectoryAreAWarning() {
    TopologyResult result =
        TopologyReader.read(
            FILE,
            """
            sites:
              a: { servers: [ { host: a, code: /x }, { host: b, code: /x } ] }
            """);
    assertThat(result.topology()).isPresent();
    assertThat(result.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "/etc/ha/puppet-ha.yaml:2:59: warning: the server in line 2 has the same 'code'; one"
                + " deployment would meet itself there [topology/same_code]");
  }

  @Test
  void aMissingFileIsOneProblemAndOneException() {
    Path missing = directory.resolve("none.yaml");
    assertThat(TopologyReader.read(missing).problems())
        .extracting(Problem::rule)
        .containsExactly("topology/unreadable");
    assertThatThrownBy(() -> TopologyReader.load(missing))
        .isInstanceOf(TopologyException.class)
        .hasMessageContaining("none.yaml")
        .hasMessageContaining("there is no such file");
  }

  @Test
  void bytesThatAreNotUtf8AreAProblem() throws IOException {
    Path file = directory.resolve("latin1.yaml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xe9, '\n'});
    assertThat(TopologyReader.read(file).problems())
        .extracting(Problem::rule)
        .containsExactly("topology/unreadable");
  }

  private static Topology topology(String text) {
    TopologyResult result = TopologyReader.read(FILE, text);
    assertThat(result.problems()).isEmpty();
    return result.topology().orElseThrow();
  }

  private static List<Problem> problems(String text) {
    return TopologyReader.read(FILE, text).problems();
  }

  private static void assertProblems(String text, String... expected) {
    assertThat(problems(text))
        .extracting(
            p ->
                p.range().line()
                    + ":"
                    + p.range().column()
                    + " "
                    + p.rule().substring("topology/".length()))
        .containsExactly(expected);
  }
}

package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.github.puppetha.conf.ConfRenderer;
import io.github.puppetha.conf.MachineConf;
import io.github.puppetha.conf.RenderedFile;
import io.github.puppetha.topology.Topology;
import io.github.puppetha.topology.TopologyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is rendered, and what is known of settings, as the real programs have it. */
class RenderedConfInteropIT {
  private static final String YAML =
      """
      domain: example.test
      identity: { ssldir: ssl, certname: deploy.example.test }
      ca: { server: puppet-ca.example.test }
      sites:
        ams:
          domain: ams.example.test
          servers:
            - { host: puppet1.example.test, code: /srv/code/environments }
            - { host: "puppet2.example.test:8141" }
        fra:
          servers: [ { host: puppet3.example.test } ]
          gateways: [ { host: 127.0.0.9, name: gw.example.test, listen: "0.0.0.0:8142" } ]
      reports: { sinks: [server, "https://dash.example.test/upload"] }
      puppetdb: { urls: ["https://db.example.test:8081"] }
      """;

  private static RealLab lab;

  @BeforeAll
  static void open() throws IOException {
    lab = RealLab.open("rendered-conf");
  }

  @AfterAll
  static void close() {
    if (lab != null) {
      lab.close();
    }
  }

  static int version(Release release) {
    return switch (release) {
      case PUPPET7 -> 7;
      case PUPPET8 -> 8;
      case OPENVOX9 -> 9;
    };
  }

  static Map<String, String> rendered(String yaml, int version) {
    Topology topology =
        TopologyReader.read(Path.of("puppet-ha.yaml"), yaml).topology().orElseThrow();
    return ConfRenderer.of(topology, version).files().stream()
        .collect(Collectors.toMap(RenderedFile::path, RenderedFile::text));
  }

  private static String print(Release release, Path confdir, String section, List<String> names)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("puppet", "config", "print"));
    command.addAll(List.of("--confdir", confdir.toString(), "--section", section));
    command.addAll(names);
    Path log = confdir.resolve("print-" + section + ".log");
    Files.deleteIfExists(log);
    assertThat(RealLab.run(lab.inside(release, command), log, 60)).as("see %s", log).isZero();
    return Files.readString(log);
  }

  @ParameterizedTest
  @EnumSource
  void thePuppetsReadItAsItIsMeant(Release release) throws IOException {
    Map<String, String> files = rendered(YAML, version(release));
    Path agent = lab.directory("agent-" + release.part());
    Files.writeString(agent.resolve("puppet.conf"), files.get("agents/ams/srv/puppet.conf"));
    List<String> asked =
        List.of(
            "server",
            "use_srv_records",
            "srv_domain",
            "ca_server",
            "http_connect_timeout",
            "crl_refresh_interval",
            "certificate_revocation");
    assertThat(print(release, agent, "agent", asked).lines())
        .containsExactlyInAnyOrder(
            "server = puppet1.example.test",
            "use_srv_records = true",
            "srv_domain = ams.example.test",
            "ca_server = puppet-ca.example.test",
            "http_connect_timeout = 10",
            "crl_refresh_interval = 86400",
            "certificate_revocation = chain");
    Path server = lab.directory("server-" + release.part());
    Files.writeString(
        server.resolve("puppet.conf"),
        files.get("servers/puppet2.example.test/puppet/puppet.conf"));
    asked =
        List.of(
            "certname",
            "dns_alt_names",
            "serverport",
            "ca_server",
            "ca_port",
            "reports",
            "reporturl",
            "versioned_environment_dirs",
            "storeconfigs");
    assertThat(print(release, server, "server", asked).lines())
        .containsExactlyInAnyOrder(
            "certname = puppet2.example.test",
            "dns_alt_names = puppet,puppet.ams.example.test",
            "serverport = 8141",
            "ca_server = puppet-ca.example.test",
            "ca_port = 8140",
            "reports = store,puppetdb,http",
            "reporturl = https://dash.example.test/upload",
            "versioned_environment_dirs = true",
            "storeconfigs = true");
  }

  /** Minor versions later than the installed ones have these beside. */
  private static final Map<Integer, Set<String>> LATER =
      Map.of(
          7,
          Set.of(
              "allow_pson_serialization",
              "report_configured_environmentpath",
              "skip_logging_catalog_request_destination"),
          8,
          Set.of(),
          9,
          Set.of());

  @ParameterizedTest
  @EnumSource
  void theTableHasTheSettingsOfTheRealAgents(Release release) throws IOException {
    int version = version(release);
    Path confdir = lab.directory("settings-" + release.part());
    Set<String> real =
        print(release, confdir, "main", List.of("all"))
            .lines()
            .filter(line -> line.matches("\\w+ = .*"))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(real).hasSizeGreaterThan(200);
    Set<String> known = new TreeSet<>(tableOf(version));
    known.removeAll(LATER.get(version));
    assertThat(known).isEqualTo(real);
  }

  private static Set<String> tableOf(int version) throws IOException {
    try (var in = MachineConf.class.getResourceAsStream("settings.txt")) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .filter(words -> in(words[1], version))
          .map(words -> words[0])
          .collect(Collectors.toSet());
    }
  }

  private static boolean in(String ranges, int version) {
    for (String range : ranges.split(",")) {
      String[] ends = range.split("-");
      if (version >= Integer.parseInt(ends[0])
          && version <= Integer.parseInt(ends[ends.length - 1])) {
        return true;
      }
    }
    return false;
  }

  /** Values that the checks call refused are refused, those that they let pass are not. */
  @Test
  void valuesAreRefusedAsTheRealAgentRefusesThem() throws IOException {
    List<String> bad =
        List.of(
            "noop = yes",
            "noop =",
            "runinterval = 5 minutes",
            "runinterval = -5",
            "key_type = dsa",
            "certificate_revocation = maybe",
            "ca_port = 70000",
            "keylength = abc",
            "certname = Web.test");
    List<String> good =
        List.of(
            "noop = TRUE",
            "runinterval = 30m",
            "key_type = ec",
            "certificate_revocation = leaf",
            "ca_port = 65535",
            "certname = web.test",
            "environment_timeout = unlimited");
    Path directory = lab.directory("values");
    Files.writeString(
        directory.resolve("read.rb"),
        """
        require 'puppet'
        Dir.glob("#{ARGV[0]}/*/").sort.each do |dir|
          line = File.readlines(dir + 'puppet.conf').last.strip
          $stdout.flush
          Process.wait(fork do
            begin
              Puppet.initialize_settings(['--confdir', dir])
              Puppet[line[/\\w+/].to_sym]
              puts "good #{line}"
            rescue StandardError
              puts "bad #{line}"
            end
          end)
        end
        """);
    Set<String> expected = new TreeSet<>();
    for (String line : Stream.concat(bad.stream(), good.stream()).toList()) {
      Path confdir = lab.directory("values/" + line.replaceAll("\\W+", "-"));
      Files.writeString(confdir.resolve("puppet.conf"), "[main]\nserver = a\n" + line + "\n");
      expected.add((good.contains(line) ? "good " : "bad ") + line);
      assertThat(MachineConf.readAll(confdir, 7).get("").problems())
          .as("ours of %s", line)
          .hasSize(good.contains(line) ? 0 : 1);
    }
    Path log = directory.resolve("log");
    List<String> ruby = List.of("ruby", directory + "/read.rb", directory.toString());
    assertThat(RealLab.run(lab.inside(Release.PUPPET7, ruby), log, 60)).as("see %s", log).isZero();
    assertThat(Files.readAllLines(log)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @EnumSource(names = {"PUPPET7", "PUPPET8"})
  void theRulesOfAccessAreThoseOfThePackage(Release release) throws IOException {
    Path packaged = RealParts.tree(release).resolve("etc/puppet/puppetserver/conf.d/auth.conf");
    Map<String, Config> theirs = rules(Files.readString(packaged));
    Map<String, Config> ours =
        rules(
            rendered(YAML, version(release))
                .get("servers/puppet1.example.test/puppetserver/conf.d/auth.conf"));
    ours.keySet().removeIf(name -> name.startsWith("puppet-ha "));
    assertThat(ours).isEqualTo(theirs);
  }

  private static Map<String, Config> rules(String text) {
    Map<String, Config> rules = new TreeMap<>();
    for (Config rule : ConfigFactory.parseString(text).getConfigList("authorization.rules")) {
      String method = "match-request.method";
      boolean one = rule.hasPath(method) && rule.getValue(method).unwrapped() instanceof String;
      Config same =
          one
              ? rule.withValue(
                  method,
                  com.typesafe.config.ConfigValueFactory.fromIterable(
                      List.of(rule.getString(method))))
              : rule;
      rules.put(rule.getString("name"), same);
    }
    return rules;
  }

  @Test
  void theFirewallTakesTheRules() throws IOException {
    Path file = lab.directory("nft").resolve("clients.nft");
    Files.writeString(file, rendered(YAML, 8).get("servers/puppet3.example.test/clients.nft"));
    Path log = file.resolveSibling("log");
    assertThat(RealLab.run(List.of("nft", "-c", "-f", file.toString()), log, 20))
        .as("see %s", log)
        .isZero();
  }

  @Test
  void openVox9EndsAtOnceWithoutTheServerThatIsRenderedForIt() throws IOException {
    String text = rendered(YAML, 9).get("agents/ams/srv/puppet.conf");
    String without = text.replaceAll("(?m)^server = .*\n", "");
    assertThat(MachineConf.builder(9).file("puppet.conf", without).build().problems())
        .extracting(p -> p.rule())
        .containsExactly("conf/no_server");
    RealAgent agent = new RealAgent(lab, Release.OPENVOX9, "lost.example.test", Map.of());
    agent.append(without);
    RealAgent.Run run = agent.run();
    assertThat(run.succeeded()).isFalse();
    assertThat(run.output()).contains("server=puppet");
  }
}

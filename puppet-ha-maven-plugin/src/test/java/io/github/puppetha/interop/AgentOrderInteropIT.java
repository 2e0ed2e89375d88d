package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.discovery.DnsServers;
import io.github.puppetha.discovery.simulator.AgentVersion;
import io.github.puppetha.discovery.simulator.DnsTrouble;
import io.github.puppetha.discovery.simulator.Simulation;
import io.github.puppetha.discovery.simulator.Simulator;
import io.github.puppetha.discovery.simulator.SimulatorBuilder;
import io.github.puppetha.interop.AgentScenario.Trait;
import io.github.puppetha.interop.WatchedAgent.Line;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real agents do, held against what the simulator foretells from the same BIND, the same
 * settings and the same dead servers. The table of all is written beside the logs.
 */
class AgentOrderInteropIT {
  private static final boolean WHOLE = Boolean.getBoolean("puppet-ha.soak");
  private static final long FIXED_SEED = 20261125;
  private static final Map<Release, AgentVersion> VERSIONS =
      Map.of(
          Release.PUPPET7, AgentVersion.PUPPET_7,
          Release.PUPPET8, AgentVersion.PUPPET_8,
          Release.OPENVOX9, AgentVersion.OPENVOX_9);

  private static RealLab lab;
  private static ScenarioServers servers;
  private static final Map<AgentScenario, String> ROWS =
      Collections.synchronizedMap(new LinkedHashMap<>());

  /** A tenth with a fixed seed, or all, or those whose titles match a pattern. */
  static List<AgentScenario> chosen() {
    List<AgentScenario> all = new ArrayList<>(AgentScenario.all());
    String only = System.getProperty("puppet-ha.scenario", "");
    if (!only.isEmpty()) {
      return all.stream().filter(s -> s.title().matches(only)).toList();
    }
    if (WHOLE) {
      return all;
    }
    all.removeIf(scenario -> scenario.is(Trait.LONG));
    Collections.shuffle(all, new Random(FIXED_SEED));
    return all.subList(0, all.size() / 10);
  }

  @BeforeAll
  static void startServers() throws Exception {
    lab = RealLab.open("agent-order");
    servers = ScenarioServers.start(lab);
    List<String> zone = new ArrayList<>(servers.addresses());
    List<AgentScenario> all = AgentScenario.all();
    for (int i = 0; i < all.size(); i++) {
      for (String r : all.get(i).records()) {
        String[] words = servers.filled(r).split(" ", 2);
        zone.add(words[0] + ".s" + i + " " + words[1].replace(" real", " real.s" + i));
      }
    }
    RealNamed.start(lab, zone);
    for (int last : new int[] {54, 56}) {
      DatagramSocket silent = new DatagramSocket(53, InetAddress.getByName(lab.address(last)));
      lab.closeLater(silent);
    }
    together(release -> firstRun(release));
  }

  @AfterAll
  static void stop() throws IOException {
    if (lab != null) {
      String table = String.join("\n", ROWS.values());
      Files.writeString(
          lab.directory("table").resolve("scenarios.md"),
          "| scenario | foretold | Puppet 7 | Puppet 8 | OpenVox 9 | ours |\n"
              + "| --- | --- | --- | --- | --- | --- |\n"
              + table
              + "\n");
      lab.close();
    }
  }

  private interface PerRelease<T> {
    T of(Release release) throws Exception;
  }

  private static <T> Map<Release, T> together(PerRelease<T> work, Release... some)
      throws Exception {
    Release[] releases = some.length == 0 ? Release.values() : some;
    ExecutorService threads = Executors.newFixedThreadPool(releases.length);
    try {
      Map<Release, Future<T>> running = new EnumMap<>(Release.class);
      for (Release release : releases) {
        running.put(release, threads.submit(() -> work.of(release)));
      }
      Map<Release, T> done = new EnumMap<>(Release.class);
      for (Map.Entry<Release, Future<T>> each : running.entrySet()) {
        done.put(each.getKey(), each.getValue().get());
      }
      return done;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      threads.shutdownNow();
    }
  }

  private static String certname(Release release) {
    return "web-" + release.part() + ".example.test";
  }

  private static Path ssldir(Release release) {
    return lab.directory(release.part()).resolve("ssl");
  }

  /** A run that goes well, so that later ones know their environment and have a catalog. */
  private static boolean firstRun(Release release) throws IOException {
    servers.certify(ssldir(release), certname(release));
    resolvConf("nameserver " + lab.dns());
    AgentScenario well =
        new AgentScenario(
            "well",
            List.of(),
            List.of("server = b.example.test", "serverport = {b}"),
            java.util.Set.of());
    List<Line> lines = run(well, 0, release, "first");
    assertThat(lines).as("log of %s", release).anyMatch(l -> l.text().contains("Applied catalog"));
    return true;
  }

  private static void resolvConf(String servers) throws IOException {
    Files.writeString(lab.directory().resolve("resolv.conf"), resolvText(servers));
  }

  private static String resolvText(String servers) {
    return "search " + RealLab.DOMAIN + "\n" + servers + "\noptions timeout:2 attempts:2\n";
  }

  private static String nameservers(AgentScenario scenario) {
    String silent = "nameserver " + lab.address(54);
    return scenario.is(Trait.FIRST_DNS_SILENT)
        ? silent + "\nnameserver " + lab.dns()
        : scenario.is(Trait.DNS_SILENT)
            ? silent
            : "nameserver " + (scenario.is(Trait.DNS_CLOSED) ? lab.address(55) : lab.dns());
  }

  private static String settings(AgentScenario scenario, int zone) {
    List<String> lines = new ArrayList<>();
    lines.add("http_read_timeout = 3");
    if (!scenario.is(Trait.LONG) || scenario.is(Trait.DNS_SILENT)) {
      lines.add("http_connect_timeout = 5");
    }
    scenario.settings().forEach(s -> lines.add(servers.filled(s).replace("ZONE", "s" + zone)));
    return "[main]\n" + String.join("\n", lines) + "\n";
  }

  private static List<Line> run(AgentScenario scenario, int zone, Release release, String name)
      throws IOException {
    Path directory = lab.directory(release.part() + "/" + name);
    boolean fresh = scenario.is(Trait.FIRST_CONTACT);
    Path state = scenario.is(Trait.FIRST_RUN) ? directory : lab.directory(release.part());
    Path ssl = fresh ? directory.resolve("ssl") : ssldir(release);
    String certname = fresh ? "new-" + zone + "-" + certname(release) : certname(release);
    if (!fresh) {
      AgentFiles.age(ssl, certname, scenario.is(Trait.OLD_CA_FILES) ? 2 : 0);
    }
    List<String> own = new ArrayList<>(List.of("certname = " + certname, "ssldir = " + ssl));
    own.addAll(List.of("keylength = 2048", "rundir = " + directory, "logdir = " + directory));
    for (String kind : List.of("var", "code", "public")) { // "public" has the last run's summary
      own.add(kind + "dir = " + state.resolve(kind));
    }
    Files.writeString(
        directory.resolve("puppet.conf"), settings(scenario, zone) + String.join("\n", own) + "\n");
    List<String> flags =
        scenario.is(Trait.WITH_CACHE) ? List.of() : List.of("--no-usecacheonfailure");
    return WatchedAgent.run(lab, release, directory, flags, 600);
  }

  private static Simulation foretell(AgentScenario scenario, int zone, Release release) {
    SimulatorBuilder simulator =
        Simulator.builder()
            .agent(VERSIONS.get(release))
            .puppetConf(settings(scenario, zone))
            .dns(DnsServers.of(new InetSocketAddress(lab.dns(), 53)))
            .resolvConf(resolvText(nameservers(scenario)))
            .dnsDead(lab.address(54), DnsTrouble.SILENT)
            .dnsDead(lab.address(55), DnsTrouble.PORT_CLOSED)
            .caContact(scenario.contact());
    servers.tell(simulator);
    if (scenario.is(Trait.FIRST_RUN)) {
      simulator.firstRun();
    }
    if (!scenario.is(Trait.WITH_CACHE)) {
      simulator.withoutCacheOnFailure();
    }
    return simulator.build().simulate();
  }

  @ParameterizedTest
  @MethodSource("chosen")
  void agentsDoWhatIsForetold(AgentScenario scenario) throws Exception {
    int zone =
        AgentScenario.all().stream().map(AgentScenario::title).toList().indexOf(scenario.title());
    resolvConf(nameservers(scenario));
    Release[] releases =
        scenario.is(Trait.LONG) ? new Release[] {Release.PUPPET8} : Release.values();
    Map<Release, List<Line>> done =
        together(release -> run(scenario, zone, release, "s" + zone), releases);
    Map<Release, Simulation> foretold = new EnumMap<>(Release.class);
    Map<Release, List<String>> differences = new EnumMap<>(Release.class);
    for (Release release : releases) {
      foretold.put(release, foretell(scenario, zone, release));
      List<String> found = AgentComparison.differences(foretold.get(release), done.get(release));
      if (!found.isEmpty()) {
        differences.put(release, found);
      }
    }
    Simulation eight = foretold.get(Release.PUPPET8);
    String ours = ours(scenario, zone, eight);
    ROWS.put(scenario, row(scenario, eight, done, ours));
    assertThat(ours).as("our own selection").doesNotContain(OwnScenario.SURPRISE);
    assertThat(differences).as("logs in %s", lab.directory()).isEmpty();
  }

  private static String row(
      AgentScenario scenario, Simulation eight, Map<Release, List<Line>> done, String ours) {
    List<String> cells =
        new ArrayList<>(List.of(scenario.title(), AgentComparison.foretold(eight)));
    for (Release release : Release.values()) {
      cells.add(done.containsKey(release) ? AgentComparison.inWords(done.get(release)) : "");
    }
    cells.add(ours);
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** Our own selection for catalogs, cold; it must be among what is foretold as well. */
  private static String ours(AgentScenario scenario, int zone, Simulation simulation)
      throws IOException {
    return OwnScenario.run(
        lab, servers, settings(scenario, zone), nameservers(scenario), simulation);
  }
}

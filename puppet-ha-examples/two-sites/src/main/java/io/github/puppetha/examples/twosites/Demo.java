package io.github.puppetha.examples.twosites;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.ca.CaClient;
import io.github.puppetha.deploy.DeployPlan;
import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.Deployer;
import io.github.puppetha.deploy.ServerResult;
import io.github.puppetha.deploy.State;
import io.github.puppetha.discovery.Grade;
import io.github.puppetha.discovery.HealthReport;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.simulator.Simulation;
import io.github.puppetha.discovery.simulator.Simulator;
import io.github.puppetha.discovery.simulator.Trouble;
import io.github.puppetha.examples.twosites.Story.Seen;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.site.SiteProcess;
import io.github.puppetha.testkit.AgentRun;
import io.github.puppetha.testkit.Fault;
import io.github.puppetha.validate.ValidationReport;
import io.github.puppetha.validate.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The story: what puppet-ha does when a server is lost, when a site is, and when it comes back. */
final class Demo {
  private final Story story;
  private final World world;
  private final Path directory;
  private final Agents agents;

  Demo(Story story, World world, Path directory) {
    this.story = story;
    this.world = world;
    this.directory = directory;
    this.agents = new Agents(story, world);
  }

  void tell() throws IOException {
    World.SITES.forEach(world::openSite);
    story.step(
        "A branch with mistakes is validated, and refused before it leaves CI", this::refuse);
    world.repo().dropBroken();
    story.step(
        "The good branch is deployed: staged on all four servers, then switched on all",
        () -> deploy(4, 0));
    story.step(
        "A new node in fra gets its certificate through fra's gateway; the CA is in ams",
        this::certificate);
    agents.create("ams", 3);
    agents.create("fra", 3);
    story.step(
        "The agents of both sites run: the same code for all, each site by its own servers",
        this::quiet);
    story.step(
        "puppet2.fra loses its environment and says that it runs; nobody is sent there",
        this::loseEnvironment);
    story.step(
        "Foretold: what an agent waits by SRV records alone when puppet1.fra is cut off",
        this::foretell);
    story.step("puppet1.fra dies; the agents of fra run all the same", this::loseServer);
    story.step("The whole of ams dies, CA included; all agents are served by fra", this::loseSite);
    story.step("Release 2 is deployed while ams is gone", this::deployWithout);
    story.step("The agents run: release 2 for all, from fra", () -> served("fra", "2"));
    story.step(
        "ams is back with release 1: its agents come to its gateway, and get release 2 from fra",
        this::behind);
    story.step("ams catches up, and serves its own agents again", this::caughtUp);
    story.step("Release 3 is deployed, turns out bad, and is rolled back", this::rollBack);
    story.step("The agents of both sites run: release 2 for all, each from its own", this::mended);
  }

  private Seen refuse() throws IOException {
    world.repo().checkOutBroken();
    ValidationReport report = Validator.builder(world.repo().workTree()).build().validate();
    String problems =
        report.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
    return Seen.that(!report.problems().isEmpty(), problems);
  }

  private Seen deploy(int active, int unreachable) {
    return deployed(deployer().plan(), active, unreachable);
  }

  private Deployer deployer() {
    return Deployer.builder(world.topology()).build();
  }

  private static Seen deployed(DeployPlan plan, int active, int unreachable) {
    DeployResult result = plan.execute(ProgressListener.NONE);
    long done = count(result, State.ACTIVE);
    long lost = count(result, State.UNREACHABLE);
    Set<String> revisions = new TreeSet<>();
    result.servers().stream()
        .filter(s -> s.state() == State.ACTIVE)
        .forEach(s -> revisions.add(String.valueOf(s.newRevision())));
    String text =
        done
            + " servers active, "
            + lost
            + " unreachable; live revision "
            + String.join(" and ", revisions)
            + failures(result);
    return Seen.that(done == active && lost == unreachable && revisions.size() == 1, text);
  }

  private static long count(DeployResult result, State state) {
    return result.servers().stream().filter(s -> s.state() == state).count();
  }

  private static String failures(DeployResult result) {
    return result.servers().stream()
        .filter(s -> s.state() == State.FAILED)
        .map(ServerResult::message)
        .map(message -> "\n" + message)
        .collect(Collectors.joining());
  }

  private Seen certificate() {
    HostPort gateway = world.gateway("fra");
    SslDirectory ssl = SslDirectory.of(directory.resolve("web0"), "web0.fra.example.com");
    try (HttpTransport first =
            HttpTransport.builder().unverified().resolver(world.resolver()).build();
        HttpTransport trusting =
            HttpTransport.builder().trust(ssl::trustBundle).resolver(world.resolver()).build()) {
      Identity identity =
          CaClient.builder(trusting.to(gateway))
              .unverified(first.to(gateway))
              .server(gateway.toString())
              .build()
              .bootstrap(ssl)
              .keyBits(2048)
              .run();
      String issuer = identity.certificate().getIssuerX500Principal().getName();
      String text = identity.certname() + " by way of " + gateway + ", signed by " + issuer;
      return Seen.that(issuer.contains("puppet-ca.example.com"), text);
    }
  }

  private Seen quiet() {
    List<AgentRun> runs = agents.runAll();
    boolean own = runs.stream().anyMatch(run -> site(run.certname()).equals(site(run.server())));
    boolean same = runs.stream().map(AgentRun::version).distinct().count() == 1;
    return Agents.seen(runs, own && same && release(runs, "1"));
  }

  private Seen loseServer() {
    world.server("puppet1.fra.example.com").fault(new Fault.Refuse());
    List<AgentRun> runs = agents.run("fra");
    boolean other = runs.stream().noneMatch(r -> r.server().equals("puppet1.fra.example.com"));
    world.server("puppet1.fra.example.com").clearFault();
    return Agents.seen(runs, other);
  }

  private Seen foretell() {
    Simulation simulation =
        Simulator.builder()
            .puppetConf("[main]\nuse_srv_records = true\nsrv_domain = fra.example.com\n")
            .zone(
                """
                $ORIGIN fra.example.com.
                $TTL 300
                @ SOA ns hostmaster 1 3600 600 86400 60
                _x-puppet._tcp SRV 0 10 8140 puppet1
                _x-puppet._tcp SRV 10 10 8140 puppet2
                puppet1 A 192.0.2.1
                puppet2 A 192.0.2.2
                """)
            .dead("puppet1.fra.example.com", Trouble.DROPS)
            .build()
            .simulate();
    Duration ours = simulation.ours(Service.PUPPET).orders().get(0).took();
    String text =
        "a Puppet 8 agent, its three searches together: %d s; our own selection: %d ms"
            .formatted(simulation.longest().toSeconds(), ours.toMillis());
    return Seen.that(ours.toMillis() < 1000 && simulation.longest().toSeconds() > 60, text);
  }

  private Seen loseEnvironment() throws IOException {
    HostPort server = world.server("puppet2.fra.example.com").address();
    SiteProcess fra = world.site("fra");
    Path aside = world.moveAside("fra", 2, "production");
    fra.checkHealth();
    HealthReport report = fra.health(server);
    List<AgentRun> runs = agents.run("fra");
    Files.move(aside, world.environments("fra", 2).resolve("production"));
    fra.checkHealth();
    boolean passedOver = runs.stream().noneMatch(r -> r.server().equals(server.host()));
    String said = server.host() + ": " + report.grade() + ", " + report.why() + "\n";
    Seen seen = Agents.seen(runs, passedOver && report.grade() == Grade.NO_ENVIRONMENT);
    return Seen.that(seen.ok() && fra.health(server).grade() == Grade.GOOD, said + seen.text());
  }

  private Seen loseSite() throws IOException {
    world.lose("ams");
    return served("fra", "1");
  }

  private Seen deployWithout() throws IOException {
    world.repo().release("2");
    return deploy(2, 2);
  }

  private Seen behind() throws IOException {
    world.restore("ams");
    List<AgentRun> runs = agents.run("ams");
    boolean fromFra = runs.stream().allMatch(r -> site(r.server()).equals("fra"));
    boolean waits =
        world.topology().site("ams").orElseThrow().servers().stream()
            .noneMatch(s -> world.site("ams").current(s.address()));
    return Agents.seen(runs, fromFra && waits && release(runs, "2"));
  }

  private Seen caughtUp() {
    world.site("ams").reconcile();
    List<AgentRun> runs = agents.run("ams");
    boolean own = runs.stream().anyMatch(r -> site(r.server()).equals("ams"));
    return Agents.seen(runs, own && release(runs, "2"));
  }

  private Seen rollBack() throws IOException {
    world.repo().release("3");
    Seen bad = deploy(4, 0);
    Seen back = deployed(deployer().rollback(OptionalLong.empty()), 4, 0);
    return Seen.that(bad.ok() && back.ok(), bad.text() + "\nand back: " + back.text());
  }

  private Seen mended() {
    List<AgentRun> runs = agents.runAll();
    boolean own = runs.stream().allMatch(run -> site(run.certname()).equals(site(run.server())));
    return Agents.seen(runs, own && release(runs, "2"));
  }

  private Seen served(String site, String release) {
    List<AgentRun> runs = agents.runAll();
    boolean right = runs.stream().allMatch(r -> site(r.server()).equals(site));
    return Agents.seen(runs, right && release(runs, release));
  }

  private static boolean release(List<AgentRun> runs, String number) {
    return runs.stream().allMatch(r -> r.notices().contains("release " + number));
  }

  private static String site(String host) {
    String[] labels = host.split("\\.");
    return labels.length > 1 ? labels[1] : "";
  }
}

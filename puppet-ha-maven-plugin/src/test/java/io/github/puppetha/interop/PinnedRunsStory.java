package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.ServerResult;
import io.github.puppetha.gateway.GatewayListener;
import io.github.puppetha.gateway.PinEvent;
import io.github.puppetha.gateway.ServedRequest;
import io.github.puppetha.io.Threads;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A real server is switched again and again while agents run: one real one, and clients that make
 * an agent's requests all the time, in an environment that is read anew for each catalog ({@code
 * environment_timeout = 0}) and in one that is held ({@code unlimited}).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class PinnedRunsStory {
  /** A hundred with {@code -Psoak}, else a few; {@code -Dpuppet-ha.switches} says another. */
  private static final int SWITCHES =
      Integer.getInteger("puppet-ha.switches", Boolean.getBoolean("puppet-ha.soak") ? 100 : 4);

  /** When in a real agent's run the server is switched. */
  private static final List<Predicate<String>> MOMENTS =
      List.of(
          target -> target.contains("/file_metadatas/pluginfacts"),
          target -> target.contains("/catalog/"),
          target -> target.contains("/file_metadatas/plugins?"),
          target -> target.contains("/file_metadata/modules/"));

  private final Release release;
  private final Map<PinEvent, Integer> events = new ConcurrentHashMap<>();
  private final Map<PinEvent, Integer> eventsOfCatalogs = new ConcurrentHashMap<>();
  private volatile Predicate<String> moment = target -> false;
  private volatile CompletableFuture<Void> momentIsThere = new CompletableFuture<>();
  private PinnedSite site;
  private PinnedClients clients;
  private RealAgent agent;
  private int revision;
  private int switches;

  PinnedRunsStory(Release release) {
    this.release = release;
  }

  @BeforeAll
  void start() throws IOException {
    site = PinnedSite.start(release, listener(events), listener(eventsOfCatalogs));
    clients = new PinnedClients(site);
    agent = site.agent(release);
  }

  private GatewayListener listener(Map<PinEvent, Integer> counts) {
    return new GatewayListener() {
      @Override
      public void served(ServedRequest request) {
        boolean real = agent != null && agent.certname().equals(request.client());
        if (real && moment.test(request.target())) {
          momentIsThere.complete(null);
        }
      }

      @Override
      public void pinning(PinEvent event, String certname, String detail) {
        counts.merge(event, 1, Integer::sum);
      }
    };
  }

  @AfterAll
  void stop() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  @Order(1)
  void everyRunBehindTheGatewayIsOfOneRevision() throws IOException {
    RealAgent.Run first = agent.run();
    assertThat(first.succeeded()).as(first.output()).isTrue();
    clients.start(PinnedSite.FILES);
    double longest = 0;
    try {
      for (int i = 0; i < SWITCHES; i++) {
        DeployResult result =
            i % 3 == 0 ? switchInRun(MOMENTS.get(i / 3 % 4), List.of()) : switchNow();
        longest = Math.max(longest, window(result));
      }
    } finally {
      clients.stop();
    }
    print("behind the gateway", clients.runs());
    System.out.printf("%s: what happened to runs: %s; ", release, new TreeMap<>(events));
    System.out.printf("the longest switch took %.1f s%n", longest);
    assertThat(clients.runs()).hasSizeGreaterThan(SWITCHES);
    allOfOneRevision();
    assertThat(site.flushes()).as("by headers").isNotEmpty();
  }

  /**
   * Catalogs that are compiled under their revision's name: whenever the switch comes, nothing is
   * compiled twice.
   */
  @Test
  @Order(2)
  void everyRunIsOfOneRevisionWithPinnedCatalogs() throws IOException {
    List<String> toCatalogs = List.of("--server", PinnedSite.CATALOGS.host());
    clients.start(PinnedSite.CATALOGS);
    try {
      for (int i = 0; i < Math.max(1, SWITCHES / 8); i++) {
        switchInRun(MOMENTS.get((i + 2) % 4), toCatalogs);
        acrossASwitch(PinnedRepo.BRANCHES.get(i % 2));
      }
    } finally {
      clients.stop();
    }
    print("with pinned catalogs", clients.runs());
    System.out.printf("%s: what happened to runs: %s%n", release, new TreeMap<>(eventsOfCatalogs));
    allOfOneRevision();
    assertThat(eventsOfCatalogs).doesNotContainKeys(PinEvent.THROWN_AWAY, PinEvent.MIXED);
  }

  /**
   * A run that has its plugins before a switch of the library too, and its catalog after others had
   * theirs.
   */
  private void acrossASwitch(String environment) throws IOException {
    revision = PinnedRepo.beforeLibrary(revision);
    PinnedMarks late = clients.run(PinnedSite.CATALOGS, environment, this::switchNow);
    assertThat(late.agree()).as("%s", late).isTrue();
    clients.eachRunsOnce();
  }

  private void allOfOneRevision() {
    assertThat(clients.failures()).isEmpty();
    assertThat(clients.runs()).allMatch(marks -> marks.size() == 16);
    assertThat(mixed(clients.runs())).isEmpty();
  }

  /** What everybody has who reaches servers directly; only counted. */
  @Test
  @Order(3)
  @EnabledIfSystemProperty(
      named = "puppet-ha.soak",
      matches = "true",
      disabledReason = "it counts what has no bound; -Psoak prints it")
  void runsPastTheGatewayAreCounted() throws IOException {
    clients.start(null);
    try {
      for (int i = 0; i < Math.max(2, SWITCHES / 5); i++) {
        switchNow();
      }
    } finally {
      clients.stop();
    }
    print("past the gateway", clients.runs());
    System.out.printf("%s: past the gateway %d runs failed%n", release, clients.failures().size());
    assertThat(clients.runs()).isNotEmpty();
  }

  private int next() {
    switches++;
    return ++revision;
  }

  private DeployResult switchNow() throws IOException {
    DeployResult result = site.deploy(next());
    clients.eachRunsOnce();
    return result;
  }

  private DeployResult switchInRun(Predicate<String> when, List<String> flags) throws IOException {
    momentIsThere = new CompletableFuture<>();
    moment = when;
    CompletableFuture<RealAgent.Run> run =
        Threads.start(
            "test",
            () -> {
              try {
                return agent.run(flags.toArray(String[]::new));
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    CompletableFuture.anyOf(momentIsThere, run).join();
    DeployResult result = site.deploy(next());
    RealAgent.Run ended = run.join();
    assertThat(ended.succeeded()).as("exit %d:%n%s", ended.exit(), ended.output()).isTrue();
    PinnedMarks marks = site.applied(agent.certname());
    assertThat(marks.agree()).as("%s%n%s", marks, ended.output()).isTrue();
    return result;
  }

  private static double window(DeployResult result) {
    return result.servers().stream().mapToDouble(ServerResult::windowSeconds).max().orElse(0);
  }

  private static List<PinnedMarks> mixed(List<PinnedMarks> runs) {
    return runs.stream().filter(marks -> !marks.agree()).toList();
  }

  private void print(String where, List<PinnedMarks> runs) {
    int mixed = mixed(runs).size();
    System.out.printf(
        "%s: %s %d of %d runs were mixed, over %d switches%n",
        release, where, mixed, runs.size(), switches);
    switches = 0;
  }
}

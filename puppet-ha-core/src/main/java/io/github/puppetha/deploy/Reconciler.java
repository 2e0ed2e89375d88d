package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.ContentsOptions;
import io.github.puppetha.code.ForgeSettings;
import io.github.puppetha.code.Origin;
import io.github.puppetha.code.RepositoryException;
import io.github.puppetha.code.Ssh;
import io.github.puppetha.http.Sender;
import io.github.puppetha.topology.CodeSource;
import io.github.puppetha.topology.DeployState;
import io.github.puppetha.topology.IdentityRef;
import io.github.puppetha.topology.Server;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one site's servers at the last decided deployment, and knows which of them are. It never
 * decides anything. Safe for several threads.
 */
public final class Reconciler {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private final Topology topology;
  private final Site site;
  private final Clock clock;
  private final PuppetServers servers;
  private final Switches switches;
  private final List<Target> targets;
  private final AtomicReference<String> reported = new AtomicReference<>("");
  private final AtomicReference<Decision> known = new AtomicReference<>(Decision.NONE);

  /**
   * Of one site, whose gateways are told nothing.
   *
   * @param clock the time of activations, and of what is old
   * @param flush as of {@link Deployer.Builder#servers(Function, String)}
   * @throws PuppetHaException when there is no such site
   */
  public Reconciler(
      Topology topology, String site, Clock clock, Function<HostPort, Optional<Sender>> flush) {
    this(topology, site, clock, flush, Switches.NONE);
  }

  /**
   * Of one site.
   *
   * @param clock the time of activations, and of what is old
   * @param flush as of {@link Deployer.Builder#servers(Function, String)}
   * @param switches who hears of each server's switches
   * @throws PuppetHaException when there is no such site
   */
  public Reconciler(
      Topology topology,
      String site,
      Clock clock,
      Function<HostPort, Optional<Sender>> flush,
      Switches switches) {
    this.switches = switches;
    this.topology = topology;
    this.clock = clock;
    this.servers =
        new PuppetServers(
            flush,
            topology.identity().map(IdentityRef::certname).orElse("this site's certname"),
            Waiting.REAL);
    this.site =
        topology
            .site(site)
            .orElseThrow(() -> new PuppetHaException("There is no site '" + site + "'"));
    this.targets = Target.of(List.of(this.site), Ssh.of(topology.code().ssh()));
  }

  /**
   * How it stands with a server.
   *
   * @param current whether the last decided deployment is live there, whole
   * @param number the deployment that is live there; 0 when none is
   * @param reason why it is not current, or how it is known to be
   */
  public record Standing(boolean current, long number, String reason) {}

  /** The last decided deployment that this process has heard of. */
  public Decision known() {
    return known.get();
  }

  /**
   * Asks for the last decision: where decisions are recorded (this site's mirror of it, where one
   * is named), and what the servers remember. What cannot be reached is passed over: a site that is
   * cut off goes on with what it knows.
   */
  public Decision refresh() {
    Decision latest = known.get();
    try (Contents contents = Contents.open(cache(), options())) {
      latest = later(latest, new Decisions(StatePlace.store(place(), contents)));
    }
    for (Target target : targets) {
      Decision there = target.state().remembered().decision();
      latest = !there.trial() && there.number() > latest.number() ? there : latest;
    }
    Decision found = latest;
    return known.updateAndGet(k -> found.number() > k.number() ? found : k);
  }

  private static Decision later(Decision latest, Decisions decisions) {
    try {
      Decision last = decisions.last().decision();
      return last.number() > latest.number() ? last : latest;
    } catch (PuppetHaException e) {
      return latest;
    }
  }

  /**
   * Brings every server of the site to the last decision; one that cannot be reached is passed
   * over. Nothing is done where all is current.
   */
  public List<ServerResult> reconcile(ProgressListener listener) {
    Decision decision = refresh();
    List<ServerResult> results = new ArrayList<>();
    if (decision.number() == 0) {
      return results;
    }
    int workers = Math.max(4, Runtime.getRuntime().availableProcessors() * 2);
    try (Contents contents = Contents.open(cache(), options());
        Parallel perServer = new Parallel(Math.max(1, targets.size()), "server");
        Parallel threads = new Parallel(workers, "reconcile")) {
      fetch(decision, contents, threads);
      perServer
          .map(targets, t -> bring(t, decision, contents, threads, listener))
          .forEach(results::addAll);
      report(decision, contents, results);
    }
    return results;
  }

  private List<ServerResult> bring(
      Target target,
      Decision decision,
      Contents contents,
      Parallel threads,
      ProgressListener listener) {
    if (tries(target.state(), decision)) {
      return List.of();
    }
    TargetWork work = new TargetWork(settings(), target, decision);
    work.stage(contents, threads, listener);
    work.activate(listener);
    List<ServerResult> results = new ArrayList<>();
    for (TargetServer server : target.servers()) {
      Set<String> names = decision.environments().keySet();
      names.forEach(name -> results.add(work.result(server, name, true, null)));
    }
    return results;
  }

  /** What is tried out on a server stays until the next decision. */
  private static boolean tries(TargetState state, Decision decision) {
    Decision there = state.remembered().decision();
    return there.trial()
        && there.number() == decision.number()
        && state.deployed().isAt(there)
        && state.remembered().unflushed().isEmpty();
  }

  /** A site that may not write there, or is cut off, goes on without. */
  private void report(Decision decision, Contents contents, List<ServerResult> results) {
    List<ServerResult> worth =
        results.stream()
            .filter(r -> r.state() == State.ACTIVE || r.state() == State.FAILED)
            .toList();
    String told =
        worth.stream()
            .map(r -> r.server() + r.environment() + r.state() + r.message())
            .toList()
            .toString();
    if (worth.isEmpty() || told.equals(reported.getAndSet(told))) {
      return;
    }
    try {
      new Decisions(StatePlace.store(StatePlace.of(topology), contents))
          .report(new Outcome(decision.number(), clock.instant(), Self.name(), worth));
    } catch (PuppetHaException e) {
      LOG.debug("What was reconciled is not recorded", e);
    }
  }

  /** Which of the site's servers are at the last decision that {@link #refresh} found. */
  public Map<HostPort, Standing> current() {
    Decision decision = known.get();
    Map<HostPort, Standing> standings = new LinkedHashMap<>();
    for (Server server : site.servers()) {
      standings.put(server.address(), new Standing(true, 0, "nothing is deployed to it"));
    }
    for (Target target : targets) {
      for (TargetServer server : target.servers()) {
        if (server.address() != null) {
          standings.put(server.address(), standing(target, server, decision));
        }
      }
    }
    return standings;
  }

  private static Standing standing(Target target, TargetServer server, Decision decision) {
    try (TargetDirectory directory = target.open()) {
      Target.Obstacle obstacle = directory.obstacle();
      if (obstacle != null && target.directory() == null) {
        return new Standing(
            true, 0, "its directory cannot be seen from here: " + obstacle.message());
      }
      TargetState there = directory.state();
      DeployedState state = there.deployed();
      if (there.remembered().unflushed().containsKey(server.name())) {
        return new Standing(
            false,
            state.number(),
            "deployment "
                + state.number()
                + " is on its disk, but it has not been seen to load it");
      }
      if (tries(there, decision)) {
        return new Standing(true, state.number(), "another code than decided is tried out there");
      }
      if (state.isAt(decision) || decision.number() == 0) {
        return new Standing(true, state.number(), "deployment " + state.number() + " is live");
      }
      String reason =
          state.number() == decision.number()
              ? "deployment " + decision.number() + " is not wholly live there"
              : "deployment "
                  + decision.number()
                  + " is decided, "
                  + state.number()
                  + " is live there";
      return new Standing(false, state.number(), reason);
    } catch (IOException e) {
      return new Standing(false, 0, "what is live there cannot be read: " + e.getMessage());
    }
  }

  /** What cannot be fetched may not be needed: a store that has it already needs nothing. */
  private static void fetch(Decision decision, Contents contents, Parallel threads) {
    Set<Origin> origins = new LinkedHashSet<>();
    for (EnvironmentRevision environment : decision.environments().values()) {
      origins.add(environment.origin());
      environment.modules().forEach(m -> origins.add(m.origin()));
    }
    threads.map(
        origins,
        origin -> {
          try {
            contents.fetch(origin);
            return true;
          } catch (RepositoryException e) {
            LOG.debug("{} is not at hand", origin.where(), e);
            return false;
          }
        });
  }

  /** Where decisions are recorded, or this site's mirror of that. */
  private DeployState place() {
    if (topology.code().sources().isEmpty() && topology.deploy().state().isEmpty()) {
      return new DeployState.Directory(cache().resolve("decisions"));
    }
    DeployState place = StatePlace.of(topology);
    if (place instanceof DeployState.Remote remote) {
      for (CodeSource source : topology.code().sources()) {
        if (source.remote().equals(remote.remote())) {
          return new DeployState.Remote(source.remoteFor(site.name()));
        }
      }
    }
    return place;
  }

  private ContentsOptions options() {
    String forge = topology.code().forge().toString();
    return ContentsOptions.standard()
        .with(ForgeSettings.of(forge, null))
        .with(Ssh.of(topology.code().ssh()));
  }

  private Path cache() {
    return topology.code().cache();
  }

  private Settings settings() {
    return new Settings(
        List.of(),
        List.of(),
        cache(),
        LockUse.IGNORE,
        topology.deploy(),
        place(),
        true,
        false,
        false,
        Set.of(),
        new Rules(
            Self.name(),
            topology.deploy().keep(),
            topology.deploy().keepDeployments(),
            OptionalLong.empty(),
            Duration.ZERO,
            false,
            Rules.R10kRules.NONE),
        Duration.ofSeconds(60),
        clock,
        servers,
        switches,
        Checks.NONE,
        options());
  }
}

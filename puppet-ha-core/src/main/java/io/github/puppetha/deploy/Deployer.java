package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.BranchRules;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.ContentsOptions;
import io.github.puppetha.code.ForgeSettings;
import io.github.puppetha.code.GitCredentials;
import io.github.puppetha.code.R10kConfig;
import io.github.puppetha.code.Ssh;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.http.Sender;
import io.github.puppetha.topology.CodeSource;
import io.github.puppetha.topology.DeployPolicy;
import io.github.puppetha.topology.DeployState;
import io.github.puppetha.topology.Topology;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Brings the branches of control repos to every server, as environments:
 *
 * <pre>{@code
 * DeployResult result = Deployer.builder(topology).build().plan().execute(ProgressListener.NONE);
 * }</pre>
 *
 * All servers are staged first; only then it is decided, and all are switched. What fails before
 * the decision leaves every server as it was.
 */
public final class Deployer {
  private final Settings settings;

  private final PinWarnings pins;

  private Deployer(Settings settings, PinWarnings pins) {
    this.settings = settings;
    this.pins = pins;
  }

  /** To the servers of a topology that have a {@code code} directory. */
  public static Builder builder(Topology topology) {
    Ssh ssh = Ssh.of(topology.code().ssh());
    List<Settings.Source> sources = new ArrayList<>();
    for (CodeSource s : topology.code().sources()) {
      sources.add(
          new Settings.Source(s.name(), s.remote(), BranchRules.all(s.prefix()), "Puppetfile"));
    }
    Builder builder =
        new Builder(
            sources,
            Target.of(topology.sites(), ssh),
            topology.code().cache(),
            StatePlace.of(topology));
    builder.defaultServers = names -> PuppetServers.of(topology, names, Waiting.REAL);
    String forge = topology.code().forge().toString();
    builder.contents = builder.contents.with(ForgeSettings.of(forge, null)).with(ssh);
    builder.keep = topology.deploy().keep();
    builder.keepDeployments = topology.deploy().keepDeployments();
    builder.policy = topology.deploy();
    builder.pins = new PinWarnings(topology);
    builder.contents = builder.contents.with(copies(topology.code().sources()));
    return builder;
  }

  private static Map<String, List<String>> copies(List<CodeSource> sources) {
    Map<String, List<String>> copies = new LinkedHashMap<>();
    for (CodeSource source : sources) {
      List<String> others = new ArrayList<>(new TreeMap<>(source.mirrors()).values());
      others.removeIf(source.remote()::equals);
      if (!source.remote().startsWith("archive+") && !others.isEmpty()) {
        copies.put(source.remote(), others);
      }
    }
    return copies;
  }

  /** To the directories that an r10k.yaml names. */
  public static Builder builder(R10kConfig config) {
    List<Settings.Source> sources = new ArrayList<>();
    Map<Path, Set<String>> directories = new LinkedHashMap<>();
    for (R10kConfig.Source s : config.sources()) {
      sources.add(new Settings.Source(s.name(), s.remote(), s.branches(), s.puppetfile()));
      directories.computeIfAbsent(s.basedir(), d -> new LinkedHashSet<>()).add(s.name());
    }
    boolean types = "true".equals(config.options().get("deploy.generate_types"));
    Optional<String> puppet = Optional.ofNullable(config.options().get("deploy.puppet_path"));
    List<Target> targets = new ArrayList<>();
    directories.forEach(
        (directory, names) ->
            targets.add(
                new Target(
                    List.of(TargetServer.ofDirectory(directory, types, puppet)),
                    directory.toUri(),
                    directory,
                    names,
                    Ssh.ofUser())));
    Builder builder =
        new Builder(
            sources, targets, config.cachedir().resolve("puppet-ha"), StatePlace.of(config));
    builder.withoutSpec = config.excludeSpec();
    builder.contents = config.contents();
    builder.r10k = R10kSettings.rules(config);
    return builder;
  }

  /**
   * Finds out what is to be done: fetches, reads Puppetfiles, resolves modules, looks at every
   * server. Changes nothing on any server.
   *
   * @throws DeployRefusedException when the code cannot be deployed; every problem is in it
   * @throws PuppetHaException when the control repo or the cache cannot be read
   */
  public DeployPlan plan() {
    if (settings.sources().isEmpty()) {
      throw new PuppetHaException(
          "There is nothing to deploy: no control repo is named; add one to code.sources");
    }
    if (settings.targets().isEmpty()) {
      throw new PuppetHaException(
          "There is nowhere to deploy to: no server has a 'code' directory; add one to its entry");
    }
    long start = System.nanoTime();
    try (Contents contents = settings.open();
        Parallel threads = new Parallel(settings.rules().r10k().threads(), "fetch")) {
      DeployPlan plan = new Planner(settings, contents, threads).plan(start);
      return plan.warned(ConfWarnings.of(settings)).warned(pins.of(plan, contents));
    } finally {
      settings.servers().close();
    }
  }

  /**
   * Finds out what a rollback would do: a new deployment with the revisions of an earlier one.
   * Other environments than the chosen ones stay as last decided. Nothing is asked of git but what
   * is no longer on a server's disk.
   *
   * @param to the earlier deployment's number; empty for the last one in which the chosen
   *     environments differ from now
   * @throws PuppetHaException when there is no such deployment, or it had no such environment
   */
  public DeployPlan rollback(OptionalLong to) {
    long start = System.nanoTime();
    try (Contents contents = settings.open();
        Parallel threads = new Parallel(settings.rules().r10k().threads(), "fetch")) {
      return new RollbackPlanner(settings, contents, threads).plan(to, start);
    }
  }

  /**
   * Holds every file that is live on the chosen servers against its revision, by digest. Changes
   * nothing; the next deployment mends what differs.
   */
  public DriftReport drift() {
    long start = System.nanoTime();
    try (Contents contents = settings.open();
        Parallel threads = new Parallel(Math.max(1, settings.targets().size()), "drift")) {
      return new DriftCheck(settings, contents, threads).check(start);
    }
  }

  /**
   * The last deployments that were decided, newest first.
   *
   * @param most how many at most, 1 or more
   */
  public List<Deployment> history(int most) {
    try (Contents contents = settings.open()) {
      return Deployment.history(settings.decisions(contents), most);
    }
  }

  /** What a deployment is told. Not safe for several threads. */
  public static final class Builder {
    private static final Duration KEEP = Duration.ofHours(24);
    private static final Duration OTHERS = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Settings.Source> sources;
    private final List<Target> targets;
    private final Path cache;
    private final DeployState state;
    private DeployPolicy policy = DeployPolicy.DEFAULT;
    private ContentsOptions contents = ContentsOptions.standard();
    private LockUse lock = LockUse.USE;
    private PinWarnings pins = PinWarnings.NONE;
    private boolean withoutSpec = true;
    private boolean takeOver;
    private Set<String> environments = Set.of();
    private Set<String> servers = Set.of();
    private Duration keep = KEEP;
    private int keepDeployments = DeployPolicy.DEFAULT_KEEP_DEPLOYMENTS;
    private OptionalLong raise = OptionalLong.empty();
    private Duration others = OTHERS;
    private boolean full;
    private Rules.R10kRules r10k = Rules.R10kRules.NONE;
    private String by = Self.name();
    private Duration patience = PATIENCE;
    private Clock clock = Clock.systemUTC();
    private NameResolver names = NameResolver.system();
    private Function<NameResolver, PuppetServers> defaultServers = n -> PuppetServers.NONE;
    private @Nullable PuppetServers puppetServers;
    private @Nullable Switches switches;
    private Checks checks = Checks.NONE;

    private Builder(
        List<Settings.Source> sources, List<Target> targets, Path cache, DeployState state) {
      this.state = state;
      this.sources = sources;
      this.targets = targets;
      this.cache = cache;
    }

    /** Who we are to git servers over https. Default: as {@link GitCredentials#ofUser} finds it. */
    public Builder credentials(GitCredentials logins) {
      this.contents = contents.with(logins);
      return this;
    }

    /** Only these environments; empty for all. The others stay, or become, as last decided. */
    public Builder environments(Set<String> names) {
      this.environments = Set.copyOf(names);
      return this;
    }

    /**
     * Only these servers ({@code host} or {@code host:port}; directories with an r10k.yaml); empty
     * for all. Such a deployment is tried out there and not decided for the others.
     */
    public Builder servers(Set<String> names) {
      this.servers = Set.copyOf(names);
      return this;
    }

    /** May a directory that stands in an environment's place be moved aside? Default: no. */
    public Builder takeOver(boolean allowed) {
      this.takeOver = allowed;
      return this;
    }

    /** Where releases of the Forge come from, and whether anything is fetched at all. */
    public Builder contents(UnaryOperator<ContentsOptions> change) {
      this.contents = change.apply(contents);
      return this;
    }

    /** What a {@code Puppetfile.lock} means. Default: what it locks is what is deployed. */
    public Builder lock(LockUse use) {
      this.lock = use;
      return this;
    }

    /** How long a revision stays on disk after it was live. Default: 24 hours. */
    public Builder keep(Duration duration) {
      this.keep = duration;
      return this;
    }

    /**
     * How many earlier revisions of each environment stay on disk, however old, so that a rollback
     * needs nothing but a rename. Default: 3.
     */
    public Builder keepDeployments(int count) {
      this.keepDeployments = count;
      return this;
    }

    /** Who deploys, as the history tells it. Default: this process's user and host. */
    public Builder by(String who) {
      this.by = who;
      return this;
    }

    /**
     * Gives the next decision this number, though nothing else may have changed: after a site with
     * the record of decisions was lost, and another place was named. Whoever still records in the
     * old place is refused from then on by every server that got this deployment.
     *
     * @param number higher than all that the lost place may have given
     */
    public Builder raiseNumber(long number) {
      this.raise = OptionalLong.of(number);
      return this;
    }

    /**
     * Whether every file that is on the servers' disks already is read and held against its digest,
     * and what differs laid down anew. Default: only where size, times, mode or inode tell that
     * something touched it since it was laid down.
     */
    public Builder verify(boolean everything) {
      this.full = everything;
      return this;
    }

    /** How long to wait while another deployer is at work. Default: 10 minutes. */
    public Builder waitForOthers(Duration duration) {
      this.others = duration;
      return this;
    }

    /** How long to wait for another deployer at a server. Default: 60 seconds. */
    public Builder patience(Duration duration) {
      this.patience = duration;
      return this;
    }

    /** The time of decisions, and of what is old. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Looks up servers' names; the operating system does it otherwise. */
    public Builder resolver(NameResolver resolver) {
      this.names = resolver;
      return this;
    }

    /**
     * How to reach the servers' HTTP APIs, which are told to load what was switched, and show that
     * they have; empty for a server that is not to be asked. Default: over mutual TLS, as the
     * topology's {@code identity}; where it names none, no server is asked.
     *
     * @param certname who asks: named in the rules that a server's auth.conf is found to lack
     */
    public Builder servers(Function<HostPort, Optional<Sender>> senders, String certname) {
      this.puppetServers = new PuppetServers(senders, certname, Waiting.REAL);
      return this;
    }

    /**
     * Validates the control repos' files of every environment that changes; with errors there is no
     * plan. Default: no.
     *
     * @param puppetVersion 7, 8 or 9 (OpenVox 9)
     */
    public Builder validate(int puppetVersion) {
      OptionalInt version = OptionalInt.of(puppetVersion);
      this.checks = new Checks(version, checks.nodes(), checks.facts(), checks.noop());
      return this;
    }

    /**
     * Compiles catalogs from what is staged before it is decided, on the first server that can be
     * asked; its JRubies are made anew afterwards, as they have loaded what is staged. Default:
     * none.
     *
     * @param nodes certnames, or {@code environment/certname} for one environment alone
     * @param facts a directory of {@code <certname>.json} files, as {@code puppet facts} prints
     *     them; empty for nodes without facts
     */
    public Builder compile(Collection<String> nodes, Optional<Path> facts) {
      List<String> names = List.copyOf(nodes);
      this.checks = new Checks(checks.puppetVersion(), names, facts, checks.noop());
      return this;
    }

    /**
     * Runs {@code puppet agent --noop} on that server with each staged environment, in a vardir of
     * its own, before it is decided. Default: no.
     */
    public Builder noop(boolean run) {
      this.checks = new Checks(checks.puppetVersion(), checks.nodes(), checks.facts(), run);
      return this;
    }

    /** Who hears of each server's switches. Default: the gateways, where servers are asked. */
    public Builder switches(Switches switches) {
      this.switches = switches;
      return this;
    }

    /**
     * Done.
     *
     * @throws PuppetHaException when a server is named that there is not
     */
    public Deployer build() {
      List<Target> chosen = new ArrayList<>(targets);
      if (!servers.isEmpty()) {
        chosen.removeIf(t -> servers.stream().noneMatch(t::named));
        for (String name : servers) {
          if (chosen.stream().noneMatch(t -> t.named(name))) {
            throw new PuppetHaException(
                "There is no server '"
                    + name
                    + "' with a code directory; there are "
                    + String.join(", ", targets.stream().map(Target::name).toList()));
          }
        }
      }
      PuppetServers asked = puppetServers == null ? defaultServers.apply(names) : puppetServers;
      boolean partial = chosen.size() < targets.size();
      return new Deployer(
          new Settings(
              List.copyOf(sources),
              List.copyOf(chosen),
              cache,
              lock,
              policy,
              state,
              withoutSpec,
              takeOver,
              partial,
              environments,
              new Rules(by, keep, keepDeployments, raise, others, full, r10k),
              patience,
              clock,
              asked,
              switches == null ? asked.gateways() : switches,
              checks,
              contents),
          pins);
    }
  }
}

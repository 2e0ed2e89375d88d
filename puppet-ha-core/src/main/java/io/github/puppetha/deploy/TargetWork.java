package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.code.Contents;
import io.github.puppetha.io.Failures;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One directory's part in a deployment. Each step is called once, by one thread at a time. */
final class TargetWork {
  private static final String MENDED =
      "files there differed from its revision: laid down anew; as they were, they are in"
          + " .puppet-ha/mended";

  private final Settings settings;
  private final Target target;
  private final Decision share;
  private TargetState found = TargetState.NOTHING;
  private Target.@Nullable Obstacle obstacle;
  private Map<String, Long> bytes = Map.of();
  private final Map<TargetServer, String> notes = new HashMap<>();
  private long sent;
  private long nanos;
  private final Set<String> mended = new HashSet<>();
  private long window;
  private boolean pool;
  private final Map<TargetServer, ServerControl.Loading> loadings = new HashMap<>();

  TargetWork(Settings settings, Target target, Decision share) {
    this.settings = settings;
    this.target = target;
    this.share = share;
  }

  Target target() {
    return target;
  }

  Decision share() {
    return share;
  }

  DeployedState before() {
    return found.deployed();
  }

  boolean staged() {
    return obstacle == null;
  }

  boolean failed() {
    return obstacle != null && obstacle.state() == State.FAILED;
  }

  void stage(Contents contents, Parallel workers, ProgressListener listener) {
    long start = System.nanoTime();
    try (TargetDirectory directory = target.open();
        ProgressTask task = new ProgressTask(listener, "stage " + target.name())) {
      obstacle = target.obstacle(directory);
      if (obstacle == null) {
        stage(directory, contents, workers, task);
        sent += directory.bytesSent();
      }
    } catch (IOException | RuntimeException e) {
      obstacle = new Target.Obstacle(State.FAILED, "staging failed: " + Failures.text(e));
    }
    nanos += System.nanoTime() - start;
  }

  private void stage(
      TargetDirectory directory, Contents contents, Parallel workers, ProgressTask task)
      throws IOException {
    found = directory.state();
    refuseForeign();
    TargetServer first = target.servers().get(0);
    TypesHook types =
        first.generateTypes()
            ? new TypesHook(first, found, target.path(), new RubyCode(contents))
            : null;
    bytes =
        directory.stage(
            new Staging(
                List.copyOf(share.environments().values()),
                contents,
                workers,
                settings.clock().instant(),
                types == null ? StageHook.NONE : types,
                task::begin,
                task::step,
                settings.rules().full(),
                mended::add,
                settings.rules().r10k().allowed()));
    if (types != null && types.note() != null) {
      target.servers().forEach(server -> notes.put(server, types.note()));
    }
    rehearse(contents);
  }

  private void rehearse(Contents contents) {
    if (target.servers().stream().noneMatch(s -> settings.servers().of(s).known())) {
      return;
    }
    Map<String, EnvironmentRevision> old = found.remembered().decision().environments();
    pool = new RubyCode(contents).changed(old, before().environments(), share.environments());
    ServerControl.Rehearsal rehearsal =
        new ServerControl.Rehearsal(
            target.path(),
            trees(share.environments()),
            before().environments().keySet(),
            pool,
            settings.takeOver());
    for (TargetServer server : target.servers()) {
      Target.Obstacle objection = settings.servers().of(server).rehearse(rehearsal);
      if (objection != null && obstacle == null) {
        obstacle =
            new Target.Obstacle(objection.state(), server.name() + " " + objection.message());
      }
    }
  }

  private void refuseForeign() throws IOException {
    if (settings.takeOver()) {
      return;
    }
    for (EnvironmentRevision environment : share.environments().values()) {
      for (String name : List.of(environment.environment(), environment.directory())) {
        if (found.foreign().contains(name)) {
          throw new IOException(Activator.foreignMessage(target.path() + "/" + name));
        }
      }
    }
  }

  /** Is there anything that is not live yet? */
  boolean changes() {
    return !changed().isEmpty();
  }

  /** Tries out on a server what is staged; what is wrong, or null. */
  @Nullable String check(TargetServer server) {
    Map<String, String> trees = trees(changed());
    if (trees.isEmpty()) {
      return null;
    }
    try (TargetDirectory directory = target.open()) {
      String wrong =
          new StagedChecks(settings.checks(), target, server, settings.servers().of(server))
              .run(directory.commands(), trees, found.links());
      return wrong == null ? null : "not switched, because " + wrong;
    } catch (IOException | RuntimeException e) {
      return "not switched, because it could not be tried out on "
          + server.name()
          + ": "
          + Failures.text(e);
    }
  }

  void activate(ProgressListener listener) {
    if (obstacle != null) {
      return;
    }
    long start = System.nanoTime();
    Map<String, EnvironmentRevision> changed = changed();
    try (ProgressTask task = new ProgressTask(listener, "switch " + target.name())) {
      if (!changed.isEmpty()) {
        task.begin(0);
      }
      activate(changed);
    }
    nanos += System.nanoTime() - start;
  }

  private void activate(Map<String, EnvironmentRevision> changed) {
    announce(changed, trees(changed), true);
    long renamed = System.nanoTime();
    try (TargetDirectory directory = target.open()) {
      directory.activate(
          share,
          new Activation(
              settings.patience(),
              settings.rules().keep(),
              settings.rules().keepDeployments(),
              settings.takeOver(),
              settings.clock().instant(),
              toTell(),
              settings.rules().r10k().allowed()));
      for (TargetServer server : target.servers()) {
        tell(directory, server);
      }
      sent += directory.bytesSent();
    } catch (IOException | RuntimeException e) {
      obstacle = new Target.Obstacle(State.FAILED, "switching failed: " + Failures.text(e));
    } finally {
      window = changed.isEmpty() ? 0 : System.nanoTime() - renamed;
      announce(changed, liveTrees(changed), false);
    }
  }

  private void announce(
      Map<String, EnvironmentRevision> changed, Map<String, String> trees, boolean begin) {
    for (TargetServer server : target.servers()) {
      HostPort address = server.address();
      if (address != null && !changed.isEmpty()) {
        boolean ruby = pool || found.remembered().unflushed().containsValue(true);
        Optional<String> unheard =
            begin
                ? settings.switches().begin(address, trees, ruby)
                : settings.switches().end(address, trees, ruby);
        unheard.ifPresent(note -> notes.put(server, note));
      }
    }
  }

  private Map<String, Boolean> toTell() {
    Map<String, Boolean> servers = new TreeMap<>();
    if (!before().isAt(share)) {
      for (TargetServer server : target.servers()) {
        if (settings.servers().of(server).known()) {
          servers.put(server.name(), pool);
        }
      }
    }
    return servers;
  }

  /** Also one that an earlier deployment could not tell. */
  private void tell(TargetDirectory directory, TargetServer server) throws IOException {
    Map<String, Boolean> owed = found.remembered().unflushed();
    boolean behind = owed.containsKey(server.name());
    ServerControl control = settings.servers().of(server);
    if (!control.known() || (before().isAt(share) && !behind && mended.isEmpty())) {
      return;
    }
    Map<String, String> trees = trees(behind ? share.environments() : changed());
    for (String name : before().environments().keySet()) {
      if (!share.environments().containsKey(name)) {
        trees.put(name, "");
      }
    }
    Set<String> live = behind ? Set.copyOf(trees.keySet()) : before().environments().keySet();
    boolean all = pool || owed.getOrDefault(server.name(), false);
    ServerControl.Loading loading =
        control.switched(new ServerControl.Switched(target.path(), trees, live, all));
    loadings.put(server, loading);
    if (loading.done()) {
      directory.flushed(server.name(), settings.patience());
    }
  }

  private Map<String, EnvironmentRevision> changed() {
    Map<String, EnvironmentRevision> changed = new TreeMap<>(share.environments());
    changed
        .values()
        .removeIf(
            e ->
                !mended.contains(e.environment())
                    && e.revision().equals(before().environments().get(e.environment())));
    return changed;
  }

  private static Map<String, String> trees(Map<String, EnvironmentRevision> environments) {
    Map<String, String> trees = new TreeMap<>();
    environments.forEach((name, e) -> trees.put(name, e.directory()));
    return trees;
  }

  private Map<String, String> liveTrees(Map<String, EnvironmentRevision> changed) {
    Map<String, String> trees = new TreeMap<>();
    if (!changed.isEmpty()) {
      Map<String, String> live = target.state().deployed().environments();
      live.forEach((name, revision) -> trees.put(name, name + "_" + revision));
    }
    return trees;
  }

  ServerResult result(
      TargetServer server, String environment, boolean decided, @Nullable String stop) {
    EnvironmentRevision wanted = share.environments().get(environment);
    String oldRevision = before().environments().get(environment);
    String newRevision = wanted == null ? null : wanted.revision();
    boolean laidAnew = mended.contains(environment);
    boolean same = !laidAnew && Objects.equals(oldRevision, newRevision);
    ServerControl.Loading loading = loadings.getOrDefault(server, ServerControl.Loading.DONE);
    State state;
    String message;
    if (obstacle != null) {
      state = obstacle.state();
      message = obstacle.message();
    } else if (!loading.done()) {
      state = State.FAILED;
      message = loading.message();
    } else if (same) {
      state = State.UNCHANGED;
      message = loading.message();
    } else {
      state = decided ? State.ACTIVE : State.STAGED;
      message = decided ? noted(server, loading) : stop;
      message = laidAnew && decided && loading.message() == null ? MENDED : message;
    }
    return new ServerResult(
        server.site(),
        server.name(),
        environment,
        oldRevision,
        newRevision,
        state,
        sent(environment),
        nanos / 1e9,
        same || !decided ? 0 : window / 1e9,
        message);
  }

  private @Nullable String noted(TargetServer server, ServerControl.Loading loading) {
    if (loading.message() == null && notes.containsKey(server)) {
      return notes.get(server);
    }
    return loading.message() == null && !settings.servers().of(server).known()
        ? Target.advice(server)
        : loading.message();
  }

  /** What is not sent for one environment alone counts for the first that changes. */
  private long sent(String environment) {
    long own = bytes.getOrDefault(environment, 0L);
    Set<String> changed = changed().keySet();
    Set<String> names = changed.isEmpty() ? share.environments().keySet() : changed;
    boolean first = names.stream().findFirst().filter(environment::equals).isPresent();
    long rest = sent - bytes.values().stream().mapToLong(Long::longValue).sum();
    return first ? own + Math.max(0, rest) : own;
  }
}

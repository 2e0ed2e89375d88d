package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.code.Contents;
import io.github.puppetha.http.Sender;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One directory's part in a deployment. Each step is called once, by one thread at a time. */
final class TargetWork {
  private final Settings settings;
  private final Target target;
  private final Decision share;
  private DeployedState before = DeployedState.NOTHING;
  private Target.@Nullable Obstacle obstacle;
  private Map<String, Long> bytes = Map.of();
  private long nanos;
  private @Nullable String note;

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
    return before;
  }

  boolean staged() {
    return obstacle == null;
  }

  boolean failed() {
    return obstacle != null && obstacle.state() == State.FAILED;
  }

  void stage(Contents contents, Parallel workers, ProgressListener listener) {
    long start = System.nanoTime();
    String task = "stage " + target.server();
    try (TargetDirectory directory = target.open()) {
      obstacle = target.obstacle(directory);
      if (obstacle == null) {
        listener.started(task, 0);
        stage(directory, contents, workers, () -> listener.advanced(task, 1));
      }
    } catch (IOException | RuntimeException e) {
      obstacle = new Target.Obstacle(State.FAILED, "staging failed: " + told(e));
    } finally {
      listener.finished(task);
    }
    nanos += System.nanoTime() - start;
  }

  private void stage(TargetDirectory directory, Contents contents, Parallel workers, Runnable step)
      throws IOException {
    TargetState state = directory.state();
    before = state.deployed();
    refuseForeign(state);
    bytes =
        directory.stage(
            new Staging(
                List.copyOf(share.environments().values()),
                contents,
                workers,
                settings.clock().instant(),
                StageHook.NONE,
                step));
    Optional<String> objection = control().rehearse(share.environments());
    if (objection.isPresent()) {
      throw new IOException(objection.get());
    }
  }

  private void refuseForeign(TargetState state) throws IOException {
    if (settings.takeOver()) {
      return;
    }
    for (EnvironmentRevision environment : share.environments().values()) {
      for (String name : List.of(environment.environment(), environment.directory())) {
        if (state.foreign().contains(name)) {
          String path = target.code().getPath();
          throw new IOException(
              Activator.foreignMessage(path.endsWith("/") ? path + name : path + "/" + name));
        }
      }
    }
  }

  void activate() {
    if (obstacle != null) {
      return;
    }
    long start = System.nanoTime();
    Map<String, EnvironmentRevision> changed = changed();
    HostPort address = target.address();
    if (address != null && !changed.isEmpty()) {
      settings.switches().begin(address, trees(changed));
    }
    try (TargetDirectory directory = target.open()) {
      directory.activate(
          share,
          new Activation(
              settings.patience(),
              settings.keep(),
              settings.takeOver(),
              settings.clock().instant()));
      if (!before.isAt(share)) {
        note = control().switched(changed).orElse(null);
      }
    } catch (IOException | RuntimeException e) {
      obstacle = new Target.Obstacle(State.FAILED, "switching failed: " + told(e));
    } finally {
      if (address != null && !changed.isEmpty()) {
        settings.switches().end(address, liveTrees());
      }
    }
    nanos += System.nanoTime() - start;
  }

  private Map<String, EnvironmentRevision> changed() {
    Map<String, EnvironmentRevision> changed = new TreeMap<>(share.environments());
    changed.values().removeIf(e -> e.revision().equals(before.environments().get(e.environment())));
    return changed;
  }

  private static Map<String, String> trees(Map<String, EnvironmentRevision> environments) {
    Map<String, String> trees = new TreeMap<>();
    environments.forEach((name, e) -> trees.put(name, e.directory()));
    return trees;
  }

  private Map<String, String> liveTrees() {
    Map<String, String> trees = new TreeMap<>();
    target.state().deployed().environments().forEach((name, r) -> trees.put(name, name + "_" + r));
    return trees;
  }

  private ServerControl control() {
    HostPort address = target.address();
    Optional<Sender> sender = address == null ? Optional.empty() : settings.flush().apply(address);
    return sender.<ServerControl>map(CacheFlush::new).orElse(ServerControl.NONE);
  }

  private static String told(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  ServerResult result(String environment, boolean decided, @Nullable String stop) {
    EnvironmentRevision wanted = share.environments().get(environment);
    String oldRevision = before.environments().get(environment);
    String newRevision = wanted == null ? null : wanted.revision();
    boolean same = Objects.equals(oldRevision, newRevision);
    State state;
    String message;
    if (obstacle != null) {
      state = obstacle.state();
      message = obstacle.message();
    } else if (same) {
      state = State.UNCHANGED;
      message = note;
    } else {
      state = decided ? State.ACTIVE : State.STAGED;
      message = decided ? Objects.requireNonNullElse(note, advice()) : stop;
    }
    return new ServerResult(
        target.site(),
        target.server(),
        environment,
        oldRevision,
        newRevision,
        state,
        bytes.getOrDefault(environment, 0L),
        nanos / 1e9,
        message == null || message.isEmpty() ? null : message);
  }

  private String advice() {
    return Objects.requireNonNullElse(target.advice(), "");
  }
}

package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One directory's part in a deployment. Each step is called once, by one thread at a time. */
final class TargetWork {
  private static final String FLUSH = "/puppet-admin-api/v1/environment-cache";

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

  void stage(Repositories repositories, Parallel workers, ProgressListener listener) {
    long start = System.nanoTime();
    String task = "stage " + target.server();
    obstacle = target.obstacle();
    if (obstacle == null) {
      listener.started(task, 0);
      try {
        before = DeployedState.read(target.layout().root());
        refuseForeign();
        bytes =
            new Stager(
                    target.layout(),
                    repositories,
                    workers,
                    settings.clock().instant(),
                    () -> listener.advanced(task, 1))
                .stage(share.environments().values());
      } catch (IOException | RuntimeException e) {
        obstacle = new Target.Obstacle(State.FAILED, "staging failed: " + told(e));
      } finally {
        listener.finished(task);
      }
    }
    nanos += System.nanoTime() - start;
  }

  private void refuseForeign() throws IOException {
    if (settings.takeOver()) {
      return;
    }
    for (EnvironmentRevision environment : share.environments().values()) {
      for (String name : List.of(environment.environment(), environment.directory())) {
        if (Activator.foreign(target.layout(), name)) {
          throw new IOException(Activator.foreignMessage(target.layout(), name));
        }
      }
    }
  }

  void activate() {
    if (obstacle != null) {
      return;
    }
    long start = System.nanoTime();
    try {
      new Activator(
              target.layout(), settings.keep(), settings.takeOver(), settings.clock().instant())
          .activate(share, settings.patience());
      if (!before.isAt(share)) {
        flush();
      }
    } catch (IOException | RuntimeException e) {
      obstacle = new Target.Obstacle(State.FAILED, "switching failed: " + told(e));
    }
    nanos += System.nanoTime() - start;
  }

  private void flush() {
    HostPort address = target.address();
    Optional<Sender> sender = address == null ? Optional.empty() : settings.flush().apply(address);
    if (sender.isEmpty()) {
      return;
    }
    try {
      PuppetResponse response =
          sender.get().send(new PuppetRequest("DELETE", FLUSH, Map.of(), new byte[0]));
      if (response.status() != 204) {
        String rule =
            response.status() == 403
                ? "; add a rule for " + FLUSH + " to its auth.conf that allows this certificate"
                : "";
        note = "its environment cache was not flushed: it answered " + response.status() + rule;
      }
    } catch (RuntimeException e) {
      note = "its environment cache was not flushed: " + e.getMessage();
    }
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

package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.SwitchNotice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which revision is live on which server, and which server is being switched. */
final class LiveTrees {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /** Who has not renewed a lease for so many of them has died. */
  private static final int ABANDONED = 3;

  private final Duration lease;
  private final ScheduledExecutorService timer;
  private final Consumer<HostPort> abandoned;
  private final Map<HostPort, ServerTrees> servers = new ConcurrentHashMap<>();

  /**
   * @param abandoned hears of a server that nobody said the end of a switch of
   */
  LiveTrees(Duration lease, ScheduledExecutorService timer, Consumer<HostPort> abandoned) {
    this.lease = lease;
    this.timer = timer;
    this.abandoned = abandoned;
  }

  ServerTrees of(HostPort server) {
    return servers.computeIfAbsent(server, s -> new ServerTrees());
  }

  /** Is it known of any server which revision of the environment is live there? */
  boolean anyKnows(String environment) {
    return servers.values().stream().anyMatch(s -> s.mark(environment).tree() != null);
  }

  int waiting() {
    return servers.values().stream().mapToInt(ServerTrees::waiting).sum();
  }

  void notice(SwitchNotice notice) {
    ServerTrees trees = of(notice.server());
    if (notice.event() == SwitchNotice.Event.END) {
      run(trees.end(notice.trees(), notice.ruby()));
      return;
    }
    trees
        .begin(notice.trees(), notice.ruby())
        .forEach(
            (environment, number) -> {
              LOG.debug("{} is switched to {}", notice.server(), notice.trees().get(environment));
              later(lease, () -> trees.leaseOver(environment, number));
              later(
                  lease.multipliedBy(ABANDONED),
                  () -> abandon(notice.server(), environment, number));
            });
  }

  private List<Runnable> abandon(HostPort server, String environment, long lease) {
    ServerTrees trees = of(server);
    ServerTrees.Mark before = trees.mark(environment);
    List<Runnable> released = trees.abandon(environment, lease);
    if (trees.mark(environment).epoch() != before.epoch()) {
      LOG.warn("nobody told the end of a switch of {} on {}", environment, server);
      abandoned.accept(server);
    }
    return released;
  }

  private void later(Duration time, Supplier<List<Runnable>> released) {
    timer.schedule(() -> run(released.get()), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run(List<Runnable> actions) {
    actions.forEach(timer::execute);
  }

  /**
   * Runs the action at once, or when the environment's switch on that server, or its lease, ends.
   */
  void whenFree(HostPort server, String environment, Runnable action) {
    if (!of(server).await(environment, action)) {
      action.run();
    }
  }

  /** The same, where only a switch matters with which the server's JRubies are made anew. */
  void whenRubyIsFree(HostPort server, String environment, Runnable action) {
    if (!of(server).ruby(environment) || !of(server).await(environment, action)) {
      action.run();
    }
  }

  /**
   * Runs what a switch overtook at once, or when it is over, however often its lease is renewed.
   */
  void whenOver(HostPort server, String environment, Runnable action) {
    if (!of(server).awaitEnd(environment, action)) {
      action.run();
    }
  }
}

package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.SwitchNotice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which revision is live on which server, and which server is being switched. */
final class LiveTrees {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /** Who has not told the end of a switch after so many leases has died. */
  private static final int ABANDONED = 24;

  private final Duration lease;
  private final ScheduledExecutorService timer;
  private final Map<HostPort, ServerTrees> servers = new ConcurrentHashMap<>();

  LiveTrees(Duration lease, ScheduledExecutorService timer) {
    this.lease = lease;
    this.timer = timer;
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
      run(trees.end(notice.trees()));
      return;
    }
    trees
        .begin(notice.trees())
        .forEach(
            (environment, epoch) -> {
              LOG.info("{} is switched to {}", notice.server(), notice.trees().get(environment));
              later(lease, () -> trees.leaseOver(environment, epoch));
              Duration abandoned = lease.multipliedBy(ABANDONED);
              later(abandoned, () -> trees.abandon(environment, epoch));
            });
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

  /** The same for what a switch overtook: it waits for the end for another lease. */
  void whenOver(HostPort server, String environment, Runnable action) {
    ServerTrees trees = of(server);
    Long epoch = trees.awaitLonger(environment, action);
    if (epoch == null) {
      action.run();
    } else {
      later(lease, () -> trees.leaseOver(environment, epoch));
    }
  }
}

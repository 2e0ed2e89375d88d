package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.io.Threads;
import io.github.puppetha.pki.Identity;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What keeps runs at one revision, put together, with the one thread that it needs. */
final class RunKeeper implements AutoCloseable {
  /** Agents end a run after an hour ({@code runtimeout}); one that is silent for longer is over. */
  private static final Duration SILENCE = Duration.ofHours(2);

  private static final int MOST = 50_000;
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final ScheduledExecutorService timer;
  private final LiveTrees trees;
  private final Runs runs;
  private final TreeLook looks;
  private final Pinning pinning;

  /**
   * @param identity the gateway's own, as which it asks servers
   * @param lease how long a switch is waited for without a word
   */
  RunKeeper(Settings settings, Supplier<Identity> identity, Duration lease) {
    timer = Threads.timer("puppet-ha-gateway-timer");
    trees = new LiveTrees(lease, timer, this::look);
    runs = new Runs(settings.clock(), SILENCE, MOST);
    looks = new TreeLook(settings, identity, trees, runs);
    pinning = new Pinning(settings.pin(), trees, runs, settings.listener(), this::look);
  }

  private void look(HostPort server) {
    looks.soon(server);
  }

  Pinning pinning() {
    return pinning;
  }

  LiveTrees trees() {
    return trees;
  }

  /** Looks at the servers now, waiting a little for what they say, and then again and again. */
  void start(Duration every) {
    timer.scheduleWithFixedDelay(
        runs::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    looks.first();
    timer.scheduleWithFixedDelay(
        looks::all, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}

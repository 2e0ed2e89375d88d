package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.ServerHealth.Kept;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What is remembered of all servers, also between runs where there is a file for it. */
final class Memory implements AutoCloseable {
  private final Map<HostPort, ServerHealth> servers = new ConcurrentHashMap<>();
  private final @Nullable MemoryFile file;
  private final Clock clock;
  private final ExecutorService executor = ServerSelector.threads("puppet-ha-memory");
  private final AtomicBoolean unsaved = new AtomicBoolean();
  private final Object saving = new Object();

  Memory(@Nullable Path path, Clock clock) {
    this.file = path == null ? null : new MemoryFile(path);
    this.clock = clock;
    if (file != null) {
      file.read(clock.millis()).forEach((server, kept) -> of(server).adopt(kept));
    }
  }

  ServerHealth of(HostPort server) {
    ServerHealth known = servers.get(server);
    return known != null
        ? known
        : servers.computeIfAbsent(server, s -> new ServerHealth(this::changed));
  }

  /** Beside the selection, which must not wait for a disk; one write for many changes. */
  private void changed() {
    if (file != null && !unsaved.getAndSet(true)) {
      try {
        executor.execute(this::save);
      } catch (RejectedExecutionException e) {
        save(); // closed
      }
    }
  }

  /** Writes what is not written yet; what is being written is waited for, not broken off. */
  @Override
  public void close() {
    executor.shutdown();
    save();
  }

  private void save() {
    synchronized (saving) {
      if (file == null || !unsaved.getAndSet(false)) {
        return;
      }
      Map<HostPort, Kept> own = new HashMap<>();
      servers.forEach((server, health) -> own.put(server, health.kept()));
      own.values().removeIf(kept -> kept.changedAt() == 0);
      file.merge(own, clock.millis()).forEach((server, kept) -> of(server).adopt(kept));
    }
  }
}

package io.github.puppetha.io;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * Threads that keep no JVM alive. What waits runs on one of these, never in the JVM's common pool:
 * from Java 25 on, that has a single thread where there are two processors, so that two tasks of
 * which one waits for the other would never end.
 */
public final class Threads {
  private Threads() {}

  /** Makes threads of this name. */
  public static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** One thread of this name for what is done now and then. */
  public static ScheduledExecutorService timer(String name) {
    return Executors.newSingleThreadScheduledExecutor(daemons(name));
  }

  /**
   * Begins work on a new thread.
   *
   * @return what it returns, or throws
   */
  public static <T> CompletableFuture<T> start(String name, Supplier<T> work) {
    ThreadFactory threads = daemons(name);
    return CompletableFuture.supplyAsync(work, task -> threads.newThread(task).start());
  }
}

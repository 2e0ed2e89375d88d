package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.Threads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/** Work done by several threads at once; the first failure is thrown when all have ended. */
final class Parallel implements AutoCloseable {
  private final ExecutorService threads;

  Parallel(int count, String name) {
    this.threads = Executors.newFixedThreadPool(count, Threads.daemons("puppet-ha-" + name));
  }

  <T, R> List<R> map(Collection<T> inputs, Function<T, R> work) {
    return begin(inputs, work).get();
  }

  /** Begins the same; what is given waits for the results. */
  <T, R> Supplier<List<R>> begin(Collection<T> inputs, Function<T, R> work) {
    List<Future<R>> futures = new ArrayList<>();
    for (T input : inputs) {
      Callable<R> task = () -> work.apply(input);
      futures.add(threads.submit(task));
    }
    return () -> results(futures);
  }

  private static <R> List<R> results(List<Future<R>> futures) {
    List<R> results = new ArrayList<>();
    RuntimeException failure = null;
    for (Future<R> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        RuntimeException cause =
            e.getCause() instanceof RuntimeException r
                ? r
                : new IllegalStateException(e.getCause());
        failure = failure == null ? cause : failure;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PuppetHaException("The deployment was interrupted", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

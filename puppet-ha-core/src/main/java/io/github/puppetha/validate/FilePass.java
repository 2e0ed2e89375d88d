package io.github.puppetha.validate;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at every file once, on several threads. Large files are looked at one after the other, so
 * that no more than one of them is in memory.
 */
final class FilePass<F> {
  /** In bytes. */
  private static final long LARGE = 4L << 20;

  private final Sources sources;
  private final CrossFileRules<F> rules;
  private final ResultCache cache;
  private final Map<RepoFile, FileResult<F>> known;

  FilePass(
      Sources sources,
      CrossFileRules<F> rules,
      ResultCache cache,
      Map<RepoFile, FileResult<F>> known) {
    this.cache = cache;
    this.known = known;
    this.sources = sources;
    this.rules = rules;
  }

  /** What came of each file, in their order. */
  List<FileResult<F>> over(List<RepoFile> files, int threads) {
    List<FileResult<F>> results =
        new ArrayList<>(Collections.nCopies(files.size(), FileResult.nothing()));
    List<Integer> large = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
            FileResult<F> before = known.get(files.get(i));
            if (before != null) {
              results.set(i, before);
            } else if (isLarge(files.get(i))) {
              large.add(i);
            } else {
              results.set(i, looked(files.get(i)));
            }
          }
        };
    if (threads > 1) {
      onThreads(Math.min(threads, files.size()), work);
    } else {
      work.run();
    }
    large.forEach(i -> results.set(i, lookCarefully(files.get(i))));
    return results;
  }

  private static void onThreads(int threads, Runnable work) {
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.max(1, threads), Threads.daemons("validate"));
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(work));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PuppetHaException("Validating was interrupted; run it again", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof PuppetHaException known
          ? known
          : new PuppetHaException("Validating failed: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static boolean isLarge(RepoFile file) {
    try {
      return file.file().size() > LARGE;
    } catch (IOException e) {
      return false;
    }
  }

  private FileResult<F> lookCarefully(RepoFile file) {
    try {
      return look(file);
    } catch (OutOfMemoryError e) {
      Findings findings = new Findings(file.name());
      findings.add(
          LayoutRule.TOO_LARGE, null, "the file needs more memory than Java has; see -Xmx");
      return new FileResult<>(true, findings.problems(), Optional.empty());
    }
  }

  /** What is not reported stays the same in another revision that has the same module. */
  private FileResult<F> looked(RepoFile file) {
    FileResult<F> result = look(file);
    if (!file.reported()) {
      known.put(file, result);
    }
    return result;
  }

  private FileResult<F> look(RepoFile file) {
    Optional<FileCheck> check = sources.checkOf(file);
    if (check.isEmpty()) {
      return FileResult.nothing();
    }
    try {
      return checked(file, check.get());
    } catch (RuntimeException e) {
      throw new PuppetHaException(
          "Validating " + file.name() + " failed, which is a mistake of the validator: " + e, e);
    }
  }

  private FileResult<F> checked(RepoFile file, FileCheck check) {
    Findings findings = new Findings(file.name());
    Optional<byte[]> bytes = SourceText.bytes(file.file(), findings);
    if (bytes.isEmpty() || !check.alone() || !cache.works()) {
      return result(file, check, bytes, findings);
    }
    byte[] key = ResultCache.key(file, check, bytes.get());
    Optional<FileResult<F>> known = cache.file(key, rules);
    if (known.isPresent()) {
      return known.get();
    }
    FileResult<F> result = result(file, check, bytes, findings);
    cache.keep(key, result, rules);
    return result;
  }

  private FileResult<F> result(
      RepoFile file, FileCheck check, Optional<byte[]> bytes, Findings findings) {
    Optional<F> facts =
        bytes
            .flatMap(b -> check.decoder().decode(b, findings))
            .map(text -> check.body().check(text, findings))
            .flatMap(content -> rules.collect(file, content));
    return file.reported()
        ? new FileResult<>(true, findings.problems(), facts)
        : new FileResult<>(false, List.of(), facts);
  }
}

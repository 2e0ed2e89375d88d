package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks again and again until something is so; tests bring a time of their own.
 *
 * @param nanos a clock like {@link System#nanoTime}
 * @param pause lets time pass
 */
record Waiting(LongSupplier nanos, Pause pause) {
  /** The system's own time. */
  static final Waiting REAL = new Waiting(System::nanoTime, time -> Thread.sleep(time.toMillis()));

  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** Lets time pass. */
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * Asks until nothing is left to wait for.
   *
   * @param left what is left, or null when nothing is
   * @return what was left when time ran out; null when nothing was
   */
  @Nullable String until(Duration limit, Supplier<@Nullable String> left) {
    long end = nanos.getAsLong() + limit.toNanos();
    Duration next = FIRST;
    String last = left.get();
    while (last != null && nanos.getAsLong() < end) {
      sleep(next);
      next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
      last = left.get();
    }
    return last;
  }

  void sleep(Duration time) {
    try {
      pause.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PuppetHaException("The deployment was interrupted", e);
    }
  }
}

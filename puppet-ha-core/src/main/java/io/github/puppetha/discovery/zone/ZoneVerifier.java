package io.github.puppetha.discovery.zone;

import io.github.puppetha.PuppetHaException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Waits until every authoritative server of a zone has what was written at its primary.
 *
 * @param nanos a clock like {@link System#nanoTime}
 * @param pause lets time pass
 */
public record ZoneVerifier(LongSupplier nanos, Pause pause) {
  /** The system's own time. */
  public static final ZoneVerifier REAL =
      new ZoneVerifier(System::nanoTime, time -> Thread.sleep(time.toMillis()));

  private static final Duration STEP = Duration.ofMillis(200);

  /** Lets time pass. */
  public interface Pause {
    /** Waits for that long. */
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * Asks again and again, for at most so long; once at least.
   *
   * @param written what the primary has since the change
   */
  public Verification await(ZoneServer zone, ZoneContent written, Duration limit) {
    long end = nanos.getAsLong() + limit.toNanos();
    Verification now = look(zone, written);
    try {
      while (!now.complete() && nanos.getAsLong() < end) {
        pause.sleep(STEP);
        now = look(zone, written);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return now;
  }

  private static Verification look(ZoneServer zone, ZoneContent written) {
    try {
      return Verification.of(written, zone.views());
    } catch (PuppetHaException e) {
      return new Verification(List.of(), List.of(String.valueOf(e.getMessage())));
    }
  }
}

package io.github.puppetha.soak;

import java.util.Random;

/**
 * How long the fault and random suites go on: a tenth with a fixed seed, or, with {@code -Psoak},
 * the whole with a new seed, which is printed. {@code -Dpuppet-ha.seed} repeats one.
 */
public final class Soak {
  private static final boolean WHOLE = Boolean.getBoolean("puppet-ha.soak");
  private static final long FIXED = 20261125;

  private Soak() {}

  /** How many rounds, of so many. */
  public static int rounds(int whole) {
    return WHOLE ? whole : Math.max(1, whole / 10);
  }

  /** What this suite draws from. */
  public static Random random(Class<?> suite) {
    long seed = Long.getLong("puppet-ha.seed", WHOLE ? System.nanoTime() : FIXED);
    System.out.println(suite.getSimpleName() + ": seed " + seed);
    return new Random(seed);
  }
}

package io.github.puppetha.benchmarks;

/** Runs all benchmarks, or those whose names match the arguments. */
public final class Benchmarks {
  private Benchmarks() {}

  /**
   * The arguments are JMH's own.
   *
   * @throws Exception when JMH cannot run
   */
  public static void main(String[] arguments) throws Exception {
    org.openjdk.jmh.Main.main(arguments);
  }
}

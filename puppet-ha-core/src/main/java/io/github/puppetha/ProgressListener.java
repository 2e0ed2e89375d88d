package io.github.puppetha;

/**
 * Hears of long work. Each task is begun once, may advance any number of times, and ends once, also
 * when it fails. Calls may come from any thread, also at the same time for different tasks; they
 * must return quickly and must not call back into the work.
 */
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = new ProgressListener() {};

  /**
   * A task begins.
   *
   * @param task its name, unique among those under way
   * @param steps how many steps it has, or 0 when that is not known
   */
  default void started(String task, long steps) {}

  /** A task did some of its steps. */
  default void advanced(String task, long steps) {}

  /** A task is over. */
  default void finished(String task) {}

  /** Something to tell that belongs to no task. */
  default void message(String text) {}
}

package io.github.puppetha.deploy;

import io.github.puppetha.ProgressListener;

/** A task that a listener hears of once it has begun, and of whose end then, also when it fails. */
final class ProgressTask implements AutoCloseable {
  private final ProgressListener listener;
  private final String name;
  private boolean begun;

  ProgressTask(ProgressListener listener, String name) {
    this.listener = listener;
    this.name = name;
  }

  /** Begins. By the thread that closes it. */
  void begin(long steps) {
    begun = true;
    listener.started(name, steps);
  }

  /** One step is done. By any thread. */
  void step() {
    listener.advanced(name, 1);
  }

  @Override
  public void close() {
    if (begun) {
      listener.finished(name);
    }
  }
}

package io.github.puppetha.deploy;

import io.github.puppetha.ProgressListener;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waiting for another deployer, as a task that a listener hears of. */
final class LeaseWait implements Consumer<String>, AutoCloseable {
  private final ProgressListener listener;
  private @Nullable String task;

  LeaseWait(ProgressListener listener) {
    this.listener = listener;
  }

  @Override
  public void accept(String who) {
    task = "wait: " + who;
    listener.started(task, 0);
  }

  boolean waited() {
    return task != null;
  }

  @Override
  public void close() {
    if (task != null) {
      listener.finished(task);
    }
  }
}

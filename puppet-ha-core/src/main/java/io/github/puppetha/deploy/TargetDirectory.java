package io.github.puppetha.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One environments directory of one server, wherever it lies. What lies in it is the same for all
 * ways to reach it. Used by one thread at a time.
 */
interface TargetDirectory extends AutoCloseable {
  /** Why nothing can be deployed there; null when nothing stands in the way. Changes nothing. */
  Target.@Nullable Obstacle obstacle();

  /** What is there now. */
  TargetState state() throws IOException;

  /**
   * Lays down what is missing of environments and their modules, each once: written aside, checked
   * against its digest, brought to the disk, and only then given its name.
   *
   * @return bytes sent, by environment
   */
  Map<String, Long> stage(Staging staging) throws IOException;

  /**
   * Switches every environment, removes those that are no more, then sweeps. Running it again ends
   * at the same.
   *
   * @throws IOException when a later decision is live, when something staged is missing, and for
   *     trouble on the way; what was switched stays switched
   */
  void activate(Decision decision, Activation how) throws IOException;

  /**
   * Takes a server off the list of those that have yet to load what is live, which {@link
   * #activate} put it on.
   *
   * @param patience how long to wait for another deployer there
   */
  void flushed(String server, Duration patience) throws IOException;

  /** Bytes sent to its machine since it was opened; 0 where none need be sent. */
  long bytesSent();

  /** Runs commands on its machine. */
  CommandRunner commands();

  @Override
  void close();
}

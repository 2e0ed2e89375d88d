package io.github.puppetha.deploy;

import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Runs commands on the machine that a directory belongs to. */
interface CommandRunner {
  /**
   * Runs one to its end.
   *
   * @param command the program and its arguments; no shell reads them
   * @param limit after this it is ended, and an IOException thrown
   */
  Processes.Result run(List<String> command, Duration limit) throws IOException;
}

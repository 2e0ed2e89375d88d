package io.github.puppetha.code;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** How often what failed for now is tried again, and how long to wait before. */
interface Retries {
  /** Up to four more times, after 0.5, 1, 2 and 4 seconds, or what the server asks for. */
  Retries DEFAULT =
      (failures, wanted) -> {
        if (failures > 4) {
          return false;
        }
        Duration usual = Duration.ofMillis(250L << failures);
        Duration longest = Duration.ofSeconds(30);
        Duration pause = wanted.orElse(usual);
        try {
          Thread.sleep((pause.compareTo(longest) > 0 ? longest : pause).toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", e);
        }
        return true;
      };

  /**
   * Waits, unless it is enough.
   *
   * @param failures how often it failed in a row, 1 or more
   * @param wanted what the server asks to wait for
   * @return whether to try again
   */
  boolean again(int failures, Optional<Duration> wanted) throws IOException;
}

package io.github.puppetha.deploy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is live of one environment on one server, held against its revision.
 *
 * @param site the site's name
 * @param server the server's host and port; with an r10k.yaml, the directory
 * @param environment the environment's name; empty when nothing could be looked at
 * @param number the deployment that was switched to there last
 * @param revision the live revision, 8 hex digits; null when nothing could be looked at
 * @param digest of what is there, modules included: 64 hex digits; null when it could not be read
 * @param expected of what should be there
 * @param differences sorted; empty when all is as it should be
 * @param message why it could not be looked at, or null
 */
public record EnvironmentDrift(
    String site,
    String server,
    String environment,
    long number,
    @Nullable String revision,
    @Nullable String digest,
    @Nullable String expected,
    List<Difference> differences,
    @Nullable String message) {
  /** Copies the list. */
  public EnvironmentDrift {
    differences = List.copyOf(differences);
  }

  /** Is it known to be exactly its revision? */
  public boolean clean() {
    return message == null && differences.isEmpty() && digest != null && digest.equals(expected);
  }
}

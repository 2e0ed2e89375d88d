package io.github.puppetha.deploy;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A decided deployment: what is to be live on every server.
 *
 * @param number one more than the decision before; 0 means that there is none yet
 * @param at when it was decided
 * @param by who decided it: user and host
 * @param environments every environment by name, also those that did not change
 */
public record Decision(
    long number, Instant at, String by, Map<String, EnvironmentRevision> environments) {
  /** What is there before the first decision. */
  public static final Decision NONE = new Decision(0, Instant.EPOCH, "", Map.of());

  /** Copies and sorts the environments. */
  public Decision {
    environments = java.util.Collections.unmodifiableMap(new TreeMap<>(environments));
  }
}

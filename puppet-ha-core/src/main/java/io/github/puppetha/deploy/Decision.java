package io.github.puppetha.deploy;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A decided deployment: what is to be live on every server.
 *
 * @param number higher than that of the decision before; 0 means that there is none yet
 * @param at when it was decided
 * @param by who decided it: user and host
 * @param why what it came from other than the branches, such as {@code rollback to 7}; else empty
 * @param trial whether it was not decided for all servers, but is tried out on some, under the
 *     number of the last one
 * @param environments every environment by name, also those that did not change
 */
public record Decision(
    long number,
    Instant at,
    String by,
    String why,
    boolean trial,
    Map<String, EnvironmentRevision> environments) {
  /** What is there before the first decision. */
  public static final Decision NONE = new Decision(0, Instant.EPOCH, "", Map.of());

  /** Copies and sorts the environments. */
  public Decision {
    environments = Collections.unmodifiableMap(new TreeMap<>(environments));
  }

  /** One that came from the branches. */
  public Decision(
      long number, Instant at, String by, Map<String, EnvironmentRevision> environments) {
    this(number, at, by, "", false, environments);
  }

  /** The same decision for some of its environments. */
  Decision of(Map<String, EnvironmentRevision> some) {
    return new Decision(number, at, by, why, trial, some);
  }

  /** What it would be as a trial under the number of the last decision. */
  Decision asTrial(long last) {
    return new Decision(last, at, by, why, true, environments);
  }

  /** Is it the very same act of deciding? */
  boolean sameAs(Decision other) {
    return number == other.number && at.equals(other.at) && by.equals(other.by);
  }

  /** The revision of each environment: eight hex digits. */
  Map<String, String> revisions() {
    Map<String, String> revisions = new TreeMap<>();
    environments.forEach((name, e) -> revisions.put(name, e.revision()));
    return revisions;
  }
}

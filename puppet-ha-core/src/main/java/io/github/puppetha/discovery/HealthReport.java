package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import java.time.Instant;

/**
 * What was found of a server at its last probe.
 *
 * @param server who
 * @param grade how well it does
 * @param why in words, with what to do where something is to be done
 * @param since when it was first found to have this grade, without another one in between
 * @param answers whether it took the last probe's connection under its own name and said that it
 *     runs; with {@link Grade#UNKNOWN} this tells "not asked yet" from "more may not be asked"
 */
public record HealthReport(
    HostPort server, Grade grade, String why, Instant since, boolean answers) {

  /** One without an answer, unless it is good or busy. */
  public HealthReport(HostPort server, Grade grade, String why, Instant since) {
    this(server, grade, why, since, grade == Grade.GOOD || grade == Grade.BUSY);
  }

  /** Does it answer, and is nothing known that speaks against it? */
  public boolean well() {
    return answers && !grade.bad();
  }
}

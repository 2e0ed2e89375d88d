package io.github.puppetha.discovery.monitor;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Grade;
import io.github.puppetha.discovery.HealthReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * For how long each server has been found the same without a break: the hysteresis. Immutable.
 * Times are those of a clock that nobody can set.
 *
 * @param streaks by server
 * @param now when it was looked last
 */
record Steadiness(Map<HostPort, Streak> streaks, Duration now) {
  /** Nothing is known of any server. */
  static final Steadiness NONE = new Steadiness(Map.of(), Duration.ZERO);

  private static final Streak NEVER_SEEN =
      new Streak(Verdict.OPEN, Grade.UNKNOWN, "never asked", Instant.EPOCH, Duration.ZERO);

  Steadiness {
    streaks = Map.copyOf(streaks);
  }

  /**
   * The same finding again and again.
   *
   * @param verdict what it means
   * @param grade the last one
   * @param why the last report's words
   * @param graded since when the server has had this grade, as the last report says
   * @param since when the verdict was first this
   */
  record Streak(Verdict verdict, Grade grade, String why, Instant graded, Duration since) {
    /** Does a report go on with it? Not when the server had another grade between two looks. */
    boolean goesOn(Verdict next, HealthReport report) {
      return next == verdict && (report.grade() != grade || report.since().equals(graded));
    }
  }

  /** After one more look; who was not looked at is forgotten. */
  Steadiness next(Collection<HealthReport> reports, boolean settled, Duration at) {
    Map<HostPort, Streak> next = new HashMap<>();
    for (HealthReport report : reports) {
      Verdict verdict = Verdict.of(report, settled);
      Streak before = streaks.get(report.server());
      Duration since = before != null && before.goesOn(verdict, report) ? before.since : at;
      next.put(
          report.server(),
          new Streak(verdict, report.grade(), report.why(), report.since(), since));
    }
    return new Steadiness(next, at);
  }

  /** What is known of a server. */
  Streak of(HostPort server) {
    return streaks.getOrDefault(server, NEVER_SEEN);
  }

  /** Has it been found so for at least that long? */
  boolean is(HostPort server, Verdict verdict, Duration atLeast) {
    Streak streak = of(server);
    return streak.verdict == verdict && now.minus(streak.since).compareTo(atLeast) >= 0;
  }
}

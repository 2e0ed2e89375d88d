package io.github.puppetha.discovery.monitor;

import io.github.puppetha.discovery.Grade;
import io.github.puppetha.discovery.HealthReport;

/** What a server's health means to its records. */
enum Verdict {
  /** They belong into DNS. A busy server is well: DNS knows no busy. */
  WELL,
  /** They do not. */
  BAD,
  /** Nothing is known that would be a reason to change them. */
  OPEN;

  /**
   * What a report means.
   *
   * @param settled whether the decided deployment is old enough that every server should have it
   */
  static Verdict of(HealthReport report, boolean settled) {
    if (report.grade() == Grade.BEHIND && !settled) {
      return OPEN;
    }
    if (report.grade().bad()) {
      return BAD;
    }
    return report.well() ? WELL : OPEN;
  }
}

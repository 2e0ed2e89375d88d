package io.github.puppetha.maven;

import io.github.puppetha.deploy.DriftReport;
import io.github.puppetha.deploy.EnvironmentDrift;
import java.util.ArrayList;
import java.util.List;

/** What differs from its revision, for people. */
public final class DriftText {
  private static final int MOST = 20;

  private DriftText() {}

  /** A line for each environment on each server, and one for each of its first differences. */
  public static List<String> lines(DriftReport report) {
    List<String> lines = new ArrayList<>();
    for (EnvironmentDrift drift : report.servers()) {
      lines.add(
          String.join(
              "  ",
              drift.site(),
              drift.server(),
              drift.environment().isEmpty() ? "-" : drift.environment(),
              drift.revision() == null ? "-" : drift.revision(),
              verdict(drift)));
      drift.differences().stream().limit(MOST).forEach(d -> lines.add("    " + d));
      int more = drift.differences().size() - MOST;
      if (more > 0) {
        lines.add("    and " + more + " more");
      }
    }
    return lines;
  }

  private static String verdict(EnvironmentDrift drift) {
    String message = drift.message();
    if (message != null) {
      return message;
    }
    String digest = drift.digest();
    return drift.clean() && digest != null
        ? "as decided (" + digest.substring(0, 12) + ")"
        : drift.differences().size() == 1
            ? "1 file differs"
            : drift.differences().size() + " files differ";
  }
}

package io.github.puppetha.deploy.hooks;

import io.github.puppetha.deploy.DeployPlan;
import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.ServerResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A deployment as the one who pushed sees it. */
public final class PushedText {
  private PushedText() {}

  /** What is about to be done; a line for each environment on each server that changes. */
  public static List<String> plan(DeployPlan plan) {
    List<String> lines = new ArrayList<>(List.of("puppet-ha: deployment " + plan.number()));
    plan.text().lines().map(line -> "  " + line).forEach(lines::add);
    return lines;
  }

  /** What became of it. */
  public static List<String> result(DeployResult result) {
    List<String> lines = new ArrayList<>();
    Set<String> messages = new LinkedHashSet<>();
    for (ServerResult server : result.servers()) {
      String place = server.server() + "  " + server.environment();
      lines.add("  " + place + "  " + server.state().label());
      if (server.message() != null) {
        messages.add(server.server() + ": " + server.message());
      }
    }
    lines.addAll(messages);
    if (result.ok()) {
      lines.add("puppet-ha: deployed");
    } else {
      String what = result.decided() ? "switched, but not everywhere" : "nothing was switched";
      lines.add("puppet-ha: " + what + "; the push itself was taken. Mend that and deploy again");
    }
    return lines;
  }
}

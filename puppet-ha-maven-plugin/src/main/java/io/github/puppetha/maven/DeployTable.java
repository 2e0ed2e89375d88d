package io.github.puppetha.maven;

import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.ServerResult;
import io.github.puppetha.deploy.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a deployment did, as a table with a line for each environment on each server it changed. */
public final class DeployTable {
  private static final List<String> HEAD =
      List.of("site", "server", "environment", "was", "is to be", "state", "bytes", "seconds");

  private DeployTable() {}

  /** The lines: head and rows; none when nothing was to be changed. */
  public static List<String> lines(DeployResult result) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    result.servers().stream()
        .filter(server -> server.state() != State.UNCHANGED || server.message() != null)
        .forEach(server -> rows.add(row(server)));
    if (rows.size() == 1) {
      return List.of();
    }
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length()));
    }
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  /** How many environments are in which state, and the seconds it all took. */
  public static String summary(DeployResult result) {
    Map<State, Long> counts =
        result.servers().stream()
            .collect(
                Collectors.groupingBy(ServerResult::state, TreeMap::new, Collectors.counting()));
    String states =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().label())
            .collect(Collectors.joining(", "));
    return (states.isEmpty() ? "nothing to do" : states)
        + " in "
        + seconds(result.seconds())
        + " s";
  }

  /** What servers had to say, a line each, with the environments that it concerns. */
  public static List<String> messages(DeployResult result) {
    Map<String, List<String>> environments = new LinkedHashMap<>();
    for (ServerResult server : result.servers()) {
      if (server.message() != null) {
        String text = server.server() + ": " + server.message();
        environments.computeIfAbsent(text, key -> new ArrayList<>()).add(server.environment());
      }
    }
    List<String> messages = new ArrayList<>(result.failures());
    environments.forEach(
        (text, names) -> messages.add(text + " (" + String.join(", ", names) + ")"));
    messages.addAll(result.warnings());
    return messages;
  }

  private static List<String> row(ServerResult server) {
    String old = server.oldRevision();
    String next = server.newRevision();
    return List.of(
        server.site(),
        server.server(),
        server.environment(),
        old == null ? "-" : old,
        next == null ? "-" : next,
        server.state().label(),
        Long.toString(server.bytesSent()),
        seconds(server.seconds()));
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }
}

package io.github.puppetha.discovery.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A simulation as a text in columns. */
final class SimulationTable {
  /** More orders than these are summed up. */
  private static final int MOST_ROWS = 12;

  private final List<List<String>> rows = new ArrayList<>();

  private SimulationTable() {}

  static String of(Simulation simulation) {
    SimulationTable table = new SimulationTable();
    table.rows.add(List.of("for", "chance", "seconds", "chosen", "tried"));
    for (Walk walk : simulation.walks()) {
      String reached =
          walk.reached().equals(Probability.ONE)
              ? ""
              : " (if needed: " + percent(walk.reached()) + ")";
      table.orders(walk.purpose() + reached, walk.orders(), walk.unlisted());
    }
    String times =
        simulation.seconds().entrySet().stream()
            .map(e -> Seconds.of(e.getKey()) + " (" + percent(e.getValue()) + ")")
            .limit(MOST_ROWS)
            .collect(Collectors.joining(", "));
    String more = simulation.seconds().size() > MOST_ROWS ? ", …" : "";
    String agent =
        simulation.agent() + " agent, all searches together: " + times + more + "\n" + table.text();
    SimulationTable ours = new SimulationTable();
    ours.rows.add(List.of("for", "chance", "seconds", "chosen", "tried"));
    for (Selection own : simulation.ours()) {
      ours.orders(own.service().name().toLowerCase(Locale.ROOT), own.orders(), own.unlisted());
    }
    return agent + "\nour own selection, cold\n" + ours.text();
  }

  private void orders(String title, List<Order> orders, Probability unlisted) {
    String first = title;
    for (Order order : orders.subList(0, Math.min(MOST_ROWS, orders.size()))) {
      String tried =
          order.attempts().stream()
              .map(SimulationTable::attempt)
              .collect(Collectors.joining(", then "));
      rows.add(
          List.of(
              first, percent(order.probability()), Seconds.of(order.took()), chosen(order), tried));
      first = "";
    }
    Probability rest =
        orders.stream().skip(MOST_ROWS).map(Order::probability).reduce(unlisted, Probability::plus);
    if (!rest.isZero()) {
      rows.add(List.of("", percent(rest), "", "", "other orders"));
    }
  }

  private static String chosen(Order order) {
    return order
        .server()
        .map(server -> order.ending() == Ending.SERVED ? server : server + ", in vain")
        .orElse("nobody: " + order.ending());
  }

  private static String attempt(Attempt attempt) {
    String seconds = attempt.took().isZero() ? "" : " after " + Seconds.of(attempt.took());
    return attempt.server() + " (" + attempt.route() + ": " + attempt.result() + seconds + ")";
  }

  private static String percent(Probability probability) {
    String exact = probability.toString();
    String percent = String.format(Locale.ROOT, "%.1f%%", 100 * probability.toDouble());
    return probability.equals(Probability.ONE) || exact.length() > 7
        ? percent
        : percent + " = " + exact;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int columns = rows.get(0).size();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        int column = c;
        int width = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        line.append("  ").append(row.get(c));
        line.append(" ".repeat(c == columns - 1 ? 0 : width - row.get(c).length()));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}

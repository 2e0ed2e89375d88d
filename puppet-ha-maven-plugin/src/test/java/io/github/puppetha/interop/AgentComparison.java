package io.github.puppetha.interop;

import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.simulator.Ending;
import io.github.puppetha.discovery.simulator.Order;
import io.github.puppetha.discovery.simulator.Probability;
import io.github.puppetha.discovery.simulator.Simulation;
import io.github.puppetha.discovery.simulator.Walk;
import io.github.puppetha.interop.AgentTrace.Search;
import io.github.puppetha.interop.WatchedAgent.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an agent did, held against what was foretold. */
final class AgentComparison {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Map<Service, String> PATHS =
      Map.of(
          Service.FILESERVER, "file_metadatas",
          Service.PUPPET, "(?:catalog|node)",
          Service.REPORT, "report");

  private final List<Line> lines;
  private final List<String> differences = new ArrayList<>();

  private AgentComparison(List<Line> lines) {
    this.lines = lines;
  }

  /** Every difference in words; none when what was done is among what was foretold. */
  static List<String> differences(Simulation simulation, List<Line> lines) {
    AgentComparison comparison = new AgentComparison(lines);
    comparison.compare(simulation, AgentTrace.of(lines));
    return comparison.differences;
  }

  private void compare(Simulation simulation, List<Search> done) {
    List<Walk> foretold = simulation.walks();
    int next = 0;
    Duration real = Duration.ZERO;
    Duration said = Duration.ZERO;
    for (Search search : done) {
      while (next < foretold.size()
          && !fits(foretold.get(next), search)
          && maySkip(foretold.get(next))) {
        next++;
      }
      if (next == foretold.size() || !fits(foretold.get(next), search)) {
        differences.add("not foretold: " + search);
        return;
      }
      Order order = order(foretold.get(next++), search);
      if (order != null) {
        said = said.plus(order.took());
      }
      real = real.plus(search.took());
    }
    for (Walk left : foretold.subList(next, foretold.size())) {
      if (!maySkip(left)) {
        differences.add("foretold, but not done: " + left.purpose());
      }
    }
    if (differences.isEmpty() && !near(said, real)) {
      differences.add("all searches took " + real + ", not " + said);
    }
  }

  private static boolean fits(Walk walk, Search search) {
    return walk.service().name().toLowerCase(Locale.ROOT).equals(search.service());
  }

  private static boolean maySkip(Walk walk) {
    return walk.reached().compareTo(Probability.ONE) < 0;
  }

  private Order order(Walk walk, Search search) {
    for (Order order : walk.orders()) {
      if (order.servers().equals(search.servers())
          && order.ending() == ending(walk, search)
          && order.server().orElse("").equals(search.chosen())) {
        if (!near(order.took(), search.took())) {
          differences.add(walk.purpose() + " took " + search.took() + ", not " + order.took());
        }
        return order;
      }
    }
    differences.add(
        walk.purpose()
            + ": "
            + search
            + " "
            + ending(walk, search)
            + " is not among "
            + walk.orders());
    return null;
  }

  private Ending ending(Walk walk, Search search) {
    if (search.chosen().isEmpty()) {
      return search.noMoreRoutes() ? Ending.NO_SERVER : Ending.ABORTED;
    }
    return walk.service() == Service.CA || answered(walk.service(), search.chosen())
        ? Ending.SERVED
        : Ending.CHOSEN_IN_VAIN;
  }

  private boolean answered(Service service, String server) {
    Pattern answer =
        Pattern.compile(
            "HTTP [A-Z]+ https://"
                + Pattern.quote(server)
                + "/puppet/v3/"
                + PATHS.get(service)
                + ".* returned (\\d+)");
    for (Line line : lines) {
      Matcher matcher = answer.matcher(line.text());
      if (matcher.find()) {
        return matcher.group(1).equals("200");
      }
    }
    return false;
  }

  /** Within a second, or a tenth. */
  private static boolean near(Duration said, Duration real) {
    Duration tenth = said.dividedBy(10);
    Duration most = tenth.compareTo(SECOND) > 0 ? tenth : SECOND;
    return said.minus(real).abs().compareTo(most) <= 0;
  }

  /** For the table. */
  static String inWords(List<Line> lines) {
    List<Search> done = AgentTrace.of(lines);
    Duration all = done.stream().map(Search::took).reduce(Duration.ZERO, Duration::plus);
    return done.stream().map(AgentComparison::inWords).collect(Collectors.joining("; "))
        + seconds(all);
  }

  private static String inWords(Search search) {
    List<String> tried = new ArrayList<>(search.servers());
    if (tried.isEmpty() && !search.chosen().isEmpty()) {
      tried.add(search.chosen());
    }
    String end = search.chosen().isEmpty() ? (search.noMoreRoutes() ? " none" : " end") : "";
    return search.service() + " " + letters(tried) + end;
  }

  static String foretold(Simulation simulation) {
    String walks =
        simulation.walks().stream()
            .map(
                w ->
                    w.service().name().toLowerCase(Locale.ROOT)
                        + " "
                        + w.orders().stream()
                            .map(o -> one(o, w.orders().size() > 1))
                            .collect(Collectors.joining(" or ")))
            .collect(Collectors.joining("; "));
    return walks
        + " ("
        + simulation.seconds().keySet().stream()
            .map(d -> String.format(Locale.ROOT, "%.1f", d.toMillis() / 1000.0))
            .collect(Collectors.joining(" or "))
        + " s)";
  }

  private static String one(Order order, boolean several) {
    List<String> tried = new ArrayList<>(order.servers());
    if (tried.isEmpty()) {
      order.server().ifPresent(tried::add);
    }
    String end =
        switch (order.ending()) {
          case SERVED, CHOSEN_IN_VAIN -> "";
          case NO_SERVER -> " none";
          case ABORTED -> " end";
        };
    return letters(tried) + end + (several ? " [" + order.probability() + "]" : "");
  }

  private static String letters(List<String> servers) {
    return servers.stream()
        .map(server -> server.replaceFirst("\\.example\\.test:\\d+|:\\d+$", ""))
        .collect(Collectors.joining(">"));
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, " (%.1f s)", took.toMillis() / 1000.0);
  }
}

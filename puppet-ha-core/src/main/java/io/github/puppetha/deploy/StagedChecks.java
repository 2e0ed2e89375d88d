package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.Processes;
import io.github.puppetha.io.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries out on one server what is staged there: catalogs of named nodes, and an agent that changes
 * nothing. Both load the staged Ruby into JRubies that serve production, so these are made anew
 * afterwards, whatever came of it; the server is best drained for that time.
 */
final class StagedChecks {
  private static final Duration AGENT = Duration.ofMinutes(15);
  private static final Duration SHORT = Duration.ofSeconds(60);
  private static final String LINK = "[ -h \"$2\" ] || ln -s \"$1\" \"$2\"";
  private static final String AGENT_RUN =
      "d=$(mktemp -d) || exit 1; p=$1; shift;"
          + " command -v \"$p\" >/dev/null || p=/opt/puppetlabs/bin/puppet;"
          + " \"$p\" agent --onetime --no-daemonize --noop --no-usecacheonfailure --no-report"
          + " --detailed-exitcodes --color=false --logdest console --vardir \"$d\""
          + " --lastrunfile \"$d/last_run_summary.yaml\" \"$@\" 2>&1; r=$?;"
          + " rm -rf \"$d\"; exit $r";

  private final Checks checks;
  private final Target target;
  private final TargetServer server;
  private final ServerControl control;

  StagedChecks(Checks checks, Target target, TargetServer server, ServerControl control) {
    this.checks = checks;
    this.target = target;
    this.server = server;
    this.control = control;
  }

  /**
   * Checks.
   *
   * @param environments each with its {@code <env>_<8 hex>}
   * @param links the names that are links there already
   * @return what is wrong; null when nothing is
   */
  @Nullable String run(CommandRunner runner, Map<String, String> environments, Map<String, ?> links)
      throws IOException {
    String forbidden = control.mayCheck();
    if (forbidden != null) {
      return server.name() + " " + forbidden;
    }
    List<String> added = new ArrayList<>();
    try {
      for (String staged : environments.values()) {
        if (!links.containsKey(staged)) {
          String tree = target.path() + "/" + StoreLayout.TREES + "/" + staged;
          shell(runner, LINK, List.of(tree, target.path() + "/" + staged));
          added.add(target.path() + "/" + staged);
        }
      }
      return tryOut(runner, environments);
    } finally {
      for (String link : added) {
        runner.run(List.of("rm", "-f", link), SHORT);
      }
      control.checked();
    }
  }

  private @Nullable String tryOut(CommandRunner runner, Map<String, String> environments)
      throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, String> environment : environments.entrySet()) {
      for (String node : checks.nodes()) {
        String certname = node.substring(node.indexOf('/') + 1);
        if (!node.contains("/") || node.startsWith(environment.getKey() + "/")) {
          control
              .compile(certname, environment.getValue(), facts(certname))
              .ifPresent(w -> wrong.add(environment.getKey() + " for " + certname + ": " + w));
        }
      }
      if (checks.noop()) {
        agent(runner, environment.getValue())
            .ifPresent(w -> wrong.add(environment.getKey() + " with --noop: " + w));
      }
    }
    return wrong.isEmpty() ? null : server.name() + " cannot use it: " + String.join("; ", wrong);
  }

  private String facts(String certname) throws IOException {
    Path file = checks.facts().map(d -> d.resolve(certname + ".json")).orElse(null);
    if (file == null || !Files.isRegularFile(file)) {
      return "{\"values\":{}}";
    }
    String text = Files.readString(file);
    Tree root =
        JsonReader.read(file.toString(), text)
            .root()
            .filter(Tree.MapNode.class::isInstance)
            .orElseThrow(
                () -> new PuppetHaException(file + " holds no JSON object with a node's facts"));
    return ((Tree.MapNode) root).get("values").isPresent() ? text : "{\"values\":" + text + "}";
  }

  private Optional<String> agent(CommandRunner runner, String staged) throws IOException {
    String host = server.address() == null ? server.name() : server.address().host();
    String puppet = server.puppet().orElse("puppet");
    Processes.Result result =
        run(runner, AGENT_RUN, List.of(puppet, "--server", host, "--environment", staged), AGENT);
    return result.exit() == 0 || result.exit() == 2
        ? Optional.empty()
        : Optional.of("the agent ended with " + result.exit() + ": " + complaint(result.out()));
  }

  /** Its first error; else the last that it said, as what could not even start has no more. */
  private static String complaint(String output) {
    List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.startsWith("Error"))
        .findFirst()
        .orElseGet(() -> lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
  }

  private static void shell(CommandRunner runner, String script, List<String> arguments)
      throws IOException {
    Processes.Result result = run(runner, script, arguments, SHORT);
    if (!result.ok()) {
      throw new IOException("linking " + arguments + " failed: " + result.err().strip());
    }
  }

  private static Processes.Result run(
      CommandRunner runner, String script, List<String> arguments, Duration limit)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(arguments);
    return runner.run(command, limit);
  }
}

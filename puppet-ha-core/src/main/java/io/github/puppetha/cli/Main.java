package io.github.puppetha.cli;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.site.SiteProcess;
import io.github.puppetha.topology.Topology;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Runs a site's gateway: {@code gateway --site NAME [--config FILE] [--gateway HOST]}. */
public final class Main {
  static final String USAGE =
      """
      usage: gateway --site NAME [--config FILE] [--gateway HOST]

        --site NAME      which site of the topology this process serves
        --config FILE    the topology; puppet-ha.yaml unless given
        --gateway HOST   which of the site's gateways this is; its first one unless given
      """;

  private static final Set<String> OPTIONS = Set.of("--site", "--config", "--gateway");

  private Main() {}

  /** Exits with 2 for a wrong call, 1 when it could not run; otherwise runs until it is stopped. */
  public static void main(String[] arguments) throws InterruptedException {
    int status = run(List.of(arguments), System.out, System.err, new CountDownLatch(1));
    System.exit(status);
  }

  /**
   * Runs a command.
   *
   * @param stop ends a gateway when it reaches zero
   * @return the exit status
   */
  static int run(List<String> arguments, PrintStream out, PrintStream err, CountDownLatch stop)
      throws InterruptedException {
    if (arguments.equals(List.of("--help")) || arguments.equals(List.of("help"))) {
      out.print(USAGE);
      return 0;
    }
    try {
      Map<String, String> options = options(arguments);
      return gateway(options, out, stop);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.print(USAGE);
      return 2;
    } catch (PuppetHaException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static Map<String, String> options(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.get(0).equals("gateway")) {
      String first = arguments.isEmpty() ? "nothing" : "'" + arguments.get(0) + "'";
      throw new IllegalArgumentException("the only command is gateway, not " + first);
    }
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < arguments.size(); i += 2) {
      if (!OPTIONS.contains(arguments.get(i)) || i + 1 == arguments.size()) {
        throw new IllegalArgumentException(
            "not an option with a value: '" + arguments.get(i) + "'");
      }
      options.put(arguments.get(i), arguments.get(i + 1));
    }
    if (!options.containsKey("--site")) {
      throw new IllegalArgumentException("--site is needed");
    }
    return options;
  }

  private static int gateway(Map<String, String> options, PrintStream out, CountDownLatch stop)
      throws InterruptedException {
    Topology topology = Topology.load(Path.of(options.getOrDefault("--config", "puppet-ha.yaml")));
    SiteProcess.Builder builder = SiteProcess.builder(topology, options.get("--site"));
    if (options.containsKey("--gateway")) {
      builder.gateway(options.get("--gateway"));
    }
    try (SiteProcess site = builder.build()) {
      site.start();
      Thread closing = new Thread(site::close, "puppet-ha-closing");
      Runtime.getRuntime().addShutdownHook(closing);
      out.println("gateway of " + options.get("--site") + " listens on port " + site.port());
      stop.await();
      Runtime.getRuntime().removeShutdownHook(closing);
      return 0;
    }
  }
}

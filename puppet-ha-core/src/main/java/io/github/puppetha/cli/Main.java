package io.github.puppetha.cli;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.site.SiteMonitor;
import io.github.puppetha.site.SiteProcess;
import io.github.puppetha.site.SiteProcessBuilder;
import io.github.puppetha.topology.Topology;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * Runs a site's gateway, {@code gateway --site NAME [--config FILE] [--gateway HOST]}, or only the
 * monitor of its zone, {@code monitor --site NAME [--config FILE]}, or does the work of a git hook,
 * {@code hook pre-commit|pre-receive|post-receive [OPTION VALUE]…}.
 */
public final class Main {
  static final String USAGE =
      """
      usage: gateway --site NAME [--config FILE] [--gateway HOST]

        --site NAME      which site of the topology this process serves
        --config FILE    the topology; puppet-ha.yaml unless given
        --gateway HOST   which of the site's gateways this is; its first one unless given

      usage: monitor --site NAME [--config FILE]

        keeps the SRV records of a site without gateways in step with its servers' health

      usage: hook pre-commit|pre-receive [--fail-on error|warning|never] [--puppet-version 7|8|9]
                  [--module-path DIRECTORIES] [--code-cache DIRECTORY]
             hook post-receive [--config FILE | --r10k-config FILE]

        run by git in a repository; pre-receive and post-receive read what git gives them
      """;

  private static final Set<String> OPTIONS = Set.of("--site", "--config", "--gateway");

  private Main() {}

  /** Exits with 2 for a wrong call, 1 when it could not run; otherwise runs until it is stopped. */
  public static void main(String[] arguments) throws InterruptedException {
    List<String> list = List.of(arguments);
    if (!list.isEmpty() && list.get(0).equals("hook")) {
      withoutLog();
    }
    int status = run(list, System.in, System.out, System.err, new CountDownLatch(1));
    System.exit(status);
  }

  /** Who commits or pushes need not read that no log is set up. */
  private static void withoutLog() {
    PrintStream err = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      LoggerFactory.getILoggerFactory();
    } finally {
      System.setErr(err);
    }
  }

  /**
   * Runs a command.
   *
   * @param in what a hook reads
   * @param stop ends a gateway when it reaches zero
   * @return the exit status
   */
  static int run(
      List<String> arguments, InputStream in, PrintStream out, PrintStream err, CountDownLatch stop)
      throws InterruptedException {
    if (arguments.equals(List.of("--help")) || arguments.equals(List.of("help"))) {
      out.print(USAGE);
      return 0;
    }
    try {
      String command = arguments.isEmpty() ? "nothing" : arguments.get(0);
      return switch (command) {
        case "gateway" -> gateway(options(arguments.subList(1, arguments.size())), out, stop);
        case "monitor" -> monitor(options(arguments.subList(1, arguments.size())), out, stop);
        case "hook" -> hook(arguments.subList(1, arguments.size()), in, out);
        default ->
            throw new IllegalArgumentException(
                "the commands are gateway, monitor and hook, not '" + command + "'");
      };
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.print(USAGE);
      return 2;
    } catch (PuppetHaException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static int hook(List<String> arguments, InputStream in, PrintStream out) {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("which hook is needed");
    }
    Hook hook = Hook.of(arguments.get(0));
    Map<String, String> options =
        options(arguments.subList(1, arguments.size()), HookCommand.OPTIONS);
    return new HookCommand(Path.of("").toAbsolutePath(), options, out).run(hook, in);
  }

  private static Map<String, String> options(List<String> arguments) {
    Map<String, String> options = options(arguments, OPTIONS);
    if (!options.containsKey("--site")) {
      throw new IllegalArgumentException("--site is needed");
    }
    return options;
  }

  private static Map<String, String> options(List<String> arguments, Set<String> known) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      if (!known.contains(arguments.get(i)) || i + 1 == arguments.size()) {
        throw new IllegalArgumentException(
            "not an option with a value: '" + arguments.get(i) + "'");
      }
      options.put(arguments.get(i), arguments.get(i + 1));
    }
    return options;
  }

  private static int gateway(Map<String, String> options, PrintStream out, CountDownLatch stop)
      throws InterruptedException {
    Topology topology = Topology.load(Path.of(options.getOrDefault("--config", "puppet-ha.yaml")));
    SiteProcessBuilder builder = SiteProcess.builder(topology, options.get("--site"));
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

  private static int monitor(Map<String, String> options, PrintStream out, CountDownLatch stop)
      throws InterruptedException {
    Topology topology = Topology.load(Path.of(options.getOrDefault("--config", "puppet-ha.yaml")));
    String name = options.get("--site");
    try (SiteMonitor monitor = SiteProcess.builder(topology, name).buildMonitor()) {
      monitor.start();
      Thread closing = new Thread(monitor::close, "puppet-ha-closing");
      Runtime.getRuntime().addShutdownHook(closing);
      out.println("looking after the DNS records of " + name);
      stop.await();
      Runtime.getRuntime().removeShutdownHook(closing);
      return 0;
    }
  }
}

package io.github.puppetha.deploy;

import io.github.puppetha.conf.PuppetConf;
import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code puppet generate types} for each new tree: without what it writes below {@code
 * .resource_types}, the types of one environment are those of all (Puppet's documentation,
 * "environment isolation"). Where no Ruby code changed, what the live revision has is taken over.
 */
final class TypesHook implements StageHook {
  /** Where the types of a tree lie, outside its digest. */
  static final String DIRECTORY = ".resource_types";

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofSeconds(60);
  private static final String HAS_TYPES =
      "for f in \"$1\"/*/*/lib/puppet/type/*.rb \"$1\"/*/lib/puppet/type/*.rb"
          + " \"$1\"/*/*/*/lib/puppet/type/*.rb; do [ -e \"$f\" ] && exit 0; done; exit 1";
  private static final String FIND =
      "for p in \"$@\"; do command -v \"$p\" && exit 0; done; exit 1";
  private static final String COPY =
      "[ -d \"$1/.resource_types\" ] && cp -R \"$1/.resource_types\" \"$2/.resource_types\"";
  private static final String READABLE_BY_ALL = "umask 022; exec \"$@\"";

  private final TargetServer server;
  private final TargetState found;
  private final String directory;
  private final RubyCode ruby;
  private @Nullable String note;

  /**
   * @param server whose command is run
   * @param found what was live before
   * @param directory the environments directory there
   */
  TypesHook(TargetServer server, TargetState found, String directory, RubyCode ruby) {
    this.server = server;
    this.found = found;
    this.directory = directory;
    this.ruby = ruby;
  }

  /** What is to be known of it; null when all is well. */
  @Nullable String note() {
    return note;
  }

  @Override
  public void tree(EnvironmentRevision environment, String path, CommandRunner runner)
      throws IOException {
    if (!shell(runner, HAS_TYPES, List.of(path)).ok() || copied(environment, path, runner)) {
      return;
    }
    Processes.Result command =
        shell(
            runner,
            FIND,
            server.puppet().map(List::of).orElse(List.of("puppet", "/opt/puppetlabs/bin/puppet")));
    if (command.ok()) {
      generate(environment, path, command.out().strip(), runner);
    } else if (server.puppet().isPresent()) {
      throw new IOException(
          "there is no " + server.puppet().get() + " to generate types with; see its 'puppet' key");
    } else {
      note =
          "types were not generated, as there is no puppet command where it is staged: environments"
              + " with different versions of a type disturb each other; name the command by"
              + " 'puppet' in the server's entry";
    }
  }

  private boolean copied(EnvironmentRevision environment, String path, CommandRunner runner)
      throws IOException {
    Map<String, EnvironmentRevision> decided = found.remembered().decision().environments();
    EnvironmentRevision before = decided.get(environment.environment());
    if (before == null || ruby.changed(before, environment)) {
      return false;
    }
    String tree = directory + "/" + StoreLayout.TREES + "/" + before.directory();
    return shell(runner, COPY, List.of(tree, path)).ok();
  }

  private void generate(
      EnvironmentRevision environment, String path, String puppet, CommandRunner runner)
      throws IOException {
    int slash = path.lastIndexOf('/');
    List<String> command = new ArrayList<>(List.of(puppet, "generate", "types"));
    command.addAll(List.of("--environment", path.substring(slash + 1)));
    command.addAll(List.of("--environmentpath", path.substring(0, slash)));
    base().ifPresent(modules -> command.addAll(List.of("--basemodulepath", modules)));
    command.addAll(List.of("--color=false", "--log_level=warning"));
    Processes.Result result = shell(runner, READABLE_BY_ALL, command);
    if (!result.ok()) {
      throw new IOException(
          "'puppet generate types' for "
              + environment.environment()
              + " ended with "
              + result.exit()
              + ": "
              + said(result, path));
    }
  }

  private Optional<String> base() {
    return server
        .puppetConf()
        .map(PuppetConf::read)
        .flatMap(conf -> conf.value(PuppetConf.Role.SERVER, "basemodulepath"));
  }

  private static String said(Processes.Result result, String path) {
    List<String> errors =
        (result.out() + "\n" + result.err())
            .lines()
            .filter(line -> line.startsWith("Error: "))
            .map(line -> line.substring("Error: ".length()).replace(path + "/", ""))
            .distinct()
            .limit(5)
            .toList();
    return errors.isEmpty()
        ? result.err().lines().collect(Collectors.joining("; "))
        : String.join("; ", errors);
  }

  private static Processes.Result shell(CommandRunner runner, String script, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(arguments);
    return runner.run(command, script.equals(READABLE_BY_ALL) ? LIMIT : SHORT);
  }
}

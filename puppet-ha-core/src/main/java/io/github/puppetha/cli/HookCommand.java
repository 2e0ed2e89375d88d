package io.github.puppetha.cli;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.Severity;
import io.github.puppetha.code.R10kConfig;
import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.hooks.CodeVerdict;
import io.github.puppetha.deploy.hooks.IncomingCode;
import io.github.puppetha.deploy.hooks.PushedCode;
import io.github.puppetha.deploy.hooks.PushedText;
import io.github.puppetha.deploy.hooks.RefChange;
import io.github.puppetha.io.Processes;
import io.github.puppetha.topology.Topology;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What git runs: {@code hook pre-commit}, {@code hook pre-receive}, {@code hook post-receive}. */
final class HookCommand {
  static final Set<String> OPTIONS =
      Set.of(
          "--fail-on",
          "--puppet-version",
          "--module-path",
          "--code-cache",
          "--config",
          "--r10k-config");

  private static final Duration GIT = Duration.ofSeconds(60);

  private final Path repository;
  private final Map<String, String> options;
  private final PrintStream out;

  HookCommand(Path repository, Map<String, String> options, PrintStream out) {
    this.repository = repository;
    this.options = options;
    this.out = out;
  }

  /**
   * Does a hook's work.
   *
   * @param in what git gives it
   * @return the exit status: 1 refuses the commit or push
   */
  int run(Hook hook, InputStream in) {
    try {
      return switch (hook) {
        case PRE_COMMIT -> preCommit();
        case PRE_RECEIVE -> preReceive(changes(in));
        case POST_RECEIVE -> postReceive(changes(in));
      };
    } catch (IOException e) {
      throw new PuppetHaException("The hook " + hook.fileName() + " failed: " + e, e);
    }
  }

  private static List<RefChange> changes(InputStream in) throws IOException {
    return RefChange.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  /** The index is what is going to be committed; the working tree may be ahead of it. */
  private int preCommit() throws IOException {
    String tree = git("write-tree");
    String head = git("rev-parse", "-q", "--verify", "HEAD^{commit}");
    if (tree.isEmpty()) {
      throw new PuppetHaException(
          "The hook pre-commit failed: git cannot write the index as a tree; see 'git status'");
    }
    Optional<String> since = head.isEmpty() ? Optional.empty() : Optional.of(head);
    CodeVerdict verdict = code().check("what is to be committed", tree, since);
    verdict.lines().forEach(out::println);
    if (verdict.accepted()) {
      return 0;
    }
    out.println("puppet-ha: not committed. Mend the above and 'git add' it; or, to commit it as");
    out.println("it is, 'git commit --no-verify'");
    return 1;
  }

  private String git(String... arguments) throws IOException {
    List<String> command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
    return Processes.run(command, repository, Map.of(), GIT).out().strip();
  }

  private int preReceive(List<RefChange> changes) {
    IncomingCode code = code();
    boolean accepted = true;
    for (RefChange change : changes) {
      CodeVerdict verdict = code.check(change);
      verdict.lines().forEach(out::println);
      accepted &= verdict.accepted();
    }
    if (!accepted) {
      out.println("puppet-ha: nothing of this push is taken. Mend the above and push again");
    }
    return accepted ? 0 : 1;
  }

  private int postReceive(List<RefChange> changes) {
    try {
      Optional<DeployResult> result =
          pushed().deploy(changes, plan -> PushedText.plan(plan).forEach(out::println));
      result.ifPresent(r -> PushedText.result(r).forEach(out::println));
      return result.map(DeployResult::ok).orElse(true) ? 0 : 1;
    } catch (PuppetHaException e) {
      throw new PuppetHaException("puppet-ha: not deployed: " + e.getMessage(), e);
    }
  }

  private PushedCode pushed() {
    String r10k = options.get("--r10k-config");
    if (r10k != null) {
      return PushedCode.of(R10kConfig.read(Path.of(r10k)));
    }
    Path config = Path.of(options.getOrDefault("--config", "puppet-ha.yaml"));
    return PushedCode.of(repository, Topology.load(config));
  }

  private IncomingCode code() {
    IncomingCode.Builder builder = IncomingCode.builder(repository);
    if (options.containsKey("--fail-on")) {
      builder.failOn(failOn(options.get("--fail-on")));
    }
    if (options.containsKey("--puppet-version")) {
      builder.puppetVersion(version(options.get("--puppet-version")));
    }
    if (options.containsKey("--module-path")) {
      String[] paths = options.get("--module-path").split(File.pathSeparator);
      builder.modulePath(Stream.of(paths).map(Path::of).toList());
    }
    if (options.containsKey("--code-cache")) {
      builder.codeCache(Path.of(options.get("--code-cache")));
    }
    return builder.build();
  }

  /** Empty for never. */
  private static Optional<Severity> failOn(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "error" -> Optional.of(Severity.ERROR);
      case "warning" -> Optional.of(Severity.WARNING);
      case "never" -> Optional.empty();
      default ->
          throw new IllegalArgumentException("--fail-on is error, warning or never, not " + name);
    };
  }

  private static int version(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--puppet-version is 7, 8 or 9, not " + text, e);
    }
  }
}

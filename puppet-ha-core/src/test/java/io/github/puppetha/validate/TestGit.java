package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real git, at work in a directory, untouched by anybody's configuration. */
final class TestGit {
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  TestGit(Path directory) {
    this.directory = directory;
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      environment.put("GIT_" + who + "_NAME", "t");
      environment.put("GIT_" + who + "_EMAIL", "t@example.test");
    }
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
  }

  /** Makes the directory a repository. */
  TestGit init() throws IOException {
    run("init", "-q", "-b", "main");
    return this;
  }

  /** Commits all there is, ignored or not; the commit's hash. */
  String commit() throws IOException {
    run("add", "-A", "-f");
    run("commit", "-q", "--allow-empty", "-m", "x");
    return run("rev-parse", "HEAD").strip();
  }

  String run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Processes.Result result =
        Processes.run(command, directory, environment, Duration.ofSeconds(30));
    assertThat(result.ok()).as(command + ": " + result.err()).isTrue();
    return result.out();
  }
}

package io.github.puppetha.cli;

import io.github.puppetha.io.Processes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A bare control repo and a clone of it, worked on by the real git. */
final class HookFixture {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "GIT_AUTHOR_NAME",
          "t",
          "GIT_AUTHOR_EMAIL",
          "t@example.test",
          "GIT_COMMITTER_NAME",
          "t",
          "GIT_COMMITTER_EMAIL",
          "t@example.test",
          "GIT_CONFIG_GLOBAL",
          "/dev/null",
          "GIT_CONFIG_NOSYSTEM",
          "1");

  final Path bare;
  final Path work;

  HookFixture(Path parent) throws IOException {
    bare = parent.resolve("control.git");
    work = parent.resolve("it's work");
    gitIn(parent, "init", "-q", "--bare", "-b", "production", bare.toString());
    gitIn(parent, "clone", "-q", bare.toString(), work.toString());
    gitIn(work, "checkout", "-q", "-B", "production");
  }

  HookInstaller installer(Path repository) {
    return HookInstaller.into(repository).classPath(classPath());
  }

  /** Of the whole class path what the library needs. */
  private static List<Path> classPath() {
    String paths =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(paths.split(File.pathSeparator))
        .filter(path -> !path.contains("test-classes") && !path.contains("jazzer"))
        .map(Path::of)
        .toList();
  }

  HookFixture file(String path, String text) throws IOException {
    Path file = work.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Commits everything without asking a hook. */
  HookFixture commit(String message) throws IOException {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "--no-verify", "-m", message);
    return this;
  }

  /** What it wrote to standard error, where git passes on what hooks say. */
  String git(String... arguments) throws IOException {
    return gitIn(work, arguments);
  }

  /** Likewise, where it must fail. */
  String refused(String... arguments) throws IOException {
    Processes.Result result = run(work, arguments);
    if (result.ok()) {
      throw new AssertionError("git " + String.join(" ", arguments) + " was not refused");
    }
    return result.err() + result.out();
  }

  /** The commit that a branch of the bare repository leads to; empty when there is none. */
  String head(String branch) throws IOException {
    return run(bare, "rev-parse", "-q", "--verify", "refs/heads/" + branch).out().strip();
  }

  String gitIn(Path directory, String... arguments) throws IOException {
    Processes.Result result = run(directory, arguments);
    if (!result.ok()) {
      throw new IOException("git " + String.join(" ", arguments) + ": " + result);
    }
    return result.err() + result.out();
  }

  private static Processes.Result run(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return Processes.run(command, directory, ENVIRONMENT, Duration.ofSeconds(120));
  }
}

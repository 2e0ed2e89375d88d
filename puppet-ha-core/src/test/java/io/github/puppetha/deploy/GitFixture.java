package io.github.puppetha.deploy;

import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A bare repository with a work tree beside it, made by the real git. */
final class GitFixture {
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

  private final Path bare;
  private final Path work;

  private GitFixture(Path bare, Path work) {
    this.bare = bare;
    this.work = work;
  }

  static GitFixture create(Path parent, String name) throws IOException {
    GitFixture fixture =
        new GitFixture(parent.resolve(name + ".git"), parent.resolve(name + "-work"));
    Files.createDirectories(fixture.work);
    run(parent, "init", "-q", "--bare", "-b", "production", fixture.bare.toString());
    fixture.git("init", "-q", "-b", "production");
    fixture.git("remote", "add", "origin", fixture.bare.toString());
    return fixture;
  }

  String url() {
    return bare.toUri().toString().replace("file:/", "file:///").replace("file://////", "file:///");
  }

  /** Removes the locks of a writer that was killed, which git leaves for a human to remove. */
  void unlock() throws IOException {
    try (Stream<Path> refs = Files.list(bare.resolve("refs/heads"))) {
      for (Path lock : refs.filter(file -> file.toString().endsWith(".lock")).toList()) {
        Files.delete(lock);
      }
    }
  }

  Path bare() {
    return bare;
  }

  Path work() {
    return work;
  }

  GitFixture file(String path, String text) throws IOException {
    Path file = work.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Commits everything and pushes the branch that is checked out, with its tags. */
  String push(String message) throws IOException {
    git("add", "-A", "-f");
    git("commit", "-q", "--allow-empty", "-m", message);
    git("push", "-q", "--tags", "origin", "HEAD");
    return git("rev-parse", "HEAD").strip();
  }

  GitFixture branch(String name) throws IOException {
    git("checkout", "-q", "-B", name);
    return this;
  }

  GitFixture checkout(String name) throws IOException {
    git("checkout", "-q", name);
    return this;
  }

  String git(String... arguments) throws IOException {
    return run(work, arguments);
  }

  private static String run(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Processes.Result result =
        Processes.run(command, directory, ENVIRONMENT, Duration.ofSeconds(30));
    if (!result.ok()) {
      throw new IOException(command + ": " + result.err());
    }
    return result.out();
  }
}

package io.github.puppetha.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Subversion repository with a working copy, by the real svn. */
final class SvnFixture {
  private final Path repository;
  private final Path work;

  private SvnFixture(Path repository, Path work) {
    this.repository = repository;
    this.work = work;
  }

  /** Skips the test where there is no svn, unless {@code -Dinterop=required} insists on it. */
  static void need() {
    String interop = System.getProperty("interop", "");
    assumeTrue(!interop.equals("off"), "-Dinterop=off");
    boolean found = Files.isExecutable(Path.of("/usr/bin/svn"));
    assumeTrue(found || interop.equals("required"), "no svn on this machine");
  }

  static SvnFixture create(Path parent, String name) throws IOException {
    SvnFixture fixture =
        new SvnFixture(parent.resolve(name + "-svn"), parent.resolve(name + "-wc"));
    run(parent, "svnadmin", "create", fixture.repository.toString());
    run(parent, "svn", "checkout", "-q", fixture.url(), fixture.work.toString());
    fixture.directory("trunk").directory("branches");
    fixture.commit("layout");
    return fixture;
  }

  String url() {
    return "file://" + repository;
  }

  Path repository() {
    return repository;
  }

  SvnFixture directory(String path) throws IOException {
    svn("mkdir", "-q", "--parents", path);
    return this;
  }

  SvnFixture file(String path, String text) throws IOException {
    Path file = work.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    svn("add", "-q", "--force", "--parents", path);
    return this;
  }

  SvnFixture link(String path, String target) throws IOException {
    Files.createSymbolicLink(work.resolve(path), Path.of(target));
    svn("add", "-q", path);
    return this;
  }

  SvnFixture program(String path) throws IOException {
    svn("propset", "-q", "svn:executable", "*", path);
    return this;
  }

  void commit(String message) throws IOException {
    svn("commit", "-q", "--force-log", "-m", message);
    svn("update", "-q");
  }

  String svn(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("svn"));
    command.addAll(List.of(arguments));
    return run(work, command.toArray(String[]::new));
  }

  static String run(Path directory, String... command) throws IOException {
    Processes.Result result =
        Processes.run(
            List.of(command), directory, Map.of("LC_ALL", "C.UTF-8"), Duration.ofSeconds(60));
    if (!result.ok()) {
      throw new IOException(List.of(command) + ": " + result.err());
    }
    return result.out();
  }
}

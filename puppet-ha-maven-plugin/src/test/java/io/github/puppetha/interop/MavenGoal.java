package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A goal of the plugin under test, run as a user without a project runs it, by the Maven on the
 * path and from the local repository that the build's own integration tests use.
 */
final class MavenGoal {
  private static final String SETTINGS =
      """
      <settings>
        <mirrors>
          <mirror>
            <id>downloaded</id>
            <mirrorOf>*</mirrorOf>
            <url>%s</url>
          </mirror>
        </mirrors>
      </settings>
      """;

  private final RealLab lab;

  MavenGoal(RealLab lab) {
    this.lab = lab;
  }

  /** Runs it in the lab's directory; its results are below target/puppet-ha there. */
  void run(String goal, String... properties) throws IOException {
    Path log = lab.directory().resolve(goal + ".log");
    assertThat(exit(goal, properties)).as("mvn %s; see %s", goal, log).isZero();
  }

  /** Runs one that is to fail the build; what Maven printed. */
  String fail(String goal, String... properties) throws IOException {
    Path log = lab.directory().resolve(goal + ".log");
    Files.deleteIfExists(log);
    assertThat(exit(goal, properties)).as("mvn %s; see %s", goal, log).isPositive();
    return Files.readString(log);
  }

  private int exit(String goal, String... properties) throws IOException {
    Path settings = lab.directory().resolve("settings.xml");
    Path downloaded = Path.of(System.getProperty("interop.dependencies"));
    Files.writeString(settings, SETTINGS.formatted(downloaded.toUri()));
    Path repository = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-s", settings.toString()));
    command.add("-Dmaven.repo.local=" + repository.resolve("target/local-repo"));
    command.add(
        "io.github.puppetha:puppet-ha-maven-plugin:%s:%s"
            .formatted(System.getProperty("interop.pluginVersion"), goal));
    command.addAll(List.of(properties));
    Path log = lab.directory().resolve(goal + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(lab.directory().toFile());
    return RealLab.run(builder, log, 180);
  }
}

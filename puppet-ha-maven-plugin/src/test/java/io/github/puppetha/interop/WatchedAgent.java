package io.github.puppetha.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A run of a real agent whose debug log is read as it is written, each line with its time. */
final class WatchedAgent {
  /** The agent's program, with an output that does not wait for more. */
  private static final String UNBUFFERED =
      "$stdout.sync = true; $stderr.sync = true; $0 = 'puppet'; load '/usr/bin/puppet'";

  /** A line and when it came, since the start. */
  record Line(Duration at, String text) {}

  private WatchedAgent() {}

  /**
   * Runs an agent once.
   *
   * @param directory of its own, with its puppet.conf; the log is written there
   * @param seconds after which it is stopped
   */
  static List<Line> run(
      RealLab lab, Release release, Path directory, List<String> flags, int seconds)
      throws IOException {
    // Before others, so that the seconds are those of its waiting also while the machine is busy.
    List<String> command = new ArrayList<>(List.of("nice", "-n", "-10"));
    command.addAll(List.of("ruby", "-e", UNBUFFERED, "--", "agent"));
    command.addAll(List.of("--confdir", directory.toString(), "--onetime", "--no-daemonize"));
    command.addAll(List.of("--debug", "--no-splay", "--color=false", "--waitforcert", "0"));
    command.addAll(flags);
    Process process =
        new ProcessBuilder(lab.inside(release, command))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .start();
    Thread limit = new Thread(() -> end(process, seconds), "end-of-agent");
    limit.setDaemon(true);
    limit.start();
    long began = System.nanoTime();
    List<Line> lines = new ArrayList<>();
    try (BufferedReader output =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(new Line(Duration.ofNanos(System.nanoTime() - began), line));
      }
    }
    Files.writeString(
        directory.resolve("agent.log"),
        lines.stream()
            .map(line -> line.at().toMillis() + " " + line.text() + "\n")
            .collect(Collectors.joining()));
    return lines;
  }

  private static void end(Process process, int seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        RealLab.stop(process);
      }
    } catch (InterruptedException e) {
      process.destroy();
    }
  }
}

package io.github.puppetha.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A real agent with certificates, cache and configuration of its own. */
final class RealAgent {
  /** What a run ended with; 0 and 2 are success without and with changes. */
  record Run(int exit, Duration took, String output) {
    boolean succeeded() {
      return exit == 0 || exit == 2;
    }
  }

  private final RealLab lab;
  private final Release release;
  private final String certname;
  private final Path directory;
  private int runs;

  /**
   * Writes its puppet.conf.
   *
   * @param settings lines of the main section, beside directories and certname
   */
  RealAgent(RealLab lab, Release release, String certname, Map<String, String> settings)
      throws IOException {
    this.lab = lab;
    this.release = release;
    this.certname = certname;
    this.directory = lab.directory("agents/" + certname);
    Map<String, String> all = new LinkedHashMap<>();
    for (String kind : List.of("ssl", "var", "code", "run", "log")) {
      all.put(kind + "dir", directory.resolve(kind).toString());
    }
    all.put("certname", certname);
    all.put("keylength", "2048");
    all.putAll(settings);
    String conf =
        all.entrySet().stream()
            .map(e -> e.getKey() + " = " + e.getValue() + "\n")
            .collect(Collectors.joining());
    Files.writeString(directory.resolve("puppet.conf"), "[main]\n" + conf);
  }

  /** Adds to its puppet.conf. */
  void append(String text) throws IOException {
    Files.writeString(directory.resolve("puppet.conf"), "\n" + text, StandardOpenOption.APPEND);
  }

  String certname() {
    return certname;
  }

  Release release() {
    return release;
  }

  /** The directory that holds its certificates. */
  Path ssl() {
    return directory.resolve("ssl");
  }

  /** One run in the foreground; a cached catalog does not count as success. */
  Run run(String... flags) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("puppet", "agent", "--onetime", "--no-daemonize"));
    command.addAll(List.of("--confdir", directory.toString(), "--verbose", "--no-splay"));
    command.addAll(List.of("--no-usecacheonfailure", "--detailed-exitcodes", "--color=false"));
    command.addAll(List.of("--waitforcert", "0"));
    command.addAll(List.of(flags));
    return execute(command);
  }

  /** Gets a certificate and nothing more. */
  Run bootstrap() throws IOException {
    return execute(
        List.of("puppet", "ssl", "bootstrap", "--confdir", directory.toString(), "--color=false"));
  }

  private Run execute(List<String> command) throws IOException {
    Path log = directory.resolve("run-" + ++runs + ".log");
    long began = System.nanoTime();
    int exit = RealLab.run(lab.inside(release, command), log, 420);
    return new Run(exit, Duration.ofNanos(System.nanoTime() - began), Files.readString(log));
  }
}

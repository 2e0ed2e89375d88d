package io.github.puppetha.deploy;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.Origin;
import io.github.puppetha.code.TreeSink;
import io.github.puppetha.conf.PuppetConf;
import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What stands against taking over what r10k or g10k deployed, and what is to be known of it. */
final class TakeOver {
  private static final String STILL_RUNS =
      "grep -slE '(^|[^a-z0-9_])[rg]10k([^a-z0-9_]|$)' /etc/crontab /etc/cron.*/*"
          + " /var/spool/cron/* /var/spool/cron/*/* /etc/systemd/system/*.service"
          + " /etc/systemd/system/*.timer /lib/systemd/system/*r10k*.service; true";

  private final Settings settings;
  private final Contents contents;

  TakeOver(Settings settings, Contents contents) {
    this.settings = settings;
    this.contents = contents;
  }

  /**
   * Paths into directories that servers read now and will not read then.
   *
   * @throws DeployRefusedException with every such path, at its line
   */
  void refusePaths(Collection<EnvironmentRevision> environments) {
    Set<String> old = new TreeSet<>();
    for (Target target : settings.targets()) {
      for (TargetServer server : target.servers()) {
        old.addAll(read(server));
        old.remove(target.path());
      }
    }
    List<Problem> problems = new ArrayList<>();
    for (String directory : old) {
      for (EnvironmentRevision environment : environments) {
        look(environment.origin(), environment.environment() + ":", directory, problems);
        for (ModuleRevision module : environment.modules()) {
          String prefix = environment.environment() + ":" + module.path() + "/";
          look(module.origin(), prefix, directory, problems);
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new DeployRefusedException(problems.stream().distinct().toList());
    }
  }

  /** The directories that a server reads now, as far as that can be known. */
  private List<String> read(TargetServer server) {
    List<String> directories = new ArrayList<>(settings.servers().of(server).directories());
    server
        .puppetConf()
        .map(PuppetConf::read)
        .ifPresent(conf -> conf.environmentPath().forEach(p -> directories.add(p.toString())));
    return directories;
  }

  private void look(Origin origin, String prefix, String directory, List<Problem> problems) {
    contents.export(origin, true, new Paths(prefix, directory, problems));
  }

  /** Finds a directory's name in texts. */
  private record Paths(String prefix, String directory, List<Problem> problems)
      implements TreeSink {
    @Override
    public void directory(String path) {}

    @Override
    public void file(String path, boolean program, byte[] content) {
      String text = new String(content, StandardCharsets.ISO_8859_1);
      String wanted = directory + "/";
      for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
        String before = text.substring(0, at);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        add(path, SourceRange.at(line, at - before.lastIndexOf('\n')));
      }
    }

    @Override
    public void link(String path, String target) {
      if (target.startsWith(directory + "/")) {
        add(path, SourceRange.at(1, 1));
      }
    }

    private void add(String path, SourceRange range) {
      String message =
          "a path into "
              + directory
              + ", which stays as it is and is not deployed to any more; use a path in the"
              + " environment, or a file of a module";
      problems.add(Problem.error(prefix + path, range, "deploy/old_directory", message));
    }
  }

  /** Who still runs r10k or g10k, and what a site loses while its server restarts. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Target target : settings.targets()) {
      jobs(target)
          .forEach(
              file ->
                  warnings.add(
                      target.name()
                          + ": "
                          + file
                          + " runs r10k or g10k; stop it before the switch"));
    }
    for (Settings.Source source : settings.sources()) {
      hooks(source.remote())
          .forEach(file -> warnings.add(file + " runs r10k or g10k; take that out of the hook"));
    }
    Set<String> alone = new TreeSet<>();
    settings.targets().stream()
        .flatMap(t -> t.servers().stream())
        .forEach(server -> alone.add(server.site()));
    for (String site : alone) {
      long servers =
          settings.targets().stream()
              .flatMap(t -> t.servers().stream())
              .filter(s -> s.site().equals(site) && s.address() != null)
              .count();
      if (servers == 1) {
        warnings.add(
            "site "
                + site
                + " has one server: while that restarts its agents go to another site, or have no"
                + " run");
      }
    }
    warnings.add(
        "what stands in an environment's place is moved to .puppet-ha/replaced and kept: it is the"
            + " way back; what each server needs is written by the goal render");
    return warnings;
  }

  private static List<String> jobs(Target target) {
    try (TargetDirectory directory = target.open()) {
      Processes.Result found =
          directory.obstacle() == null
              ? directory.commands().run(List.of("sh", "-c", STILL_RUNS), Duration.ofSeconds(30))
              : new Processes.Result(1, "", "");
      return found.out().lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      return List.of(); // nothing can be seen there
    }
  }

  private static List<String> hooks(String remote) {
    String path = remote.startsWith("file:") ? URI.create(remote).getPath() : remote;
    List<String> found = new ArrayList<>();
    for (String hooks : List.of("hooks", ".git/hooks")) {
      Path directory = path.startsWith("/") ? Path.of(path, hooks) : Path.of("/nowhere");
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          for (Path file : files.filter(Files::isExecutable).sorted().toList()) {
            if (Files.isRegularFile(file)
                && Files.readString(file, StandardCharsets.ISO_8859_1)
                    .matches("(?s).*\\b[rg]10k\\b.*")) {
              found.add(file.toString());
            }
          }
        } catch (IOException e) {
          continue; // nothing can be seen there
        }
      }
    }
    return found;
  }
}

package io.github.puppetha.deploy;

import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An environments directory of this machine, or one that is mounted here. */
final class LocalDirectory implements TargetDirectory {
  private final Path directory;
  private final StoreLayout layout;

  LocalDirectory(Path directory) {
    this.directory = directory;
    this.layout = new StoreLayout(directory);
  }

  @Override
  public Target.@Nullable Obstacle obstacle() {
    Path nearest = Files.exists(directory) ? directory : directory.getParent();
    if (nearest == null || !Files.isDirectory(nearest)) {
      String message =
          "there is no " + (Files.exists(directory) ? directory : nearest) + " (is it mounted?)";
      return new Target.Obstacle(State.UNREACHABLE, message);
    }
    if (!Files.isWritable(nearest)) {
      return new Target.Obstacle(State.UNREACHABLE, "this user may not write to " + nearest);
    }
    return null;
  }

  @Override
  public TargetState state() throws IOException {
    Set<String> foreign = new HashSet<>();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> entries = Files.list(directory)) {
        for (Path entry : entries.toList()) {
          String name = entry.getFileName().toString();
          if (!name.startsWith(".") && Activator.foreign(layout, name)) {
            foreign.add(name);
          }
        }
      }
    }
    return new TargetState(StoreState.read(layout), layout.links(), foreign);
  }

  @Override
  public Map<String, Long> stage(Staging staging) throws IOException {
    return new Stager(layout, staging, commands()).stage();
  }

  @Override
  public void activate(Decision decision, Activation how) throws IOException {
    new Activator(layout, how).activate(decision);
  }

  @Override
  public void flushed(String server, Duration patience) throws IOException {
    Activator.flushed(layout, server, patience);
  }

  @Override
  public CommandRunner commands() {
    return (command, limit) -> Processes.run(command, directory, Map.of(), limit);
  }

  @Override
  public long bytesSent() {
    return 0;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}

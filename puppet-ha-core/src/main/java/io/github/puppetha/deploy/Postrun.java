package io.github.puppetha.deploy;

import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** r10k's {@code postrun}: after each deployment, also one that failed. */
final class Postrun {
  private static final Duration LIMIT = Duration.ofHours(1);

  private Postrun() {}

  /**
   * Runs the command.
   *
   * @param environments what {@code $modifiedenvs} stands for, as in r10k: all that the deployment
   *     was for
   * @return what went wrong; empty when it exited with 0
   */
  static Optional<String> run(List<String> command, Set<String> environments) {
    String names = String.join(" ", new TreeSet<>(environments));
    List<String> real =
        command.stream()
            .map(part -> part.replace("$modifiedenvs", names))
            .collect(Collectors.toList());
    try {
      Processes.Result result = Processes.run(real, Path.of("").toAbsolutePath(), Map.of(), LIMIT);
      if (result.ok()) {
        return Optional.empty();
      }
      String said = result.err().isBlank() ? result.out() : result.err();
      return Optional.of(
          "postrun: '"
              + String.join(" ", real)
              + "' exited with "
              + result.exit()
              + (said.isBlank() ? "" : ": " + said.strip()));
    } catch (IOException e) {
      return Optional.of("postrun: " + e.getMessage());
    }
  }
}

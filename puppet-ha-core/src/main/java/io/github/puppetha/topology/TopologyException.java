package io.github.puppetha.topology;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** {@code puppet-ha.yaml} cannot be used; carries every mistake in it. */
public final class TopologyException extends PuppetHaException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  TopologyException(Path file, List<Problem> problems) {
    super(message(file, problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, sorted; warnings too. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(Path file, List<Problem> problems) {
    return problems.stream()
        .map(Problem::toString)
        .collect(
            Collectors.joining("\n", "The topology " + file + " has mistakes; mend them:\n", ""));
  }
}

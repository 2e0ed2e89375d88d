package io.github.puppetha.deploy;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import java.util.List;
import java.util.stream.Collectors;

/** The code cannot be deployed as it is; nothing was staged, nothing switched. */
public final class DeployRefusedException extends PuppetHaException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  DeployRefusedException(List<Problem> problems) {
    super(
        problems.stream()
            .sorted()
            .map(Problem::toString)
            .collect(Collectors.joining("\n", "Nothing was switched, because of:\n", "")));
    this.problems = problems.stream().sorted().toList();
  }

  /** What is wrong, sorted; files are named {@code branch:path}. */
  public List<Problem> problems() {
    return problems;
  }
}

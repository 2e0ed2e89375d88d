package io.github.puppetha.code;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration file cannot be used; carries every mistake in it. */
public final class ConfigException extends PuppetHaException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ConfigException(Path file, List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(Collectors.joining("\n", file + " has mistakes; mend them:\n", "")));
    this.problems = List.copyOf(problems);
  }

  /** The mistakes, sorted. */
  public List<Problem> problems() {
    return problems;
  }
}

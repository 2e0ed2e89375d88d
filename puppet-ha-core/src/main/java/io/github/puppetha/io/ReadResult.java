package io.github.puppetha.io;

import io.github.puppetha.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What a reader found.
 *
 * @param root the document; empty when it is empty or could not be read at all
 * @param problems what is wrong with it, sorted; rules {@code <format>/syntax} and so on
 */
public record ReadResult(Optional<Tree> root, List<Problem> problems) {
  /** Sorts and copies the problems. */
  public ReadResult {
    problems = problems.stream().sorted().toList();
  }
}

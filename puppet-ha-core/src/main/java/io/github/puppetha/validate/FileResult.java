package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What came of one file.
 *
 * @param checked whether it is of a kind that is checked
 * @param problems what was found in it
 * @param facts what {@link CrossFileRules} keep of it
 */
record FileResult<F>(boolean checked, List<Problem> problems, Optional<F> facts) {
  /** Copies the problems. */
  FileResult {
    problems = List.copyOf(problems);
  }

  /** Of a file that nobody looks into. */
  static <F> FileResult<F> nothing() {
    return new FileResult<>(false, List.of(), Optional.empty());
  }
}

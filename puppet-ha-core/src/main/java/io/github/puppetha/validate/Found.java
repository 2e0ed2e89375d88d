package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import java.util.List;

/**
 * What was found in all files, before it is decided what of it is reported.
 *
 * @param files how many files were looked into
 * @param problems in no order
 */
record Found(int files, List<Problem> problems) {
  /** Copies the problems. */
  Found {
    problems = List.copyOf(problems);
  }
}

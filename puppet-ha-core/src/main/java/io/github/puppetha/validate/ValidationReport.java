package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import java.util.List;

/**
 * What a validation found.
 *
 * @param files how many files were looked into
 * @param problems all problems, sorted by file, line and column; files relative to the directory
 */
public record ValidationReport(int files, List<Problem> problems) {
  /** Sorts and copies the problems. */
  public ValidationReport {
    problems = problems.stream().sorted().distinct().toList();
  }

  /** Is there a problem at least as grave as this? */
  public boolean has(Severity severity) {
    return problems.stream().anyMatch(p -> p.severity().atLeast(severity));
  }

  /** How many problems are exactly this grave. */
  public long count(Severity severity) {
    return problems.stream().filter(p -> p.severity() == severity).count();
  }
}

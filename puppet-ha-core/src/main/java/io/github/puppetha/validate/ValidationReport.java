package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a validation found. Immutable. */
public final class ValidationReport {
  private final int files;
  private final List<Problem> problems;
  private final Omitted omitted;
  private final SourceLines lines;
  private final String directory;

  /**
   * Sorts and copies the problems.
   *
   * @param files how many files were looked into
   * @param problems files relative to the directory
   */
  public ValidationReport(int files, List<Problem> problems) {
    this(files, problems, Omitted.NOTHING, SourceLines.NONE, "");
  }

  ValidationReport(
      int files, List<Problem> problems, Omitted omitted, SourceLines lines, String directory) {
    this.files = files;
    this.problems = problems.stream().sorted().distinct().toList();
    this.omitted = omitted;
    this.lines = lines;
    this.directory = directory;
  }

  /** How many files were looked into. */
  public int files() {
    return files;
  }

  /** All problems, sorted by file, line and column; files relative to the directory. */
  public List<Problem> problems() {
    return problems;
  }

  /** How many problems are not among these, and why. */
  public Omitted omitted() {
    return omitted;
  }

  /** The line of the source in which a problem begins, without its end; empty when unknown. */
  public Optional<String> line(Problem problem) {
    return lines.of(problem);
  }

  /**
   * The file of a problem as other tools find it: relative to the top of the git working tree that
   * the directory lies in, where it lies in one.
   */
  public String path(Problem problem) {
    return directory.isEmpty() ? problem.file() : directory + "/" + problem.file();
  }

  /** Is there a problem at least as grave as this? */
  public boolean has(Severity severity) {
    return problems.stream().anyMatch(p -> p.severity().atLeast(severity));
  }

  /** How many problems are exactly this grave. */
  public long count(Severity severity) {
    return problems.stream().filter(p -> p.severity() == severity).count();
  }

  /** Only the problems that pass; {@code why} gives what is left out, with their number. */
  ValidationReport only(Predicate<Problem> passes, Omitted.Reason why) {
    List<Problem> kept = problems.stream().filter(passes).toList();
    return new ValidationReport(
        files, kept, omitted.plus(why, problems.size() - kept.size()), lines, directory);
  }
}

package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of problems between being found and being reported: comments silence them, the
 * control repo's own configuration says how grave they are, only those of what has changed are
 * kept, and those that the baseline counts are left out. Immutable.
 *
 * @param config the control repo's own
 * @param changed the files that have changed; empty when all is reported
 * @param baseline what is known
 * @param directory what is checked, relative to the top of its git working tree
 */
record Reporting(
    ValidateConfig config, Optional<Set<String>> changed, Baseline baseline, String directory) {
  /** All that was found, as it was found. */
  static final Reporting PLAIN =
      new Reporting(ValidateConfig.NONE, Optional.empty(), Baseline.EMPTY, "");

  /** The report. Texts are asked for only of files in which something was found. */
  ValidationReport report(int files, List<Problem> found, SourceTexts texts) {
    List<Problem> loud = loud(found, texts);
    Omitted omitted = Omitted.NOTHING.plus(Omitted.Reason.SUPPRESSED, found.size() - loud.size());
    List<Problem> graded = new ArrayList<>(config.problems());
    for (Problem problem : loud) {
      config.severity(problem).map(problem::withSeverity).ifPresent(graded::add);
    }
    List<Problem> current = graded.stream().filter(this::isCurrent).toList();
    omitted = omitted.plus(Omitted.Reason.UNCHANGED, graded.size() - current.size());
    SourceLines lines = SourceLines.of(current, texts);
    return baseline.apply(new ValidationReport(files, current, omitted, lines, directory));
  }

  private static List<Problem> loud(List<Problem> found, SourceTexts texts) {
    Map<String, LintControl> controls = new HashMap<>();
    return found.stream()
        .filter(
            problem ->
                problem.range() == null
                    || !controls
                        .computeIfAbsent(problem.file(), file -> control(file, texts))
                        .isOff(problem.rule(), problem.range().line()))
        .toList();
  }

  private static LintControl control(String file, SourceTexts texts) {
    return LintControl.of(
        texts.text(file).map(text -> LintComment.in(file, text)).orElse(List.of()));
  }

  private boolean isCurrent(Problem problem) {
    return changed.isEmpty()
        || changed.get().contains(problem.file())
        || problem.causes().stream().anyMatch(changed.get()::contains);
  }
}

package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what rules across files find, in whichever file. */
final class CrossFindings {
  private final List<Problem> problems = new ArrayList<>();

  List<Problem> problems() {
    return problems;
  }

  void add(
      RepoFile file,
      Rule rule,
      Severity severity,
      @Nullable SourceRange range,
      String message,
      List<String> causes) {
    if (file.reported()) {
      Severity found = isLoaded(file) ? severity : least(severity, Severity.WARNING);
      problems.add(new Problem(file.name(), range, found, rule.id(), message, causes));
    }
  }

  void add(
      RepoFile file, Rule rule, @Nullable SourceRange range, String message, List<String> causes) {
    add(file, rule, rule.severity(), range, message, causes);
  }

  /** What no server loads, such as examples, makes no run fail. */
  private static boolean isLoaded(RepoFile file) {
    return file.module().isEmpty()
        || !file.path().endsWith(".pp")
        || file.in("manifests")
        || file.in("functions")
        || file.in("types")
        || file.in("plans");
  }

  private static Severity least(Severity a, Severity b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}

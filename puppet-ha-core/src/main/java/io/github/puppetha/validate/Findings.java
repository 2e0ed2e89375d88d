package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is found in one file. */
final class Findings {
  private static final int LONGEST = 1000;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  Findings(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  List<Problem> problems() {
    return problems;
  }

  void add(Rule rule, @Nullable SourceRange range, String message) {
    add(rule, rule.severity(), range, message);
  }

  void add(Rule rule, Severity severity, @Nullable SourceRange range, String message) {
    problems.add(new Problem(file, range, severity, rule.id(), cut(message)));
  }

  /**
   * With the other files whose change may have made it, so that it is reported when only they have
   * changed: the one that defines what is used wrongly here, or the one where it ought to be.
   */
  void add(Rule rule, @Nullable SourceRange range, String message, List<String> causes) {
    problems.add(new Problem(file, range, rule.severity(), rule.id(), cut(message), causes));
  }

  private static String cut(String message) {
    return message.length() > LONGEST ? Printable.start(message, LONGEST) + "…" : message;
  }

  /** Takes over what a reader found, under the rules of a group. */
  void addAll(Collection<Problem> found, ReaderRules rules) {
    for (Problem problem : found) {
      Rule rule = rules.of(problem.rule());
      add(rule, rules.severity(rule), problem.range(), problem.message());
    }
  }

  /** Takes over problems as they are. */
  void addAll(Collection<Problem> found) {
    problems.addAll(found);
  }

  /** The file is a link that leads out of what is looked at. */
  void linkOutside(String target) {
    add(
        LayoutRule.LINK_OUTSIDE,
        null,
        "the link leads out of the directory, to "
            + target
            + "; it was not followed and would break elsewhere");
  }

  /** The file is a link that leads nowhere. */
  void brokenLink() {
    add(LayoutRule.BROKEN_LINK, null, "the link leads nowhere; remove or mend it");
  }
}

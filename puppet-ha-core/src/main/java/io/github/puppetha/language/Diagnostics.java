package io.github.puppetha.language;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the problems of one text. */
final class Diagnostics {
  private final String file;
  private final Lines lines;
  private final int puppetVersion;
  private final List<Problem> problems = new ArrayList<>();

  Diagnostics(String file, Lines lines, int puppetVersion) {
    this.file = file;
    this.lines = lines;
    this.puppetVersion = puppetVersion;
  }

  int puppetVersion() {
    return puppetVersion;
  }

  /** Is there this character at an offset of the text? */
  boolean isAt(int offset, char c) {
    return lines.isAt(offset, c);
  }

  /** At a node, where Puppet says it is. */
  void add(Issue issue, Node at, String message) {
    add(issue, at.offset(), Math.max(at.offset(), at.end()), message);
  }

  /** At a node, as grave as said, of what Puppet has no code for. */
  void add(Severity severity, Node at, String message) {
    SourceRange range = lines.range(at.offset(), Math.max(at.offset(), at.end()));
    problems.add(new Problem(file, range, severity, Issue.ERROR.rule(), message));
  }

  /** A warning at a node. */
  void add(String rule, Node at, String message) {
    SourceRange range = lines.range(at.offset(), Math.max(at.offset(), at.end()));
    problems.add(Problem.warning(file, range, rule, message));
  }

  /** At a place. */
  void add(Issue issue, int start, int end, String message) {
    add(issue, lines.range(start, Math.max(start, end)), message);
  }

  /** Nowhere in particular. */
  void add(Issue issue, String message) {
    add(issue, (SourceRange) null, message);
  }

  private void add(Issue issue, @Nullable SourceRange range, String message) {
    if (issue.isReported(puppetVersion)) {
      problems.add(new Problem(file, range, issue.severity(puppetVersion), issue.rule(), message));
    }
  }

  /** What was found beside what Puppet reports. */
  void addRecovered(SyntaxError error) {
    SourceRange range = lines.range(error.start(), Math.max(error.start(), error.end()));
    String message = String.valueOf(error.getMessage());
    problems.add(Problem.warning(file, range, Recovery.RULE, message));
  }

  List<Problem> problems() {
    return problems;
  }
}

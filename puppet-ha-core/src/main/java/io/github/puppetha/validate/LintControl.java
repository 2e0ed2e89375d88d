package io.github.puppetha.validate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where comments switch checks off, with puppet-lint's own meaning: {@code # lint:ignore:check} at
 * the end of a line does for that line; alone on a line it does from there to the {@code #
 * lint:endignore} that closes it, which may hold others within; one that is not closed does
 * nothing. A comment may name several checks, then give a reason.
 */
final class LintControl {
  private static final LintControl NOTHING = new LintControl();

  /** For each check the first lines of where it is off, with the last ones. */
  private final Map<String, TreeMap<Integer, Integer>> off = new HashMap<>();

  private LintControl() {}

  /** Checks that comments opened together, and where. */
  private record Block(int line, List<String> checks) {}

  /** As the comments of a file, in their order, have it. */
  static LintControl of(List<LintComment> comments) {
    if (comments.isEmpty()) {
      return NOTHING;
    }
    LintControl control = new LintControl();
    Deque<Block> open = new ArrayDeque<>();
    comments.forEach(comment -> control.read(comment, open));
    return control;
  }

  private void read(LintComment comment, Deque<Block> open) {
    List<String> block = new ArrayList<>();
    for (String word : comment.text().strip().split("\\s+")) {
      String[] parts = word.split(":", 3);
      if (word.startsWith("lint:endignore")) {
        close(open, comment.line());
      } else if (!word.startsWith("lint:ignore") || parts.length < 3) {
        break; // the reason begins
      } else if (comment.alone()) {
        block.add(parts[2]);
      } else {
        switchOff(parts[2], comment.line(), comment.line());
      }
    }
    if (!block.isEmpty()) {
      open.push(new Block(comment.line(), block));
    }
  }

  private void close(Deque<Block> open, int line) {
    if (!open.isEmpty()) {
      Block block = open.pop();
      block.checks().forEach(check -> switchOff(check, block.line(), line));
    }
  }

  private void switchOff(String check, int from, int to) {
    off.computeIfAbsent(check, name -> new TreeMap<>()).merge(from, to, Math::max);
  }

  /** Is a rule off in a line? Never one of {@code syntax}. */
  boolean isOff(String rule, int line) {
    return off.entrySet().stream()
        .filter(entry -> LintChecks.covers(entry.getKey(), rule))
        .flatMap(entry -> entry.getValue().headMap(line, true).values().stream())
        .anyMatch(last -> line <= last);
  }
}

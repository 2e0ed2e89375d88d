package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The lines in which problems are, kept so that results can show them. Immutable. */
final class SourceLines {
  static final SourceLines NONE = new SourceLines(Map.of());

  /** What is kept of a line, in UTF-16 units: nobody reads the rest, and memory stays bounded. */
  private static final int LONGEST = 10_000;

  private final Map<String, Map<Integer, String>> lines;

  private SourceLines(Map<String, Map<Integer, String>> lines) {
    this.lines = lines;
  }

  /** Asks for the text of each file once, and only of files in which a problem has a place. */
  static SourceLines of(Collection<Problem> problems, SourceTexts texts) {
    Map<String, Set<Integer>> wanted = new HashMap<>();
    for (Problem problem : problems) {
      SourceRange range = problem.range();
      if (range != null) {
        wanted.computeIfAbsent(problem.file(), file -> new TreeSet<>()).add(range.line());
      }
    }
    Map<String, Map<Integer, String>> lines = new HashMap<>();
    wanted.forEach(
        (file, numbers) ->
            texts.text(file).ifPresent(text -> lines.put(file, pick(text, numbers))));
    return new SourceLines(lines);
  }

  private static Map<Integer, String> pick(String text, Set<Integer> ascending) {
    Map<Integer, String> picked = new HashMap<>();
    int number = 1;
    int start = 0;
    for (int wanted : ascending) {
      while (number < wanted && start >= 0) {
        start = text.indexOf('\n', start) + 1;
        start = start == 0 ? -1 : start;
        number++;
      }
      if (start < 0) {
        return picked;
      }
      picked.put(wanted, line(text, start));
    }
    return picked;
  }

  private static String line(String text, int start) {
    int newline = text.indexOf('\n', start);
    int end = newline < 0 ? text.length() : newline;
    end = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
    return Printable.start(text.substring(start, end), LONGEST);
  }

  /** The line in which a problem begins, without its end; empty when there is none. */
  Optional<String> of(Problem problem) {
    SourceRange range = problem.range();
    return range == null
        ? Optional.empty()
        : Optional.ofNullable(lines.getOrDefault(problem.file(), Map.of()).get(range.line()));
  }
}

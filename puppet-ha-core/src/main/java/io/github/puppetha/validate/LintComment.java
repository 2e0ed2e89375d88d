package io.github.puppetha.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment that steers checks.
 *
 * @param line where it begins
 * @param text from {@code lint:} on
 * @param alone whether nothing stands before it in its line
 */
record LintComment(int line, String text, boolean alone) {
  /** What a text must hold to have any. */
  private static final String MARK = "lint:ignore:";

  private static final Pattern COMMENT =
      Pattern.compile("(?:^|(?<=[\\s;,(){}\\[\\]'\"]))#+[ \\t]*(lint:(?:ignore:\\w|endignore).*)");

  /** Those of a YAML file, a Puppetfile or another text whose comments begin with {@code #}. */
  static List<LintComment> in(String text) {
    if (!text.contains(MARK)) {
      return List.of();
    }
    List<LintComment> comments = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      Matcher matcher = COMMENT.matcher(line);
      if (matcher.find()) {
        boolean alone = line.substring(0, matcher.start()).isBlank();
        comments.add(new LintComment(number, matcher.group(1), alone));
      }
    }
    return comments;
  }
}

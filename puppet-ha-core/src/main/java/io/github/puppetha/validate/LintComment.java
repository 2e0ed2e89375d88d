package io.github.puppetha.validate;

import io.github.puppetha.language.Comment;
import io.github.puppetha.language.ParseResult;
import io.github.puppetha.language.PuppetParser;
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

  private static final Pattern CONTROL = Pattern.compile("lint:(?:ignore:\\w|endignore)");
  private static final Pattern LINE = Pattern.compile("(?<!\\S)#[ \\t]*(" + CONTROL + ".*)");

  /** Those of a file: a manifest or template, or another whose comments begin with {@code #}. */
  static List<LintComment> in(String file, String text) {
    if (!text.contains(MARK)) {
      return List.of();
    }
    return file.endsWith(".pp") || file.endsWith(".epp") ? inCode(file, text) : inLines(text);
  }

  private static List<LintComment> inCode(String file, String text) {
    ParseResult parsed = PuppetParser.parse(file, text);
    List<LintComment> comments = new ArrayList<>();
    for (Comment comment : parsed.comments()) {
      String content = comment.text().replaceFirst("^(#|/\\*)", "").replaceFirst("\\*/$", "");
      if (CONTROL.matcher(content.strip()).lookingAt()) {
        int line = parsed.lines().line(comment.offset());
        int start = text.lastIndexOf('\n', comment.offset() - 1) + 1;
        boolean alone = text.substring(start, comment.offset()).isBlank();
        comments.add(new LintComment(line, content.strip(), alone));
      }
    }
    return comments;
  }

  private static List<LintComment> inLines(String text) {
    List<LintComment> comments = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      Matcher matcher = LINE.matcher(line);
      if (matcher.find()) {
        boolean alone = line.substring(0, matcher.start()).isBlank();
        comments.add(new LintComment(number, matcher.group(1), alone));
      }
    }
    return comments;
  }
}

package io.github.puppetha.language;

import io.github.puppetha.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a text makes the checks say, short enough to be compared. */
final class Findings {
  private Findings() {}

  /** {@code not_top_level 1:14} and so on, in the order in which they are found. */
  static List<String> of(String text) {
    return of(8, text);
  }

  static List<String> of(int version, String text) {
    return of(PuppetParser.builder().puppetVersion(version).build(), text, null);
  }

  static List<String> inPlan(String text) {
    return of(PuppetParser.builder().tasks(true).build(), text, null);
  }

  static List<String> inModule(String file, String text) {
    return of(PuppetParser.builder().build(), text, file);
  }

  private static List<String> of(PuppetParser parser, String text, @Nullable String moduleFile) {
    return parser.read("it.pp", text, moduleFile).problems().stream().map(Findings::shown).toList();
  }

  private static String shown(Problem problem) {
    String rule = problem.rule().substring(problem.rule().indexOf('/') + 1);
    return problem.range() == null
        ? rule
        : rule + " " + problem.range().line() + ":" + problem.range().column();
  }

  /** The messages alone. */
  static List<String> messages(String text) {
    return PuppetParser.parse("it.pp", text).problems().stream().map(Problem::message).toList();
  }
}

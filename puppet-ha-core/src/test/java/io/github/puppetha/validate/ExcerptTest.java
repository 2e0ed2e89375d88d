package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  private static List<String> excerpt(String text, SourceRange range) {
    Problem problem = Problem.error("x", range, "hiera/date", "…");
    List<Problem> problems = List.of(problem);
    SourceLines lines = SourceLines.of(problems, file -> Optional.of(text));
    return Excerpt.of(new ValidationReport(1, problems, Omitted.NOTHING, lines, ""), problem);
  }

  @Test
  void theMarkIsUnderThePlace() {
    assertThat(excerpt("a\nkey: value\r\n", new SourceRange(2, 6, 2, 11)))
        .containsExactly("  2 | key: value", "    |      ^~~~~");
  }

  @Test
  void aPlaceWithoutExtentHasOneMarkAlsoAfterTheLine() {
    assertThat(excerpt("abc", SourceRange.at(1, 4))).containsExactly("  1 | abc", "    |    ^");
    assertThat(excerpt("abc\n", SourceRange.at(2, 1))).containsExactly("  2 |", "    | ^");
  }

  @Test
  void anExtentOverSeveralLinesIsMarkedInTheFirst() {
    assertThat(excerpt("a: [1,\n2]", new SourceRange(1, 4, 2, 3)))
        .containsExactly("  1 | a: [1,", "    |    ^~~");
  }

  @Test
  void tabsAndCharactersOfTwoUnitsAreCounted() {
    assertThat(excerpt("\t😀\tx", new SourceRange(1, 5, 1, 6)))
        .containsExactly("  1 |     😀    x", "    |          ^");
  }

  @Test
  void whatWouldSteerATerminalIsAQuestionMark() {
    assertThat(excerpt("a\u001b[2J\u202eb\0c", SourceRange.at(1, 9)))
        .containsExactly("  1 | a?[2J?b?c", "    |         ^");
  }

  @Test
  void ofALongLineThePartAroundThePlaceIsShown() {
    String text = "x".repeat(500) + "HERE" + "y".repeat(500);
    List<String> lines = excerpt(text, new SourceRange(1, 501, 1, 505));
    assertThat(lines.get(0)).isEqualTo("  1 | …" + "x".repeat(60) + "HERE" + "y".repeat(36) + "…");
    assertThat(lines.get(1)).isEqualTo("    | " + " ".repeat(61) + "^~~~");
  }

  @Test
  void aHugeLineIsNotKept() {
    assertThat(excerpt("x".repeat(1_000_000), SourceRange.at(1, 900_000))).isEmpty();
    assertThat(excerpt("x".repeat(1_000_000), SourceRange.at(1, 2)).get(0)).hasSize(107);
  }

  @Test
  void whereThereIsNoSuchLineNothingIsShown() {
    assertThat(excerpt("a\n", SourceRange.at(3, 1))).isEmpty();
    assertThat(excerpt("a\n", SourceRange.at(1, 9))).isEmpty();
  }
}

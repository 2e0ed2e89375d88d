package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LintControlTest {
  private static List<Integer> off(String rule, String text) {
    return off("x.yaml", rule, text);
  }

  private static List<Integer> off(String file, String rule, String text) {
    LintControl control = LintControl.of(LintComment.in(file, text));
    int lines = (int) text.lines().count() + 1;
    return IntStream.rangeClosed(1, lines).filter(n -> control.isOff(rule, n)).boxed().toList();
  }

  @Test
  void atTheEndOfALineItDoesForThatLine() {
    String text = "a: 1\nb: 2 # lint:ignore:hiera/date\nc: 3\n";
    assertThat(off("hiera/date", text)).containsExactly(2);
    assertThat(off("hiera/empty", text)).isEmpty();
  }

  @Test
  void aloneItDoesUntilItIsEnded() {
    String text = "a: 1\n  # lint:ignore:hiera/date\nb: 2\n  # lint:endignore\nc: 3\n";
    assertThat(off("hiera/date", text)).containsExactly(2, 3, 4);
  }

  @Test
  void whatIsNotEndedDoesNothing() {
    assertThat(off("hiera/date", "# lint:ignore:hiera/date\na: 1\n")).isEmpty();
    assertThat(off("hiera/date", "# lint:endignore\na: 1\n")).isEmpty();
  }

  @Test
  void oneCommentMayNameSeveralChecksAndGiveAReason() {
    String line =
        "a: 1 # lint:ignore:hiera/date lint:ignore:hiera/empty as lint:ignore:hiera/x says";
    assertThat(off("hiera/date", line)).containsExactly(1);
    assertThat(off("hiera/empty", line)).containsExactly(1);
    assertThat(off("hiera/x", line)).isEmpty();
    String block =
        "# lint:ignore:hiera/date lint:ignore:hiera/empty\na: 1\n# lint:endignore\na: 2\n";
    assertThat(off("hiera/date", block)).containsExactly(1, 2, 3);
    assertThat(off("hiera/empty", block)).containsExactly(1, 2, 3);
  }

  @Test
  void blocksMayHoldBlocks() {
    String text =
        """
        # lint:ignore:hiera/date
        a: 1
        # lint:ignore:hiera/empty
        b: 2
        # lint:endignore
        c: 3
        # lint:endignore
        d: 4
        """;
    assertThat(off("hiera/date", text)).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(off("hiera/empty", text)).containsExactly(3, 4, 5);
  }

  @Test
  void anInnerBlockThatIsNotEndedTakesTheOuterEnd() {
    String text = "# lint:ignore:hiera/date\n# lint:ignore:hiera/empty\na: 1\n# lint:endignore\n";
    assertThat(off("hiera/date", text)).isEmpty();
    assertThat(off("hiera/empty", text)).containsExactly(2, 3, 4);
  }

  @Test
  void namesOfPuppetLintAreOursByTheTable() {
    String line = "class a { } # lint:ignore:autoloader_layout lint:ignore:140chars";
    assertThat(off("layout/not_utf8", line)).containsExactly(1);
    assertThat(off("hiera/date", line)).isEmpty();
  }

  @Test
  void aManifestHasTheCommentsThatThePuppetLanguageHas() {
    String text =
        """
        $a = 1 # lint:ignore:hiera/date
        $b = '# lint:ignore:hiera/date'
        $c = 1 /* lint:ignore:hiera/date */
        $d = @(END)
          # lint:ignore:hiera/date
          | END
        # lint:ignore:hiera/date
        $e = 1
        # not lint:endignore
        $f = 1
          # lint:endignore
        $g = 1 ## lint:ignore:hiera/date
        """;
    assertThat(off("x.pp", "hiera/date", text)).containsExactly(1, 3, 7, 8, 9, 10, 11);
    assertThat(off("x.epp", "hiera/date", "text\n<% $a = 1 # lint:ignore:hiera/date\n-%>\n"))
        .containsExactly(2);
  }

  @Test
  void commentsCountAlsoWhereTheManifestDoesNotParse() {
    String text = "$a = 1 # lint:ignore:hiera/date\n$b = = 1\n$c = 1 # lint:ignore:hiera/date\n";
    assertThat(off("x.pp", "hiera/date", text)).containsExactly(1, 3);
  }

  @Test
  void syntaxIsNeverOff() {
    String line = "$a = 09 # lint:ignore:syntax/invalid_octal_number lint:ignore:syntax";
    assertThat(off("syntax/invalid_octal_number", line)).isEmpty();
  }

  @Test
  void everythingInTheTableIsARuleOrAGroup() {
    List<String> groups = Rules.all().stream().map(RuleEntry::group).toList();
    assertThat(LintChecks.table().values())
        .allSatisfy(
            names ->
                assertThat(names)
                    .isNotEmpty()
                    .allMatch(name -> groups.contains(name) || Rules.find(name).isPresent()));
  }
}

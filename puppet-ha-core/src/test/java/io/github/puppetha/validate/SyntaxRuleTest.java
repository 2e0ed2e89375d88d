package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.Problem;
import io.github.puppetha.language.Issue;
import io.github.puppetha.language.PuppetParser;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue says of Puppet's issues what the checker does. */
class SyntaxRuleTest {
  /** Issues that no text by itself is known to raise. */
  private static final Set<SyntaxRule> NO_TEXT =
      EnumSet.of(
          SyntaxRule.ILLEGAL_NAME_OR_BARE_WORD,
          SyntaxRule.EPP_INTERNAL_ERROR,
          SyntaxRule.ILLEGAL_CLASSREF);

  @Test
  void thereIsARuleForEachIssue() {
    assertThat(Arrays.stream(SyntaxRule.values()).map(r -> r.id() + " " + r.severity()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Issue.values()).map(i -> i.rule() + " " + i.severity(8)).toList());
  }

  static Stream<SyntaxRule> withText() {
    return EnumSet.complementOf(EnumSet.copyOf(NO_TEXT)).stream();
  }

  @ParameterizedTest
  @MethodSource("withText")
  void theExampleRaisesTheIssue(SyntaxRule rule) {
    String text = rule.entry().example().replace("\\uFEFF", "\uFEFF");
    boolean template = text.contains("<%") && !text.contains("@(");
    PuppetParser parser = PuppetParser.builder().tasks(text.startsWith("plan ")).build();
    List<Problem> problems =
        parser
            .read(template ? "x.epp" : "x.pp", text, location(rule) ? "m/manifests/x.pp" : null)
            .problems();
    assertThat(problems.stream().map(Problem::rule)).contains(rule.id());
  }

  private static boolean location(SyntaxRule rule) {
    return rule == SyntaxRule.ILLEGAL_DEFINITION_LOCATION
        || rule == SyntaxRule.ILLEGAL_TOP_CONSTRUCT_LOCATION;
  }

  @Test
  void theExampleOfWhatIsRecoveredRaisesIt() {
    assertThat(PuppetParser.parse("x.pp", RecoveredRule.SYNTAX_ERROR.entry().example()).problems())
        .extracting(Problem::rule)
        .containsExactly("syntax/syntax_error", "recovered/syntax_error");
  }
}

package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.Severity;
import org.junit.jupiter.api.Test;

/** After the error at which Puppet stops. */
class RecoveryTest {
  @Test
  void laterErrorsAreWarningsOfTheirOwnGroup() {
    ParseResult result =
        PuppetParser.parse(
            "a.pp",
            """
            class a {
              $x = = 1
            }
            class b {
              file { 'x' ensure => present }
            }
            class c { }
            define d() { ) }
            """);
    assertThat(result.problems())
        .extracting(p -> p.rule() + " " + p.severity() + " " + p.range().line())
        .containsExactly(
            "syntax/syntax_error ERROR 2",
            "recovered/syntax_error WARNING 5",
            "recovered/syntax_error WARNING 8");
    assertThat(result.program()).isEmpty();
  }

  @Test
  void whatFollowsFromTheFirstErrorIsNotSaid() {
    ParseResult result =
        PuppetParser.parse("a.pp", "class a {\n  if $x {\n}\nclass b {\n  notice(1)\n}\n");
    assertThat(result.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.severity()).isEqualTo(Severity.ERROR);
              assertThat(p.range().line()).isEqualTo(6);
            });
  }
}

package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckerStatementsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$x",
        "1",
        "'a'",
        "\"a${f()}\"",
        "[1]",
        "{a => 1}",
        "$x == 1",
        "1 + 2",
        "-$x",
        "($x)",
        "$x ? { 1 => f() }",
        "if $x { }",
        "if f() { }",
        "unless $x { 1 } else { 2 }",
        "Foo",
        "case $x { 1: { } default: { 2 } }",
        "$x[1]",
        "!$x",
        "/a/",
        "undef",
        "a"
      })
  void valuesAreNoStatements(String value) {
    boolean call = value.equals("if f() { }");
    assertThat(Findings.of("class a { " + value + " }").isEmpty()).isEqualTo(call);
    assertThat(Findings.of("f(); " + value + "; f()").isEmpty()).isEqualTo(call);
    assertThat(Findings.of("f(); " + value)).isEmpty();
    assertThat(Findings.of("function a() { " + value + " }")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f()",
        "$x.f",
        "(f())",
        "$x =~ /a/",
        "$x = 1",
        "File <| |>",
        "A -> B",
        "file { 'b': }",
        "if $x { f() }",
        "unless $x { 1 } else { f() }",
        "case $x { 1: { 2 } default: { f() } }",
        "case f() { 1: { } }",
        "if $x { 1 } elsif $x { 2 } else { f() }",
        "define b() { }",
        "File { mode => 1 }"
      })
  void whatHasAnEffectIsAStatement(String statement) {
    assertThat(Findings.of("class a { " + statement + " }")).isEmpty();
    assertThat(Findings.of("f() " + statement + " f()")).doesNotContain("idem_expression_not_last");
  }

  @Test
  void theFirstValueIsReported() {
    assertThat(Findings.of("1 2 f() 3")).containsExactly("idem_expression_not_last 1:1");
    assertThat(Findings.of("if $x { f() 1 f() }")).containsExactly("idem_expression_not_last 1:13");
    assertThat(Findings.of("node a { f()\n1 }")).containsExactly("idem_not_allowed_last 2:1");
  }

  @Test
  void untitledResourcesAreToldFromTwoValues() {
    assertThat(Findings.of("class a { file { mode => 1 } }"))
        .containsExactly("resource_without_title 1:11");
    assertThat(Findings.of("class a { file; { mode => 1 } }"))
        .containsExactly("idem_not_allowed_last 1:17", "resource_without_title 1:1");
    assertThat(Findings.of("file { mode => 1 } f()"))
        .containsExactly("idem_expression_not_last 1:1", "resource_without_title 1:1");
  }

  @Test
  void nestedConditionsAreLookedAtOnce() {
    String deep = "if $x { f() ".repeat(60) + "if $x { }" + " f() }".repeat(60);
    assertThat(Findings.of(deep)).containsExactly("idem_expression_not_last 1:721");
    String harmless = "if $x { ".repeat(60) + " }".repeat(60);
    assertThat(Findings.of("class a { " + harmless + " }"))
        .containsExactly("idem_not_allowed_last 1:11");
  }

  @Test
  void onlyVariablesAreAssignedTo() {
    assertThat(Findings.of("$a = 1 [$b, [$c]] = [1, [2]] $d = $e = 1")).isEmpty();
    assertThat(Findings.of("1 = 2")).containsExactly("illegal_assignment 1:1");
    assertThat(Findings.of("[$a, 1, $b::c] = 1"))
        .containsExactly("illegal_assignment 1:6", "cross_scope_assignment 1:9");
    assertThat(Findings.of("$a::b = 1")).containsExactly("cross_scope_assignment 1:1");
    assertThat(Findings.of("$1 = 1")).containsExactly("illegal_numeric_assignment 1:1");
    assertThat(Findings.of("$a[0] = 1")).containsExactly("illegal_indexed_assignment 1:1");
    assertThat(Findings.of("$a += 1")).containsExactly("appends_deletes_no_longer_supported 1:4");
    assertThat(Findings.of("$a -= 1")).containsExactly("appends_deletes_no_longer_supported 1:4");
  }

  @Test
  void definitionsAndCollectorsHaveNoValue() {
    assertThat(Findings.of("File <| |> -> File <| |> ~> notify { 'a': }")).isEmpty();
    assertThat(Findings.of("$a = File <| |>")).containsExactly("not_rvalue 1:6");
    assertThat(Findings.of("class a { } -> notify { 'b': }"))
        .containsExactly("not_rvalue 1:1", "not_top_level 1:1");
    assertThat(Findings.of("$a = (!File <| |>)"))
        .containsExactly("not_rvalue 1:8", "not_rvalue 1:8", "not_rvalue 1:8");
    assertThat(Findings.of("[File <| |>]\n")).containsExactly("not_rvalue 1:2");
    assertThat(Findings.of("1 ? { File <| |> => 2, 2 => File <| |> }"))
        .containsExactly("not_rvalue 1:7");
  }

  @Test
  void aBlockOfManyStatementsIsCheckedInOneGo() {
    assertThat(Findings.of("f(1)\n".repeat(5_000) + "1\nf(1)"))
        .containsExactly("idem_expression_not_last 5001:1");
  }
}

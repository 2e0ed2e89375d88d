package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckerResourcesTest {
  @Test
  void valuesAreAddedToWhatIsThere() {
    assertThat(Findings.of("File['a'] { mode +> 1 } File <| |> { mode +> 1 }")).isEmpty();
    assertThat(Findings.of("file { 'a': mode +> 1 }"))
        .containsExactly("illegal_attribute_append 1:13");
    assertThat(Findings.of("File { mode +> 1 }")).containsExactly("illegal_attribute_append 1:8");
  }

  @Test
  void oneHashOfAttributesIsUnfolded() {
    assertThat(Findings.of("file { 'a': * => $b; 'c': * => $d }")).isEmpty();
    assertThat(Findings.of("file { 'a': * => $b, * => $c, * => $d }"))
        .containsExactly("multiple_attributes_unfold 1:22", "multiple_attributes_unfold 1:31");
  }

  @Test
  void classesDefaultsAndOverridesAreNotVirtual() {
    assertThat(Findings.of("@file { 'a': } @@file { 'b': } class { 'c': }")).isEmpty();
    assertThat(Findings.of("@class { 'a': }")).containsExactly("class_not_virtualizable 1:1");
    assertThat(Findings.of("@@File { mode => 1 }")).containsExactly("not_virtualizeable 1:1");
    assertThat(Findings.of("@File['a'] { mode => 1 }")).containsExactly("not_virtualizeable 1:1");
  }

  @Test
  void typesAreCollected() {
    assertThat(Findings.of("foo <| |>")).containsExactly("illegal_expression 1:1");
  }

  @Test
  void queriesCompare() {
    assertThat(Findings.of("File <| a == 1 and (b != $x or c == d) |>")).isEmpty();
    assertThat(Findings.of("File <| 'a' and 1 and true and 1.5 and $x and y |>")).isEmpty();
    assertThat(Findings.of("File <| a > 1 |>")).containsExactly("illegal_query_expression 1:11");
    assertThat(Findings.of("File <| a == 1 and f(1) or [1] or b =~ c |>"))
        .containsExactly(
            "illegal_query_expression 1:20",
            "illegal_query_expression 1:28",
            "illegal_query_expression 1:37");
    assertThat(Findings.of("File <| \"a${b}\" |>")).containsExactly("illegal_query_expression 1:9");
  }

  @Test
  void attributesAreLookedInto() {
    assertThat(Findings.of("file { $A: mode => $B, owner => [$C, \"${$D}\"] }")).hasSize(4);
    assertThat(Findings.of("file { 'a': mode => File <| |> }")).containsExactly("not_rvalue 1:21");
    assertThat(Findings.of("file { 'a': * => File <| |> }")).containsExactly("not_rvalue 1:18");
  }
}

package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckerTasksTest {
  private static final String SCRIPTING = "expression_not_supported_when_scripting ";
  private static final String COMPILING = "expression_not_supported_when_compiling ";

  @Test
  void plansMakeNoCatalog() {
    assertThat(Findings.inPlan("plan a() { notice(1) }")).isEmpty();
    assertThat(Findings.inPlan("plan a() { file { 'b': } }")).containsExactly(SCRIPTING + "1:12");
    assertThat(Findings.inPlan("plan a() { File { mode => 1 } File['a'] { mode => 1 } A -> B }"))
        .containsExactly(SCRIPTING + "1:12", SCRIPTING + "1:31", SCRIPTING + "1:57");
    assertThat(Findings.inPlan("class a($name) { 1 } node b { 1 } File <| |>"))
        .containsExactly(SCRIPTING + "1:1", SCRIPTING + "1:22", SCRIPTING + "1:35");
  }

  @Test
  void applyBlocksMakeOne() {
    assertThat(Findings.inPlan("plan a() { apply('x') { file { 'b': } A -> B File <| |> } }"))
        .isEmpty();
    assertThat(Findings.inPlan("plan a() { apply('x') { File <<| |>> apply('y') { } } }"))
        .containsExactly(COMPILING + "1:25", COMPILING + "1:38");
    assertThat(Findings.inPlan("plan a() { apply('x') { class b { } } }"))
        .containsExactly(SCRIPTING + "1:25");
    assertThat(Findings.inPlan("plan a() { apply('x') { 1 notice(1) } }"))
        .containsExactly("idem_expression_not_last 1:25");
    assertThat(Findings.inPlan("plan a() { apply('x') { @File { mode => 1 } } }"))
        .containsExactly("not_virtualizeable 1:25");
  }

  @Test
  void untitledResourcesAreTwoValuesInPlans() {
    assertThat(Findings.inPlan("plan a() { file { mode => 1 } }"))
        .containsExactly("idem_expression_not_last 1:12");
  }

  @Test
  void plansAreDefinitionsToo() {
    assertThat(Findings.inPlan("plan A($b, $b) { }"))
        .containsExactly("illegal_definition_name 1:1", "duplicate_parameter 1:12");
    assertThat(Findings.inPlan("plan a() { plan b() { } }"))
        .containsExactly("not_absolute_top_level 1:12");
    assertThat(Findings.inPlan("plan a() { } plan a() { }")).containsExactly("error 1:14");
    assertThat(Findings.inPlan("function a() { } plan a() { }")).isEmpty();
  }
}

package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckerDefinitionsTest {
  @Test
  void classesDefinesAndNodesStandAtTheTopOrInClasses() {
    assertThat(Findings.of("class a { class b { } define c() { } } node d { }")).isEmpty();
    assertThat(Findings.of("if true { class a { } }")).containsExactly("not_top_level 1:11");
    assertThat(Findings.of("define a() { class b { } }")).containsExactly("not_top_level 1:14");
    assertThat(Findings.of("f() |$x| { class a { } }")).containsExactly("not_top_level 1:12");
    assertThat(Findings.of("case 1 { 1: { class a { } } }")).containsExactly("not_top_level 1:15");
  }

  @Test
  void functionsAndTypesStandAtTheTopOnly() {
    assertThat(Findings.of("function a() { } type B = Integer")).isEmpty();
    assertThat(Findings.of("class a { function b() { } }"))
        .containsExactly("not_absolute_top_level 1:11");
    assertThat(Findings.of("class a { notice(1) type B = Integer }"))
        .containsExactly("not_absolute_top_level 1:26");
    assertThat(Findings.of("if true { function b() { } }")).containsExactly("not_top_level 1:11");
  }

  @Test
  void namesHaveTheirForm() {
    assertThat(Findings.of("class a::b { } type A::B = Integer")).isEmpty();
    assertThat(Findings.of("class A { }")).containsExactly("illegal_definition_name 1:1");
    assertThat(Findings.of("class a { class ::b { } }"))
        .containsExactly("illegal_definition_name 1:11");
    assertThat(Findings.of("type ::A = Integer")).containsExactly("illegal_definition_name 1:6");
  }

  @Test
  void namesOfPuppetsOwnAreKept() {
    assertThat(Findings.of("class a::string { } class planet { }")).isEmpty();
    assertThat(Findings.of("class string { }")).containsExactly("reserved_type_name 1:1");
    assertThat(Findings.of("function plan() { }")).containsExactly("future_reserved_word 1:1");
    assertThat(Findings.of("function a() >> Plan { }"))
        .containsExactly("future_reserved_word 1:17");
  }

  @Test
  void parametersAreNamedOnceAndNotAsEveryResourcesOwn() {
    assertThat(Findings.of("function a($name) { } f() |$b, $b| { }")).isEmpty();
    assertThat(Findings.of("class a($name) { }")).containsExactly("reserved_parameter 1:9");
    assertThat(Findings.of("define a($title) { }")).containsExactly("reserved_parameter 1:10");
    assertThat(Findings.of("function a($b, $c, $b) { }"))
        .containsExactly("duplicate_parameter 1:20");
  }

  @Test
  void manyParametersAreComparedToo() {
    StringBuilder many = new StringBuilder("class a($p0");
    for (int i = 1; i < 40; i++) {
      many.append(", $p").append(i);
    }
    assertThat(Findings.of(many + ") { }")).isEmpty();
    assertThat(Findings.of(many + ",\n$p7) { }")).containsExactly("duplicate_parameter 2:1");
  }

  @Test
  void parametersAreNamedInLowerCase() {
    assertThat(Findings.of("class a($_b, $cD) { }")).isEmpty();
    assertThat(Findings.of("class a($B, $c::d) { }"))
        .containsExactly("illegal_param_name 1:9", "illegal_param_name 1:13");
    assertThat(Findings.of("class a($1) { }"))
        .containsExactly("illegal_numeric_parameter 1:9", "illegal_param_name 1:9");
  }

  @Test
  void theRestOfTheArgumentsIsForFunctionsAndTheLastOfALambda() {
    assertThat(Findings.of("function a(*$b, $c) { } f() |$b, *$c| { }")).isEmpty();
    assertThat(Findings.of("class a(*$b) { }")).containsExactly("captures_rest_not_supported 1:10");
    assertThat(Findings.of("f() |*$b, $c| { }")).containsExactly("captures_rest_not_last 1:7");
  }

  @Test
  void typesOfClassParametersAreLiteralSincePuppet8() {
    String text = "class a(Integer[1 + 1] $b) { }";
    assertThat(Findings.of(8, text)).containsExactly("illegal_nonliteral_parameter_type 1:24");
    assertThat(Findings.of(7, text)).isEmpty();
    assertThat(Findings.of("class a(Optional[[String]] $b) { }"))
        .containsExactly("illegal_nonliteral_parameter_type 1:28");
    assertThat(Findings.of("class a(Optional[Enum[x]] $b, Struct[{c => Integer[-1]}] $d) { }"))
        .isEmpty();
    assertThat(Findings.of("define a(Integer[1 + 1] $b) { }")).isEmpty();
  }

  @Test
  void defaultsDoNotAssign() {
    assertThat(Findings.of("class a($b = f() |$x| { $c = 1 }) { }")).isEmpty();
    assertThat(Findings.of("class a($b = [1, {c => ($d = 2)}, ($e = 3)]) { }"))
        .containsExactly("illegal_assignment_context 1:28", "illegal_assignment_context 1:39");
  }

  @Test
  void typesAreTypes() {
    assertThat(Findings.of("type A = Integer[1] function b() >> Array[A] { }")).isEmpty();
    assertThat(Findings.of("type A = [1]")).containsExactly("illegal_expression 1:10");
    assertThat(Findings.of("type A { }")).containsExactly("unsupported_expression 1:1");
  }

  @Test
  void mappingsMapLikeToLike() {
    assertThat(Findings.of("type Runtime[ruby, [/a/, 'b']] = [/c/, 'd']")).isEmpty();
    assertThat(Findings.of("type Runtime[ruby, 'a'] = B")).isEmpty();
    assertThat(Findings.of("type Runtime[ruby, 'a'] = [/a/, 'b']"))
        .containsExactly("illegal_type_mapping 1:6");
    assertThat(Findings.of("type Runtime[ruby, [/a/, 'b']] = B"))
        .containsExactly("illegal_type_mapping 1:6");
    assertThat(Findings.of("type Integer[1] = B")).containsExactly("unsupported_expression 1:6");
  }

  @Test
  void nodesHaveFixedNamesAndNoParents() {
    assertThat(Findings.of("node a.c_d, 'e-f.g', /x y/, default { }")).isEmpty();
    assertThat(Findings.of("node 'a b' { }")).containsExactly("illegal_hostname_chars 1:6");
    assertThat(Findings.of("node \"a${b}${c}\" { }"))
        .containsExactly("illegal_hostname_interpolation 1:10");
    assertThat(Findings.of("node a inherits b { }"))
        .containsExactly("illegal_node_inheritance 1:17");
  }
}

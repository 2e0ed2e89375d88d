package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantiationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "class a { }\nclass a { }",
        "class a { }\ndefine a() { }",
        "define a() { }\nclass a { }",
        "define a() { }\ndefine a() { }",
        "node a { }\nclass a { }",
        "class a { }\nnode a { }",
        "node a { }\nnode 'A' { }",
        "node a, b { }\nnode c, b { }",
        "node default { }\nnode 'default' { }",
        "node /a/ { }\nnode /^A+$/ { }",
        "#\nnode '' { }",
        "function a() { }\nfunction a() { }",
        "type Foo = Integer\ntype FOO = Integer",
        "define a() { }\ntype A = Integer",
        "#\ntype Integer = String",
        "#\ntype File = String",
        "class a { class b { } }\nclass a::b { }",
        "#\nclass a($before) { }",
        "#\ntype Runtime[a, 'b'] = C",
        "#\ntype Runtime[ruby] = C",
        "#\ntype Runtime[ruby, ''] = C",
        "#\ntype Runtime[ruby, 1] = C",
        "#\ntype Runtime[ruby, $x] = C",
        "#\ntype Runtime[ruby, 'a'] = C[$x]",
        "#\ntype Runtime[ruby, 'a'] = C[{a => f()}]"
      })
  void whatCannotBeMadeKnownIsAnError(String text) {
    assertThat(Findings.of(text)).singleElement().asString().startsWith("error 2:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "define a() { } node a { }",
        "node /a/ { } node /b/ { }",
        "function a() { } class a { } type A = Integer",
        "type A = Integer define a() { }",
        "function a($tag) { }",
        "define file() { }",
        "type Runtime[ruby, 'b'] = C",
        "type Runtime['ruby', undef] = C[-1, [2], {a => /b/}, D]",
        "type Runtime[ruby, [/a/, 'b']] = [/c/, 'd']"
      })
  void theRestIsMadeKnown(String text) {
    assertThat(Findings.of(text)).isEmpty();
  }

  @Test
  void nothingIsMadeKnownOfAManifestWithErrors() {
    assertThat(Findings.of("class a { } 1 class a { }"))
        .containsExactly("idem_expression_not_last 1:13");
  }

  @Test
  void aMetaparameterWithADefaultIsAWarning() {
    assertThat(PuppetParser.parse("a.pp", "define a($tag = 1) { }").problems())
        .singleElement()
        .hasToString(
            "a.pp:1:10: warning: every resource has a metaparameter 'tag' already; rename $tag"
                + " [syntax/error]");
  }

  @Test
  void typesComeBeforeClasses() {
    assertThat(Findings.of("class a { }\nclass a { }\ntype B = C\ntype B = C"))
        .singleElement()
        .asString()
        .startsWith("error 4:");
  }
}

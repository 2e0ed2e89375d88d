package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Ruby's JSON parser takes; each was given to the real one. */
class JsonSyntaxTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "\"a\"",
        "null",
        "true",
        " [false] \r\n\t",
        "{\"a\":1,\"a\":2}",
        "/* c */ 1",
        "// x\n1",
        "[1/**/,2//x\n]",
        "{\"a\"/**/:/**/1/**/}",
        "{/**/}",
        "[1e5, 1E+5, 1.0e-3, -0, -0.0, 1e999]",
        "[123456789012345678901234567890]",
        "[\"\\x\\/\\u1234\\u0000\u007f\"]",
        "[\"\\ud83d\\ude00\", \"\\udc00\", \"\\ud800abcdef\", \"\\\\ud800\"]",
        "/***/1"
      })
  void takesWhatRubyTakes(String text) {
    assertThat(JsonSyntax.firstError(text)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nul",
        "NaN",
        "[Infinity]",
        "[-Infinity]",
        "1 // x",
        "[1,]",
        "{\"a\":1,}",
        "[01]",
        "[-]",
        "[1.]",
        "[.5]",
        "[1.e5]",
        "[1e]",
        "[+1]",
        "[\"a\tb\"]",
        "[\"a\nb\"]",
        "[\"\\u12\"]",
        "[\"\\u12zz\"]",
        "[\"\\ud800\"]",
        "[\"\\ud800abcde\"]",
        "[\"\\ud800éé\"]",
        "['a']",
        "{a:1}",
        "1 2",
        "[1] x",
        "\uFEFF[1]",
        "[0.0.1]",
        "[\"a\" \"b\"]",
        "{\"a\" 1}",
        "{1:2}",
        "[",
        "]",
        "\"",
        "[tru]",
        "[TRUE]",
        "[1]\0",
        "\f[1]",
        "[1,,2]",
        "/**/",
        "/* [1]",
        "[1]/",
        "[1/*]",
        "truex",
        "[\"\\\n\"]",
        "1//",
        "{\"a\":[}",
        "[\"\\"
      })
  void refusesWhatRubyRefuses(String text) {
    assertThat(JsonSyntax.firstError(text)).isNotNegative();
  }

  @Test
  void takesAHundredLevels() {
    assertThat(JsonSyntax.firstError("[".repeat(100) + "]".repeat(100))).isEqualTo(-1);
    assertThat(JsonSyntax.firstError("[".repeat(101) + "]".repeat(101))).isEqualTo(100);
    assertThat(JsonSyntax.firstError("{\"a\":".repeat(1_000_000))).isEqualTo(500);
  }

  @Test
  void saysWhereTheErrorIs() {
    assertThat(JsonSyntax.firstError("{\"a\": x}")).isEqualTo(6);
  }
}

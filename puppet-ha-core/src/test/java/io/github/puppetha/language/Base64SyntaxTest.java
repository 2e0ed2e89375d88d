package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Ruby's strict decoder takes; each was given to the real one. */
class Base64SyntaxTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "Zm9v", "Zm8=", "Zg==", "Zm\n9v\r\n", "Z m\t9 v\u00a0", "Zm9v?", "+/9/"})
  void takesWhatRubyTakes(String text) {
    assertThat(Base64Syntax.isValid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zg",
        "Zg=",
        "Zh==",
        "Zm9=",
        "====",
        "=",
        "A===",
        "Zg==A",
        "Zm9vZg==Zm9v",
        "Z-_v",
        "é",
        "AAAA=",
        "AAAAA"
      })
  void refusesWhatRubyRefuses(String text) {
    assertThat(Base64Syntax.isValid(text)).isFalse();
  }
}

package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameFormsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "a1_B", "a::b", "ab::c_::d"})
  void definitionsAreNamedInLowerCaseParts(String name) {
    assertThat(NameForms.isDefinition(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "::a", "a::", "a::9", "a:b", "a-b", "_a", "a::::b", "ä", "a "})
  void nothingElseNamesADefinition(String name) {
    assertThat(NameForms.isDefinition(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "Ab::C1", "A_b"})
  void typesAreNamedInCapitalParts(String name) {
    assertThat(NameForms.isTypeDefinition(name)).isTrue();
    assertThat(NameForms.isTypeReference("::" + name)).isTrue();
    assertThat(NameForms.isTypeDefinition("::" + name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "A::b", "A::", "::", "A:B", "Ä"})
  void nothingElseNamesAType(String name) {
    assertThat(NameForms.isTypeDefinition(name)).isFalse();
    assertThat(NameForms.isTypeReference(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "_", "_a", "a::b", "::a", "::a::_b", "aB9"})
  void variablesMayEndInAPartThatBeginsWithAnUnderscore(String name) {
    assertThat(NameForms.isVariable(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "::", "A", "_a::b", "a::B", "a::", "a:b", "1", "a::1"})
  void nothingElseNamesAVariable(String name) {
    assertThat(NameForms.isVariable(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "10", "123"})
  void matchesSetNumbers(String name) {
    assertThat(NameForms.isMatchVariable(name)).isTrue();
    assertThat(NameForms.isNumber(name)).isTrue();
    assertThat(NameForms.isNumber("0x" + name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "01", "1a", "a", "-1"})
  void nothingElseIsWhatAMatchSets(String name) {
    assertThat(NameForms.isMatchVariable(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "_", "_a1B"})
  void parametersAreOneWord(String name) {
    assertThat(NameForms.isParameter(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "1", "a::b", "::a", "a-b"})
  void nothingElseIsAParameter(String name) {
    assertThat(NameForms.isParameter(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b-c_D9", "-"})
  void hostsHaveWordsDotsAndDashes(String name) {
    assertThat(NameForms.isHostName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "ä", "a/b", "a:b", "*"})
  void hostsHaveNothingElse(String name) {
    assertThat(NameForms.isHostName(name)).isFalse();
  }
}

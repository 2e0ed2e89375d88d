package io.github.puppetha.pki;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertnameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "agent1.example.com", "_x.a_.b-c", "a-b", "x9", "1.2.3"})
  void goodNames(String name) {
    assertThat(Certname.problem(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "a..b", "-a", "a-", "a.b-", "a-.b", "a/b", "../a", "a\\b", "a b", "a\n",
        "\u00e4", "a%2fb", ".a", "a."
      })
  void badNames(String name) {
    assertThat(Certname.problem(name)).contains("Subject hostname format is invalid");
  }

  @Test
  void upperCaseAndStarsHaveTheirOwnWords() {
    assertThat(Certname.problem("Agent")).contains("Certificate names must be lower case.");
    assertThat(Certname.problem("*.example.com")).get().asString().contains("wildcard");
  }
}

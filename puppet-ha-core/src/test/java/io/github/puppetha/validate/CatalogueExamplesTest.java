package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.Problem;
import io.github.puppetha.code.Puppetfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the catalogue shows triggers what it says, where it is a whole file. */
class CatalogueExamplesTest {
  @ParameterizedTest
  @EnumSource
  void ofPuppetfiles(PuppetfileRule rule) {
    assertThat(Puppetfile.parse("Puppetfile", rule.entry().example()).problems())
        .anySatisfy(problem -> assertIs(rule, problem));
  }

  @ParameterizedTest
  @EnumSource
  void ofTheConfigurationOfAValidation(ConfRule rule) {
    assertThat(ValidateConfigReader.read(rule.entry().example()).problems())
        .singleElement()
        .satisfies(problem -> assertIs(rule, problem));
  }

  private static void assertIs(Rule rule, Problem problem) {
    assertThat(problem.rule()).isEqualTo(rule.id());
    assertThat(problem.severity()).isEqualTo(rule.severity());
  }
}

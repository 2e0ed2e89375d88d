package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RulePageTest {
  private static final Path PAGE = Path.of("../RULES.md");

  /** To renew the page: {@code mvn test -Dtest=RulePageTest -Drules.update=true}. */
  @Test
  void thePageIsCurrent() throws IOException {
    if (Boolean.getBoolean("rules.update")) {
      Files.writeString(PAGE, RulePage.write());
    }
    assertThat(Files.readString(PAGE))
        .as("renew it with -Dtest=RulePageTest -Drules.update=true")
        .isEqualTo(RulePage.write());
  }

  @Test
  void everyRuleSaysWhatItFindsAndShowsIt() {
    assertThat(Rules.all())
        .allSatisfy(
            rule -> {
              assertThat(rule.id()).matches("[a-z]+/[a-z0-9_]+");
              assertThat(rule.summary()).isNotBlank().doesNotEndWith(".").doesNotContain("\n");
              assertThat(rule.example()).isNotBlank().doesNotContain("```");
            });
  }

  @Test
  void aRuleIsFoundByItsId() {
    assertThat(Rules.find("hiera/date").orElseThrow()).isEqualTo(HieraRule.DATE.entry());
    assertThat(Rules.find("hiera/dates")).isEmpty();
  }
}

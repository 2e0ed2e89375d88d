package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRangeTest {
  @ParameterizedTest
  @CsvSource({
    ">= 1.2.0 < 2.0.0, 1.2.0 1.9.9, 1.1.9 2.0.0 3.0.0",
    ">=1.2 <2, 1.2.0 1.9.9, 1.1.9 2.0.0",
    "> 1.2, 1.3.0, 1.2.9",
    "> 1.2.3, 1.2.4, 1.2.3",
    "<= 1.2, 1.2.9, 1.3.0",
    "<= 1.2.3, 1.2.3, 1.2.4",
    "~> 1.2.3, 1.2.3 1.2.9, 1.3.0 1.2.2",
    "~1.2, 1.2.0 1.2.9, 1.3.0",
    "~1, 1.9.0, 2.0.0",
    "^1.2.3, 1.2.3 1.9.0, 2.0.0",
    "^0.2.3, 0.2.9, 0.3.0",
    "^0.0.3, 0.0.3, 0.0.4",
    "1.x, 1.0.0 1.9.9, 2.0.0 0.9.0",
    "1.2.x, 1.2.5, 1.3.0",
    "1.2.3, 1.2.3, 1.2.4",
    "=1.2.3, 1.2.3, 1.2.4",
    "*, 0.0.1 99.0.0,",
    "1.x || >= 3.0.0, 1.5.0 3.1.0, 2.9.9",
    "1.2.0 - 1.4.0, 1.2.0 1.4.0, 1.4.1",
    "1.2 - 1.4, 1.2.0 1.4.9, 1.5.0",
    ">= 1.0.0, 2.0.0-rc1 1.0.0+x, 0.9.0",
    ">= 1.0.0, latest, 0.9.0",
  })
  void versionsAreInsideOrOutside(String range, String inside, String outside) {
    VersionRange parsed = VersionRange.parse(range).orElseThrow();
    assertThat(inside.split(" ")).noneMatch(parsed::excludes);
    if (outside != null) {
      assertThat(outside.split(" ")).allMatch(parsed::excludes);
    }
  }

  @Test
  void whatIsNoRangeOrHasQualifiersIsNotJudged() {
    assertThat(VersionRange.parse(">= 1.0, < 2")).isEmpty();
    assertThat(VersionRange.parse("")).isEmpty();
    assertThat(VersionRange.parse(">= 1.0.0-rc1")).isEmpty();
    assertThat(VersionRange.parse(">= 99999999999999999999.0.0")).isEmpty();
  }
}

package io.github.puppetha.maven;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From which severity on problems fail the build. */
public enum FailOn {
  /** Errors do. */
  ERROR(Severity.ERROR),
  /** Errors and warnings do. */
  WARNING(Severity.WARNING),
  /** Nothing does. */
  NEVER(null);

  private final @Nullable Severity limit;

  FailOn(@Nullable Severity limit) {
    this.limit = limit;
  }

  /**
   * Reads the value of {@link PropertyNames#FAIL_ON}.
   *
   * @throws IllegalArgumentException for any other than the three
   */
  public static FailOn parse(String text) {
    return Arrays.stream(values())
        .filter(value -> value.name().equals(text.strip().toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    PropertyNames.FAIL_ON + " is '" + text + "'; take error, warning or never"));
  }

  /** Is one of these grave enough? */
  public boolean fails(List<Problem> problems) {
    Severity least = limit;
    return least != null && problems.stream().anyMatch(p -> p.severity().atLeast(least));
  }
}

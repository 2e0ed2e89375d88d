package io.github.puppetha.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A git hook (githooks(5)) that can be installed. */
public enum Hook {
  /** Validates what is going to be committed. */
  PRE_COMMIT,
  /** Validates what is pushed, and refuses it when it has problems. */
  PRE_RECEIVE,
  /** Deploys what was pushed. */
  POST_RECEIVE;

  /** What git calls it. */
  public String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Finds one by what git calls it.
   *
   * @throws IllegalArgumentException for any other
   */
  public static Hook of(String fileName) {
    return Stream.of(values())
        .filter(hook -> hook.fileName().equals(fileName.strip()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no hook '" + fileName + "'; there are " + all()));
  }

  private static String all() {
    return Stream.of(values()).map(Hook::fileName).collect(Collectors.joining(", "));
  }
}
